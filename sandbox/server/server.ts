import type { Socket } from 'node:net';
import type { Account } from './account';
import type { AutodiscoverRules } from '../autodiscover';
import { AutodiscoverEndpoint, type AutodiscoverHandler } from './autodiscoverEndpoint';
import type { Certificate, CertificateOptions } from './certificate';
import { makeCertificate } from './certificate';
import type { ControlParts } from './control';
import { EwsEndpoint } from './ewsEndpoint';
import type { EwsHandler } from './ewsEndpoint';
import { GraphEndpoint, type GraphHandler } from './graphEndpoint';
import { Faults } from './faults';
import { Connections, listen } from './listener';
import type { Listener, TlsOptions } from './listener';
import { PhotoEndpoint, type PhotoSource } from './photoEndpoint';
import { RequestLog } from './requestLog';
import { Scripts } from './scripts';
import type { ChannelBindingMode } from './signin/ntlmVerifier';
import { channelBindingToken, endPoint } from './signin/ntlmVerifier';
import type { Scheme, SignInOptions } from './signin/signIn';
import { BearerVerifier } from './signin/bearerVerifier';
import { SignIn } from './signin/signIn';
import { TokenIssuer } from './tokens/issuer';
import type { TokenOptions } from './tokens/settings';
import { TokensEndpoint } from './tokens/tokensEndpoint';
import { Trace } from './trace';

export interface ServerOptions extends Pick<
	SignInOptions,
	'kerberosPersistence' | 'negotiateNtlm' | 'digest' | 'judge' | 'bearer'
> {
	/** Port for HTTP; default 0, any free one. */
	readonly port?: number;
	/** Port for HTTPS; default 0, any free one. */
	readonly httpsPort?: number;
	/** Address to listen on; default `127.0.0.1`. */
	readonly host?: string;
	/** Listen on HTTPS too; default false. */
	readonly https?: boolean;
	readonly certificate?: CertificateOptions;
	readonly tls?: TlsOptions;
	/** What is offered, in this order; default NTLM alone, as Exchange is delivered. None: everybody is the first account. */
	readonly schemes?: readonly Scheme[];
	/** Extended protection; default `allow`. */
	readonly channelBinding?: ChannelBindingMode;
	/** How long a sign-in by NTLM or Kerberos lasts; default `connection`. */
	readonly authPersistence?: 'connection' | 'request';
	/** The tenant whose tokens Bearer takes. */
	readonly tokens?: TokenOptions;
	/** Bytes that a request may have; default 36 MiB, as Exchange is delivered. */
	readonly maxRequestBytes?: number;
	/** Folder that calls are written to for a judge; default the variable EXCHANGE_SANDBOX_TRACE. */
	readonly trace?: string;
	/** What the traced calls are said to belong to; default the running test. */
	readonly traceLabel?: string;
}

export interface ServerParts extends Pick<ControlParts, 'digest' | 'reset'> {
	readonly handler: EwsHandler;
	/** Absent: there is no Microsoft Graph. */
	readonly graph?: GraphHandler;
	/** Absent: there is no Autodiscover. */
	readonly autodiscover?: {
		readonly handler: AutodiscoverHandler;
		readonly rules: AutodiscoverRules;
	};
	/** Absent: pictures cannot be fetched by GET, as before Exchange 2013. */
	readonly photos?: PhotoSource;
	readonly accounts: () => readonly Account[];
	readonly build: string;
}

export interface Server {
	/** Endpoint: `http://127.0.0.1:8080/EWS/Exchange.asmx`. */
	readonly url: string;
	readonly httpsUrl?: string;
	/** PEM of the authority that signed the HTTPS certificate. */
	readonly ca?: string;
	readonly log: RequestLog;
	readonly faults: Faults;
	readonly scripts: Scripts;
	/** Applications, people's states and switches; `settings` may be changed while it runs. */
	readonly tokens: TokenIssuer;
	close(): Promise<void>;
}

const PATH = '/EWS/Exchange.asmx';
const MEBIBYTE = 1024 * 1024;

/** Starts the HTTP side of a sandbox. What EWS means is the handler's business. */
export async function startServer(
	parts: ServerParts,
	options: ServerOptions = {},
): Promise<Server> {
	const log = new RequestLog();
	const faults = new Faults();
	const scripts = new Scripts();
	const certificate: Certificate | undefined = options.https
		? await makeCertificate(options.certificate)
		: undefined;
	const issuer = new TokenIssuer(parts.accounts, options.tokens);
	const { kerberosPersistence, negotiateNtlm, digest, judge } = options;
	const { bearer = new BearerVerifier(issuer) } = options;
	const signIn = new SignIn({
		kerberosPersistence,
		negotiateNtlm,
		digest,
		judge,
		bearer,
		accounts: parts.accounts,
		schemes: options.schemes ?? ['NTLM'],
		channelBinding: options.channelBinding ?? 'allow',
		channelBindingToken: certificate && channelBindingToken(certificate.der),
		applicationData: certificate && endPoint(certificate.der),
		persistence: options.authPersistence ?? 'connection',
	});
	const folder = options.trace ?? process.env['EXCHANGE_SANDBOX_TRACE'];
	const connections = new Connections(log);
	const connectionOf = (socket: Socket) => connections.of(socket);
	const tokens = new TokensEndpoint({ issuer, log, faults, connectionOf });
	const listenerParts = {
		connections,
		host: options.host ?? '127.0.0.1',
		endpoint: new EwsEndpoint({
			handler: parts.handler,
			signIn,
			log,
			faults,
			scripts,
			trace: folder ? new Trace(folder, options.traceLabel) : undefined,
			build: parts.build,
			maxRequestBytes: options.maxRequestBytes ?? 36 * MEBIBYTE,
			connectionOf,
		}),
		photos: parts.photos && new PhotoEndpoint({ source: parts.photos, signIn, log, connectionOf }),
		autodiscover:
			parts.autodiscover &&
			new AutodiscoverEndpoint({ ...parts.autodiscover, signIn, log, connectionOf }),
		tokens,
		graph: parts.graph && new GraphEndpoint({ handler: parts.graph, issuer, log, connectionOf }),
		control: {
			issuer,
			log,
			faults,
			scripts,
			digest: parts.digest,
			reset: parts.reset,
			describe: () => parts.accounts(),
		},
	};
	const listeners: Listener[] = [await listen(listenerParts, options.port ?? 0)];
	if (certificate) {
		const { httpsPort = 0, tls } = options;
		listeners.push(await listen(listenerParts, httpsPort, certificate, tls));
	}
	issuer.origins = listeners.map(({ origin }) => origin);
	const [plain, secure] = listeners;
	return {
		url: `${plain!.origin}${PATH}`,
		httpsUrl: secure && `${secure.origin}${PATH}`,
		ca: certificate?.ca,
		log,
		faults,
		scripts,
		tokens: issuer,
		close: async () => {
			tokens.machine.forget();
			await Promise.all(listeners.map((listener) => listener.close()));
		},
	};
}
