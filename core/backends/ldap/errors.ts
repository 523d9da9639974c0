import {
	ConflictError,
	type ErrorDetails,
	ExchangeError,
	FatalError,
	PermissionError,
	RetriableError,
	SkippableError,
} from '../../errors';
import { BIND_DATA, type Rule, RULES, type Verdict } from './errorTable';

/** What was going on; fills the sentences of the table. */
export interface Circumstances {
	readonly host: string;
	readonly port: number;
	readonly timeoutMs?: number;
	/** The object that was read or written. */
	readonly dn?: string;
	/** What was tried, for a message: `search below OU=…`. */
	readonly doing?: string;
}

const CLASSES = {
	fatal: FatalError,
	retriable: RetriableError,
	skippable: SkippableError,
	conflict: ConflictError,
	permission: PermissionError,
} as const;

type LinkCode =
	| 'CONNECT_TIMEOUT'
	| 'TLS_RESET'
	| 'PLAIN_RESET'
	| 'TIMEOUT'
	| 'CLOSED'
	/** What came is no LDAP message. */
	| 'MALFORMED'
	/** A message, or the entries of one answer, are longer than any that makes sense. */
	| 'TOO_LARGE';

/** A code of our own where the socket tells none. */
export class LinkError extends Error {
	constructor(
		readonly code: LinkCode,
		cause?: unknown,
	) {
		super(code, { cause });
	}
}

/** Any error of the library, the socket or a result code as one of ours. */
export function toExchangeError(error: unknown, at: Circumstances): ExchangeError {
	if (error instanceof ExchangeError) return error;
	const { code: given, message } = error as { code?: number | string; message: string };
	const text = String(message ?? '').replace(/ Code: 0x[0-9a-f]+$/i, '');
	const code = given ?? codeOf(text);
	const verdict = verdictOf(code, text);
	if (!verdict) {
		return new FatalError(
			`The directory answered with an error${at.doing ? ` to the ${at.doing}` : ''}`,
			{
				code: code === undefined ? undefined : String(code),
				advice: `The server says: ${tidy(text)}`,
				recordKey: at.dn,
				cause: error,
			},
		);
	}
	const fill = (sentence: string) =>
		sentence
			.replaceAll('{host}', at.host)
			.replaceAll('{port}', String(at.port))
			.replaceAll('{seconds}', String(Math.round((at.timeoutMs ?? 0) / 1000)))
			.replaceAll('{detail}', tidy(text));
	const details: ErrorDetails = {
		code: windowsCode(text) ?? (code === undefined ? undefined : String(code)),
		recordKey: at.dn,
		...(verdict.field ? { field: verdict.field } : {}),
		...(verdict.advice ? { advice: fill(verdict.advice) } : {}),
		cause: error,
	};
	const sentence = fill(verdict.message);
	return new CLASSES[verdict.kind](
		at.dn && typeof code === 'number' ? `${sentence}: '${at.dn}'` : sentence,
		details,
	);
}

function verdictOf(code: number | string | undefined, text: string): Verdict | undefined {
	if (code === 49) {
		const data = /data ([0-9a-f]+)\b/i.exec(text)?.[1]?.toLowerCase();
		if (data && BIND_DATA[data]) return BIND_DATA[data];
	}
	return RULES.find((rule: Rule) => rule.code === code && (!rule.text || rule.text.test(text)));
}

/** The library wraps socket errors and keeps their text alone. */
function codeOf(text: string): string | undefined {
	if (/Operation timed out/.test(text)) return 'TIMEOUT';
	if (/Connection timeout/.test(text)) return 'CONNECT_TIMEOUT';
	return /Socket error|Connection closed|Socket connection not established/.test(text)
		? 'CLOSED'
		: undefined;
}

/** `0000052D` in front of Active Directory's texts. */
function windowsCode(text: string): string | undefined {
	return /^\s*([0-9A-F]{8}):/.exec(text)?.[1];
}

function tidy(text: string): string {
	const line = text.replace(/\0/g, '').replace(/\s+/g, ' ').trim();
	return line.length > 300 ? `${line.slice(0, 300)}…` : line || 'nothing more';
}

/** Whether the connection is gone, so that opening it again may help. */
export function isDropped(error: unknown): boolean {
	const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
	return (
		code === 'CLOSED' ||
		code === 'ECONNRESET' ||
		code === 'EPIPE' ||
		(code === undefined && codeOf(String(message ?? '')) === 'CLOSED')
	);
}
