import type { Challenge } from './authenticator';
import { ExchangeError, FatalError, PermissionError, RetriableError } from '../errors';

/** Where on its way a request was when the transport broke. */
export interface TransportContext {
	readonly host: string;
	readonly port: number;
	/** Host and port of the proxy, when the way leads over one. */
	readonly proxy?: string;
	/** `connect`: the socket to the server or proxy; `tls`: its handshake; `exchange`: request and answer. */
	readonly phase: 'connect' | 'tls' | 'exchange';
	readonly legacy?: boolean;
	/** The oldest version of TLS that the person allows, where one was chosen. */
	readonly minVersion?: string;
	readonly hasClientCertificate?: boolean;
	/** `host` is a proxy's, in the middle of its own TLS handshake. */
	readonly isProxy?: boolean;
	/** Only read in phase `exchange`; before it nothing can have arrived. */
	readonly delivered?: 'no' | 'unknown';
}

/** The sign-in was refused, or the server offers no scheme that the connection can answer. */
export class SignInError extends PermissionError {
	constructor(
		message: string,
		/** Schemes that the server offers, as it spells them. */
		readonly offers: readonly string[],
		details: ConstructorParameters<typeof PermissionError>[1],
	) {
		super(message, details);
	}
}

/** The server sent the caller elsewhere, and credentials do not follow. */
export class RedirectError extends FatalError {
	constructor(
		message: string,
		readonly location: string,
		details: ConstructorParameters<typeof FatalError>[1],
	) {
		super(message, details);
	}
}

interface Known {
	readonly codes: readonly string[];
	readonly explain: (context: TransportContext, error: TransportCause) => ExchangeError;
}

interface TransportCause extends Error {
	readonly code?: string;
	readonly reason?: string;
	readonly cert?: { readonly subjectaltname?: string; readonly subject?: { readonly CN?: string } };
}

const retriable = (message: string, advice: string) => (context: TransportContext, cause: Error) =>
	new RetriableError(fill(message, context), {
		advice: fill(advice, context),
		code: (cause as TransportCause).code,
		delivered: context.phase === 'exchange' ? (context.delivered ?? 'unknown') : 'no',
		cause: bare(cause),
	});
const fatal = (message: string, advice: string) => (context: TransportContext, cause: Error) =>
	new FatalError(fill(message, context), {
		advice: fill(advice, context),
		code: (cause as TransportCause).code,
		cause: bare(cause),
	});

const TRUST_ADVICE =
	"Paste the certificate of the authority that issued it into 'CA Certificate'; ask the Exchange administrator for it.";
const CERT_ADVICE =
	"Paste the certificate and its key into 'Client Certificate' and 'Client Key'; ask the administrator of the server for them.";
const LEGACY_ADVICE =
	"Servers such as Exchange 2007 and 2010 on old Windows know nothing newer: switch on 'Legacy TLS', and ask the administrator to enable TLS 1.2.";

const KNOWN: readonly Known[] = [
	{
		codes: ['ENOTFOUND', 'EAI_NONAME', 'ENODATA'],
		explain: fatal(
			"The host '{target}' is unknown",
			"Check the spelling of '{field}', and that the machine that runs n8n can resolve this name.",
		),
	},
	{
		codes: ['EAI_AGAIN', 'ESERVFAIL', 'ETIMEOUT'],
		explain: retriable(
			"The name of the host '{target}' could not be resolved just now",
			'Check the DNS server of the machine that runs n8n, then try again.',
		),
	},
	{
		codes: ['ECONNREFUSED'],
		explain: retriable(
			"The port is closed: '{target}' refuses connections on port {port}",
			"Check host and port in '{field}', and that the service runs there.",
		),
	},
	{
		codes: ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'],
		explain: retriable(
			"'{target}' does not answer on port {port}",
			'A firewall may drop the packets, or a proxy is needed: see the proxy fields of the credential.',
		),
	},
	{
		codes: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
		explain: fatal(
			"The certificate of '{host}' is not trusted: it is self-signed",
			"Paste that certificate into 'CA Certificate', or have the server use one from an authority.",
		),
	},
	{
		codes: [
			'SELF_SIGNED_CERT_IN_CHAIN',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			'UNABLE_TO_GET_ISSUER_CERT',
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			'CERT_UNTRUSTED',
		],
		explain: fatal(
			"The certificate of '{host}' is not trusted: its authority is unknown here",
			TRUST_ADVICE,
		),
	},
	{
		codes: ['CERT_HAS_EXPIRED'],
		explain: fatal(
			"The certificate of '{host}' has expired",
			'Ask the Exchange administrator to renew it, and check the clock of the machine that runs n8n.',
		),
	},
	{
		codes: ['CERT_NOT_YET_VALID'],
		explain: fatal(
			"The certificate of '{host}' is not valid yet",
			'Check the clock of the machine that runs n8n and the start date of the certificate.',
		),
	},
	{
		codes: ['ERR_TLS_CERT_ALTNAME_INVALID'],
		explain: (context, cause) => {
			const names = namesOf(cause);
			return new FatalError(
				`The certificate does not fit the host '${context.host}': it is for ${names.join(', ') || 'no host at all'}`,
				{
					code: cause.code,
					field: 'server',
					advice: "Write one of these names into 'Server', or have the certificate reissued.",
				},
			);
		},
	},
	{
		codes: ['CERT_REVOKED', 'CERT_REJECTED', 'INVALID_PURPOSE', 'CERT_SIGNATURE_FAILURE'],
		explain: fatal(
			"The certificate of '{host}' is not accepted",
			'Ask the Exchange administrator for a valid server certificate.',
		),
	},
	{
		codes: [
			'ERR_SSL_CA_MD_TOO_WEAK',
			'ERR_SSL_EE_KEY_TOO_SMALL',
			'CA_MD_TOO_WEAK',
			'EE_KEY_TOO_SMALL',
		],
		explain: fatal("The certificate of '{host}' is too weak for today's rules", LEGACY_ADVICE),
	},
	{
		codes: [
			'ERR_SSL_UNSUPPORTED_PROTOCOL',
			'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
			'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
			'ERR_SSL_VERSION_TOO_LOW',
		],
		explain: (context, cause) =>
			fatal(
				"'{host}' speaks a version of TLS that is too old",
				context.legacy
					? 'Ask the administrator to enable TLS 1.2 on the server.'
					: context.minVersion
						? `The credential asks for ${versionName(context.minVersion)} or newer: lower 'Minimum TLS Version', or ask the administrator to enable that version on the server.`
						: LEGACY_ADVICE,
			)(context, cause),
	},
	{
		codes: [
			'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
			'ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED',
		],
		explain: fatal(
			"'{host}' demands a client certificate, and the credential has none",
			CERT_ADVICE,
		),
	},
	{
		codes: [
			'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
			'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
			'ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE',
			'ERR_SSL_SSL/TLS_ALERT_UNSUPPORTED_CERTIFICATE',
			'ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED',
			'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_REVOKED',
			'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
			'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
			'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
			'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN',
			'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
			'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
		],
		explain: (context, cause) =>
			context.hasClientCertificate
				? fatal(
						"'{host}' does not accept the client certificate",
						"Check that 'Client Certificate' is valid today and issued by an authority that the server trusts; its chain can stand behind it.",
					)(context, cause)
				: fatal("'{host}' demands a client certificate, and the credential has none", CERT_ADVICE)(
						context,
						cause,
					),
	},
	{
		codes: [
			'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
			'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
			'ERR_SSL_NO_SHARED_CIPHER',
			'ERR_SSL_DH_KEY_TOO_SMALL',
			'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED',
			'ERR_SSL_WRONG_SIGNATURE_TYPE',
		],
		explain: (context, cause) =>
			fatal(
				"'{host}' and this client have no version or cipher of TLS in common",
				context.hasClientCertificate
					? LEGACY_ADVICE
					: `${LEGACY_ADVICE} A server that demands a client certificate may answer the same: see 'Client Certificate'.`,
			)(context, cause),
	},
	{
		codes: [
			'ERR_SSL_WRONG_VERSION_NUMBER',
			'ERR_SSL_PACKET_LENGTH_TOO_LONG',
			'ERR_SSL_HTTP_REQUEST',
			'ERR_SSL_UNEXPECTED_MESSAGE',
		],
		explain: fatal(
			"'{host}' does not speak TLS on port {port}",
			"Check the port in '{field}'; a server without TLS is written with http:// and needs 'Allow Plain HTTP'.",
		),
	},
];

/** Codes of the HTTP parser: too many to list, and all say the same. */
const NOT_HTTP = fatal(
	"'{host}' did not answer with HTTP on port {port}",
	"Check host and port in 'Server': the service there is something else, or speaks TLS (https://).",
);

const BY_CODE = new Map(KNOWN.flatMap((known) => known.codes.map((code) => [code, known.explain])));

/** What a broken transport means, said plainly. Errors that are core's own pass unchanged. */
export function transportError(cause: unknown, context: TransportContext): ExchangeError {
	if (cause instanceof ExchangeError) return cause;
	const error = rootOf(cause);
	const explain =
		error.name === 'HTTPParserError'
			? NOT_HTTP
			: error.code === undefined
				? undefined
				: BY_CODE.get(error.code);
	if (explain) return explain(context, error);
	if (/SSL|TLS/.test(error.code ?? '') && context.phase === 'tls') {
		return fatal("No TLS connection to '{host}' came about", LEGACY_ADVICE)(context, error);
	}
	if (context.phase === 'tls') {
		return retriable(
			"'{host}' broke off the TLS handshake",
			"Check that port {port} is the HTTPS port; a very old server may need 'Legacy TLS'.",
		)(context, error);
	}
	if (context.phase === 'connect') {
		return retriable(
			"No connection to '{target}' on port {port} came about",
			"Check '{field}' and the network of the machine that runs n8n.",
		)(context, error);
	}
	return retriable(
		"The connection to '{host}' broke off before the answer was complete",
		'Try again; if it happens often, look at load balancers and firewalls on the way.',
	)(context, error);
}

/** The answer did not arrive in time. */
export function timeoutError(
	ms: number,
	host: string,
	delivered: 'no' | 'unknown',
): RetriableError {
	return new RetriableError(`'${host}' did not answer within ${seconds(ms)}`, {
		advice:
			"Raise the option 'Timeout', or ask for less at once: a smaller page size or batch size.",
		code: 'TIMEOUT',
		delivered,
	});
}

export function signInError(
	scheme: string,
	challenges: readonly Challenge[],
	hasAnswered: boolean,
): SignInError {
	const offers = [...new Set(challenges.map((challenge) => challenge.scheme))];
	const list = offers.join(', ') || 'no scheme at all';
	const isOffered = offers.some((offer) => offer.toLowerCase() === scheme.toLowerCase());
	if (scheme.toLowerCase() === 'none' || !isOffered) {
		const message =
			scheme.toLowerCase() === 'none'
				? `The server asks for a sign-in; it offers ${list}`
				: `The server does not offer ${scheme}; it offers ${list}`;
		return new SignInError(message, offers, {
			code: 'AUTH_NOT_OFFERED',
			field: 'authScheme',
			status: 401,
			advice: offers.length
				? `Choose one of these as 'Auth Scheme', or have ${scheme} enabled on the EWS virtual directory (Set-WebServicesVirtualDirectory).`
				: 'Check the sign-in methods of the EWS virtual directory (Get-WebServicesVirtualDirectory).',
		});
	}
	return new SignInError(
		hasAnswered
			? `The server refused the sign-in by ${scheme} (401)`
			: `The server's offer of ${scheme} could not be answered (401)`,
		offers,
		{
			code: 'AUTH_REFUSED',
			field: 'user',
			status: 401,
			advice:
				"Check 'User' (DOMAIN\\user or user@domain) and 'Password', and that the account is not locked, disabled or expired.",
		},
	);
}

/** A sign-in that holds on one connection cannot come about where that connection ends between its legs. */
export function closedInSignInError(
	scheme: string,
	host: string,
	how: {
		/** The server said `Connection: close`: it will do so again. */
		readonly isAnnounced?: boolean;
		readonly delivered: 'no' | 'unknown';
	},
): ExchangeError {
	const message = `'${host}' closed the connection in the middle of the sign-in by ${scheme}, which needs one connection`;
	const code = 'AUTH_CLOSED';
	const advice =
		'HTTP keep-alive must be on at the server and at every load balancer and proxy on the way; where it cannot be, use a scheme that does not need it, such as Basic.';
	return how.isAnnounced
		? new FatalError(message, { code, advice, field: 'authScheme' })
		: new RetriableError(message, { code, advice, delivered: how.delivered });
}

/** undici and AggregateError (several addresses of one host) wrap what happened. */
function rootOf(cause: unknown): TransportCause {
	let error = cause as TransportCause & { errors?: unknown[]; cause?: unknown };
	for (let depth = 0; depth < 5 && error; depth++) {
		const inner = error.errors?.[0] ?? (error.code?.startsWith('UND_') ? error.cause : undefined);
		if (typeof inner !== 'object' || inner === null) break;
		error = inner as TransportCause;
	}
	return typeof error?.message === 'string' ? error : new Error(String(cause));
}

function namesOf(error: TransportCause): string[] {
	const names = (error.cert?.subjectaltname ?? '')
		.split(/,\s*/)
		.map((entry) => entry.replace(/^(?:DNS|IP Address):/, ''))
		.filter(Boolean)
		.slice(0, 20);
	return names.length > 0 || !error.cert?.subject?.CN ? names : [error.cert.subject.CN];
}

function fill(text: string, context: TransportContext): string {
	const viaProxy = context.proxy !== undefined && context.phase === 'connect';
	const [proxyHost, proxyPort] = context.proxy?.split(/:(?=\d+$)/) ?? [];
	const values: Record<string, string> = {
		host: context.host,
		target: viaProxy ? proxyHost! : context.host,
		port: viaProxy ? (proxyPort ?? '') : String(context.port),
		field: viaProxy || context.isProxy ? 'Proxy URL' : 'Server',
	};
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Node's certificate errors carry the peer's whole chain; only name, code and text go on. */
function bare(cause: Error): Error {
	const copy = new Error(cause.message);
	copy.name = cause.name;
	return Object.assign(copy, { code: (cause as TransportCause).code });
}

/** `TLSv1.2` as a person writes it. */
const versionName = (version: string) => version.replace('v', ' ').replace(/^TLS 1$/, 'TLS 1.0');

const seconds = (ms: number) => `${Math.round(ms / 100) / 10} s`;
