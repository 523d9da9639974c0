import type { Socket } from 'node:net';
import type { Account } from '../account';
import { BasicVerifier } from './basic';
import type { DigestOptions } from './digest';
import { DigestVerifier } from './digest';
import type { Judge } from './judge';
import { JudgedVerifier } from './judged';
import { NegotiateVerifier } from './negotiate';
import { NtlmSchemeVerifier } from './ntlm';
import type { ChannelBindingMode } from './ntlmVerifier';
import type { Presented, Refused, Scheme, SchemeVerifier, SignedIn } from './scheme';

export type { Scheme } from './scheme';

export interface SignInOptions {
	readonly accounts: () => readonly Account[];
	/** Offered in this order; none: everybody is the first account. */
	readonly schemes: readonly Scheme[];
	readonly channelBinding: ChannelBindingMode;
	/** Token that a client of NTLM on a TLS socket has to send. */
	readonly channelBindingToken?: Buffer;
	/** What Kerberos hashes into its own. */
	readonly applicationData?: Buffer;
	/** `connection`: the identity sticks to the socket, as IIS does; `request`: each request signs in. */
	readonly persistence: 'connection' | 'request';
	/** The same for Kerberos (authPersistNonNTLM of IIS); default as `persistence`. */
	readonly kerberosPersistence?: 'connection' | 'request';
	/** Whether Negotiate lets in by NTLM; default true. */
	readonly negotiateNtlm?: boolean;
	readonly digest?: DigestOptions;
	/** Decides instead of the sandbox in Basic, NTLM, Negotiate and Kerberos. */
	readonly judge?: Judge;
	/** Who decides in Bearer. */
	readonly bearer?: SchemeVerifier;
}

export type SignInResult =
	| (SignedIn & {
			readonly how: Scheme | 'connection' | 'none';
			readonly headers: Readonly<Record<string, string>>;
	  })
	| (Refused & { readonly challenges: readonly string[] });

type Factory = (options: SignInOptions) => SchemeVerifier;

const VERIFIERS: Readonly<Record<Scheme, Factory>> = {
	Basic: ({ accounts, judge }) => new BasicVerifier(accounts, judge),
	Digest: ({ accounts, digest }) => new DigestVerifier(accounts, digest),
	NTLM: (options) =>
		judged('NTLM', options) ?? new NtlmSchemeVerifier({ ...options, ...persists(options) }),
	Negotiate: (options) =>
		judged('Negotiate', options) ?? new NegotiateVerifier({ ...options, ...persists(options) }),
	Kerberos: (options) => judged('Kerberos', options) ?? missing('Kerberos', 'judge'),
	Bearer: ({ bearer }) => bearer ?? missing('Bearer', 'bearer'),
};

function missing(scheme: Scheme, option: keyof SignInOptions): never {
	throw new Error(`The sandbox can offer ${scheme} only with the option '${option}'`);
}

const persists = ({ persistence, kerberosPersistence = persistence }: SignInOptions) => ({
	persists: persistence === 'connection',
	kerberosPersists: kerberosPersistence === 'connection',
});

function judged(
	scheme: 'NTLM' | 'Negotiate' | 'Kerberos',
	options: SignInOptions,
): SchemeVerifier | undefined {
	const { judge, negotiateNtlm: allowsNtlm = true } = options;
	return (
		judge && new JudgedVerifier(scheme, { ...options, judge, allowsNtlm, ...persists(options) })
	);
}

/** Decides who sends a request. NTLM and Kerberos may belong to the socket, the rest to the request. */
export class SignIn {
	/** Who signed in on a socket. */
	readonly #sockets = new WeakMap<Socket, Account>();
	readonly #verifiers: ReadonlyMap<Scheme, SchemeVerifier>;

	constructor(private readonly options: SignInOptions) {
		this.#verifiers = new Map(
			options.schemes.map((scheme) => [scheme, VERIFIERS[scheme](options)]),
		);
	}

	/** Forgets who signed in on a socket, so that its next request is asked again. */
	forget(socket: Socket): void {
		this.#sockets.delete(socket);
		for (const verifier of this.#verifiers.values()) verifier.forget?.(socket);
	}

	/** @param body the request's, for schemes that protect it */
	async check(
		request: Presented['request'],
		body: Presented['body'] = () => Promise.resolve(Buffer.alloc(0)),
	): Promise<SignInResult> {
		const [first] = this.options.accounts();
		if (this.#verifiers.size === 0 && first !== undefined) {
			return { account: first, how: 'none', headers: {} };
		}
		const { socket } = request;
		const { authorization } = request.headers;
		if (authorization === undefined) {
			const account = this.#sockets.get(socket);
			return account === undefined
				? this.#refuse({ reason: 'no credentials' })
				: { account, how: 'connection', headers: {} };
		}
		const [, name = '', credentials = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(authorization) ?? [];
		const found = [...this.#verifiers].find(
			([scheme]) => scheme.toLowerCase() === name.toLowerCase(),
		);
		if (found === undefined) return this.#refuse({ reason: `${name} is not offered` });
		const [how, verifier] = found;
		if (verifier.isConnectionBound) this.#sockets.delete(socket);
		const result = await verifier.check({ request, credentials, body });
		if ('reason' in result) return this.#refuse(result);
		if (result.persists) this.#sockets.set(socket, result.account);
		return { headers: {}, ...result, how };
	}

	/** Values of `WWW-Authenticate` for who has not signed in. */
	offers(): string[] {
		return [...this.#verifiers.values()].flatMap((verifier) => verifier.offers());
	}

	#refuse({ reason, challenges = this.offers(), headers }: Refused): SignInResult {
		return { reason, challenges, headers };
	}
}
