import type { Client } from './client';

/** What can be made to go wrong. */
export type FaultKind =
	/** HTTP 503 with Retry-After. */
	| 'serviceUnavailable'
	/** SOAP fault ErrorServerBusy with BackOffMilliseconds. */
	| 'serverBusy'
	/** The connection ends before the request is processed. */
	| 'dropBefore'
	/** The request is processed, the connection ends before any answer. */
	| 'dropAfter'
	/** The connection ends in the middle of the answer. */
	| 'dropMiddle'
	/** The answer is complete by HTTP, its XML ends early. */
	| 'truncate'
	/** HTTP 200 with an HTML page. */
	| 'html'
	/** HTTP 200 with Outlook on the web's sign-in page. */
	| 'loginPage'
	/** HTTP 302 to the sign-in page. */
	| 'redirect'
	/** HTTP 500 with a SOAP fault of a chosen code. */
	| 'soapFault'
	/** HTTP 500 without a body that means anything. */
	| 'serverError'
	/** HTTP 401: whoever signed in has to do it again. */
	| 'expire'
	/** Nothing but the wait of `delayMs`. */
	| 'delay'
	/** The request is taken, and never answered. */
	| 'silence'
	/** Endpoints of tokens only: HTTP 429 with Retry-After. */
	| 'tooManyRequests'
	/** Endpoints of tokens only: an answer of four megabytes. */
	| 'huge';

export interface FaultMatch {
	readonly operation?: string;
	/** SMTP address of the mailbox the request is about. */
	readonly mailbox?: string;
	readonly client?: Client;
	/** Only requests whose XML contains this text. */
	readonly contains?: string;
}

export interface FaultSpec {
	readonly kind: FaultKind;
	readonly match?: FaultMatch;
	/** Matching requests that meet the fault; default 1. */
	readonly times?: number;
	/** Matching requests that pass before; default 0. */
	readonly after?: number;
	/** Milliseconds to wait before anything is answered; default 0. */
	readonly delayMs?: number;
	/** serviceUnavailable: `Retry-After` in seconds, or an HTTP date; default 1. */
	readonly retryAfter?: number | string;
	/** serverBusy: default 1000. */
	readonly backOffMs?: number;
	/** soapFault: response code, default `ErrorInternalServerError`. */
	readonly code?: string;
	/** soapFault: text for the reader. */
	readonly message?: string;
	/** dropMiddle, truncate: share of the answer that is sent; default 0.5. */
	readonly share?: number;
}

export interface FaultSubject {
	readonly operation?: string;
	readonly mailbox?: string;
	readonly client: Client;
	readonly xml?: string;
	/** Meets only faults that name its operation: those for EWS are not for the endpoints of tokens. */
	readonly isNamed?: boolean;
}

/** A fault in waiting. */
export interface Fault {
	readonly spec: FaultSpec;
	/** Requests that met it so far. */
	readonly hits: number;
	remove(): void;
}

interface Armed {
	readonly spec: FaultSpec;
	hits: number;
	passed: number;
}

/** Faults that the next matching requests meet, the first added first. */
export class Faults {
	#armed: Armed[] = [];

	add(spec: FaultSpec): Fault {
		const armed: Armed = { spec, hits: 0, passed: 0 };
		this.#armed.push(armed);
		return {
			spec,
			get hits() {
				return armed.hits;
			},
			remove: () => {
				this.#armed = this.#armed.filter((other) => other !== armed);
			},
		};
	}

	clear(): void {
		this.#armed = [];
	}

	/**
	 * The fault for a request, counted as met. `unread`: asked before the body is read, which only
	 * concerns a `dropBefore` that asks for nothing of the body; `read`: all others.
	 */
	take(subject: FaultSubject, stage: 'unread' | 'read'): FaultSpec | undefined {
		for (const armed of this.#armed) {
			const { spec } = armed;
			if (isBlind(spec) !== (stage === 'unread')) continue;
			if (armed.hits >= (spec.times ?? 1) || !matches(spec.match, subject)) continue;
			if (armed.passed < (spec.after ?? 0)) {
				armed.passed += 1;
				continue;
			}
			armed.hits += 1;
			return spec;
		}
		return undefined;
	}

	/** Specs with their hits, for the control endpoint. */
	list(): Array<FaultSpec & { hits: number }> {
		return this.#armed.map(({ spec, hits }) => ({ ...spec, hits }));
	}
}

/** Needs nothing that only the body says. */
function isBlind({ kind, match = {} }: FaultSpec): boolean {
	const { client: _client, ...body } = match;
	return kind === 'dropBefore' && Object.values(body).every((value) => value === undefined);
}

function matches(match: FaultMatch = {}, subject: FaultSubject): boolean {
	return (
		(match.operation !== undefined || subject.isNamed !== true) &&
		(match.operation === undefined || match.operation === subject.operation) &&
		(match.client === undefined || match.client === subject.client) &&
		(match.mailbox === undefined ||
			match.mailbox.toLowerCase() === subject.mailbox?.toLowerCase()) &&
		(match.contains === undefined || subject.xml?.includes(match.contains) === true)
	);
}
