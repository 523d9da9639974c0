/**
 * Errors sorted by what the caller can do about them. Each carries what a person needs: what
 * happened (`message`) and how to get unstuck (`advice`), and what a machine needs: the server's
 * code, the request id and the key of the record that was touched.
 */
export type ErrorKind = 'fatal' | 'retriable' | 'skippable' | 'conflict' | 'permission';

export interface ErrorDetails {
	/** How to get unstuck, one or two plain sentences. */
	advice?: string;
	/** The server's or protocol's own code, such as `ErrorItemNotFound` or `ECONNREFUSED`. */
	code?: string;
	/** The parameter, column or credential field that the error is about. */
	field?: string;
	/** The server's request id, to quote to its administrator. */
	requestId?: string;
	/** The id or key of the record that was touched. */
	recordKey?: string;
	/** HTTP status of the answer, where there was one. */
	status?: number;
	cause?: unknown;
}

/** Base of all errors that core throws. Never holds a secret. */
export abstract class ExchangeError extends Error {
	abstract readonly kind: ErrorKind;
	readonly advice?: string;
	readonly code?: string;
	readonly field?: string;
	readonly requestId?: string;
	readonly recordKey?: string;
	readonly status?: number;

	constructor(message: string, details: ErrorDetails = {}) {
		super(message, details.cause === undefined ? undefined : { cause: details.cause });
		this.name = new.target.name;
		this.advice = details.advice;
		this.code = details.code;
		this.field = details.field;
		this.requestId = details.requestId;
		this.recordKey = details.recordKey;
		this.status = details.status;
	}
}

/** Nothing that this connection or these parameters do can succeed: stop and mend the configuration. */
export class FatalError extends ExchangeError {
	readonly kind = 'fatal';
}

/** The same call may succeed later. */
export class RetriableError extends ExchangeError {
	readonly kind = 'retriable';
	/** Milliseconds that the server asked to wait, where it did. */
	readonly waitMs?: number;
	/** Whether the server can have taken the request: decides if a write may be sent again. */
	readonly delivered: 'no' | 'unknown';

	constructor(
		message: string,
		details: ErrorDetails & { waitMs?: number; delivered?: 'no' | 'unknown' } = {},
	) {
		super(message, details);
		this.waitMs = details.waitMs;
		this.delivered = details.delivered ?? 'unknown';
	}
}

/** This record cannot be read or written; others can. */
export class SkippableError extends ExchangeError {
	readonly kind = 'skippable';
}

/** What a person typed cannot be used; `field` names it. Raised before anything is sent. */
export class InputError extends SkippableError {}

/** The record changed since it was read, or a match is ambiguous. */
export class ConflictError extends ExchangeError {
	readonly kind = 'conflict';
}

/** A right is missing; `advice` holds the command or permission that grants it. */
export class PermissionError extends ExchangeError {
	readonly kind = 'permission';
}

/** The caller cancelled the run. */
export class CancelledError extends ExchangeError {
	readonly kind = 'fatal';

	constructor() {
		super('The run was cancelled', { code: 'ABORT_ERR' });
	}
}
