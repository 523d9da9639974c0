import { FatalError, PermissionError, RetriableError, type ExchangeError } from '../../errors';
import { AADSTS, OAUTH_ERRORS, type KnownRefusal } from './refusals';

/** What a token endpoint says when it issues none (RFC 6749, 5.2, and what Entra adds). */
export interface TokenRefusal {
	/** HTTP status of the answer. */
	readonly status?: number;
	/** `invalid_client`, `invalid_grant`… */
	readonly error?: string;
	readonly description?: string;
	/** Entra's numbers: 7000215 of AADSTS7000215. */
	readonly codes: readonly number[];
	readonly correlationId?: string;
	readonly traceId?: string;
	/** Claims that a conditional access policy demands, JSON. */
	readonly claims?: string;
	/** Milliseconds that the endpoint asked to wait. */
	readonly waitMs?: number;
}

/** What the refusal is about; named in the error where it helps. Nothing of `secrets` is ever shown. */
export interface RefusalContext {
	readonly host?: string;
	readonly clientId?: string;
	readonly tenant?: string;
	readonly resource?: string;
	readonly user?: string;
	readonly secrets?: ReadonlyArray<string | undefined>;
}

/** A token endpoint issues no token to this application or person. */
export class TokenRefusedError extends PermissionError {
	constructor(
		message: string,
		details: ConstructorParameters<typeof PermissionError>[1],
		/** OAuth's own word: `invalid_grant`. */
		readonly oauthError: string | undefined,
		/** Claims that a person has to satisfy in a new sign-in. */
		readonly claims: string | undefined,
		/** Whether what is kept of the person's sign-in is of no further use. */
		readonly needsSignIn: boolean,
	) {
		super(message, details);
	}
}

const asText = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value.slice(0, 4_000) : undefined;

/** Reads the body of a refusal: an object, JSON text, or anything else. */
export function readRefusal(body: unknown, status?: number, waitMs?: number): TokenRefusal {
	const data = asObject(body);
	const nested = asObject(data.error);
	const description =
		asText(data.error_description) ?? asText(nested.message) ?? asText(data.message);
	const listed = Array.isArray(data.error_codes) ? data.error_codes.slice(0, 10).map(Number) : [];
	const written = /\bAADSTS(\d{4,9})\b/.exec(description ?? '')?.[1];
	const codes = [...listed, ...(written ? [Number(written)] : [])].filter(Number.isInteger);
	return {
		status,
		error: asText(data.error) ?? asText(nested.code),
		description,
		codes: [...new Set(codes)],
		correlationId: asText(data.correlation_id) ?? asText(data.correlationId),
		traceId: asText(data.trace_id),
		claims: asText(data.claims),
		waitMs,
	};
}

/** A refusal in plain words, with the next thing to try. */
export function explainRefusal(refusal: TokenRefusal, context: RefusalContext = {}): ExchangeError {
	const { codes, error, status } = refusal;
	const number = codes.find((code) => AADSTS[code] !== undefined);
	const known: KnownRefusal =
		(number === undefined ? undefined : AADSTS[number]) ??
		(isBusy(refusal) ? BUSY : undefined) ??
		(error !== undefined && Object.hasOwn(OAUTH_ERRORS, error) ? OAUTH_ERRORS[error] : undefined) ??
		UNKNOWN;
	const shown = number ?? codes[0];
	const words = { ...context, host: context.host ?? 'The token endpoint' };
	const said = known.quotes ? quote(refusal, context.secrets) : '';
	const details = {
		code:
			shown === undefined ? (error ?? (status ? `HTTP_${status}` : undefined)) : `AADSTS${shown}`,
		advice: fill(known.advice, words),
		field: known.field,
		status,
		requestId: requestIdOf(refusal),
	};
	const message = fill(known.message, words) + said;
	if (known.kind === 'retriable') {
		return new RetriableError(message, { ...details, waitMs: refusal.waitMs, delivered: 'no' });
	}
	if (known.kind === 'fatal') return new FatalError(message, details);
	return new TokenRefusedError(message, details, error, refusal.claims, known.needsSignIn ?? false);
}

/** The endpoint answered with something that is no token and no refusal either. */
export function explainNonsense(host: string, status: number): ExchangeError {
	if (status === 429 || status >= 500) {
		return explainRefusal({ status, codes: [] }, { host });
	}
	return new FatalError(`'${host}' answers with something that is no token (HTTP ${status})`, {
		code: 'BAD_TOKEN_ANSWER',
		status,
		advice:
			'A proxy or portal may stand between, or the address of the token endpoint is wrong. Open it in a browser of that machine to see who answers.',
	});
}

const BUSY: KnownRefusal = {
	kind: 'retriable',
	message: "'{host}' cannot issue tokens at the moment",
	advice: 'Try again in a minute; where it stays, look at the service health of Microsoft 365.',
};

const UNKNOWN: KnownRefusal = {
	quotes: true,
	message: "'{host}' issues no token",
	advice:
		'Look the code up at https://login.microsoftonline.com/error, or ask your administrator with the request id.',
};

const isBusy = ({ status = 0, error }: TokenRefusal): boolean =>
	status === 429 || status >= 500 || error === 'temporarily_unavailable';

function asObject(value: unknown): Record<string, unknown> {
	if (typeof value === 'string') {
		try {
			return asObject(JSON.parse(value.slice(0, 65_536)));
		} catch {
			return {};
		}
	}
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const requestIdOf = ({ correlationId, traceId }: TokenRefusal): string | undefined =>
	[correlationId, traceId && `trace ${traceId}`].filter(Boolean).join(', ') || undefined;

/** The endpoint's own first sentence; whatever looks like a token, or is a secret, is left out. */
function quote(
	{ error, description }: TokenRefusal,
	secrets: RefusalContext['secrets'] = [],
): string {
	let text = (description ?? error ?? '').split(/[\r\n]| Trace ID:/)[0] ?? '';
	for (const secret of secrets) if (secret) text = text.replaceAll(secret, '…');
	text = text
		.replace(/[\w\-.~+/=]{40,}/g, '…')
		.replace(/[\u0000-\u001f\u007f]/g, ' ')
		.slice(0, 300)
		.trim();
	return text === '' ? '' : `: ${text}`;
}

const fill = (text: string, words: RefusalContext): string =>
	text.replace(/ ?'?\{(\w+)\}'?/g, (whole: string, name: string) => {
		const value = words[name as keyof RefusalContext];
		if (typeof value !== 'string' || value === '') return '';
		return whole.replace(`{${name}}`, value.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 200));
	});
