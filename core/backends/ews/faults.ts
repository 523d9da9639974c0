import {
	ConflictError,
	type ErrorDetails,
	type ExchangeError,
	FatalError,
	InputError,
	PermissionError,
	RetriableError,
	SkippableError,
} from '../../errors';
import { type FaultKind, FAULTS } from './faultTable';

/** What the server said. */
export interface Fault {
	/** ResponseCode. */
	readonly code: string;
	/** MessageText, or the Message of a SOAP fault. */
	readonly text?: string;
	/** Values of MessageXml by name. */
	readonly details?: Readonly<Record<string, string>>;
	readonly requestId?: string;
	readonly status?: number;
	/** Id of the record that was touched. */
	readonly recordKey?: string;
}

/** How each class of the table is made. */
const MAKERS = {
	fatal: (message: string, details: ErrorDetails) => new FatalError(message, details),
	input: (message: string, details: ErrorDetails) => new InputError(message, details),
	skippable: (message: string, details: ErrorDetails) => new SkippableError(message, details),
	conflict: (message: string, details: ErrorDetails) => new ConflictError(message, details),
	permission: (message: string, details: ErrorDetails) => new PermissionError(message, details),
	/** The server turned the request away before it did anything. */
	busy: (message: string, details: ErrorDetails, waitMs?: number) =>
		new RetriableError(message, { ...details, waitMs, delivered: 'no' }),
	/** It may succeed later; what the server did before is not known. */
	retriable: (message: string, details: ErrorDetails, waitMs?: number) =>
		new RetriableError(message, { ...details, waitMs, delivered: 'unknown' }),
} as const satisfies Record<
	FaultKind,
	(message: string, details: ErrorDetails, waitMs?: number) => ExchangeError
>;

/** A ceiling for what a server may ask to wait: an hour. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * The error for a ResponseCode. A code that the table does not know keeps the server's own words.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
 */
export function faultError(fault: Fault): ExchangeError {
	const { code, text, details = {}, requestId, status, recordKey } = fault;
	const known = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
	const said = text?.trim();
	const about = subject(details);
	let message =
		known?.message ?? (said ? `Exchange answered: ${said}` : `Exchange answered ${code}`);
	if (known?.quote && said) message += `: ${said}`;
	if (about !== undefined && !message.includes(about)) message += ` (${about})`;
	const back = Number(details.BackOffMilliseconds);
	const waitMs = Number.isFinite(back) && back > 0 ? Math.min(back, LONGEST_WAIT_MS) : undefined;
	return MAKERS[known?.kind ?? 'skippable'](
		message,
		{
			code,
			advice: known?.advice ?? `Look up ${code} in Microsoft's list of EWS response codes.`,
			requestId,
			status,
			recordKey,
		},
		waitMs,
	);
}

/** The property or the violation that MessageXml names. */
function subject(details: Readonly<Record<string, string>>): string | undefined {
	for (const name of [
		'FieldURI',
		'IndexedFieldURI',
		'ExtendedFieldURI',
		'Violation',
		'InnerErrorMessageText',
	]) {
		const value = details[name]?.trim();
		if (value) return value;
	}
	return undefined;
}
