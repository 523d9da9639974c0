import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Account } from '../account';
import type { ChannelBindingMode, NtlmVerdict } from './ntlmVerifier';
import { verifyNtlm } from './ntlmVerifier';
import { fileTime, readNegotiate, writeChallenge } from './ntlmMessage';
import type { Presented, Refused, SchemeVerifier, SignedIn } from './scheme';

export interface NtlmOptions {
	readonly accounts: () => readonly Account[];
	readonly channelBinding: ChannelBindingMode;
	/** Token that a client on a TLS socket has to send. */
	readonly channelBindingToken?: Buffer;
	readonly persists: boolean;
}

const NAMES = {
	domain: 'CONTOSO',
	computer: 'EXCHANGE',
	dnsDomain: 'contoso.example',
	dnsComputer: 'exchange.contoso.example',
};

/** One sign-in by NTLM: what the server keeps between its two legs. */
export class NtlmSignIn {
	readonly challengeMessage: Buffer;
	readonly #challenge = randomBytes(8);
	readonly #timestamp = fileTime(Date.now());

	/** @param flags of the NEGOTIATE message */
	constructor(
		private readonly negotiate: Buffer,
		flags: number,
	) {
		this.challengeMessage = writeChallenge(flags, this.#challenge, NAMES, this.#timestamp);
	}

	/** Undefined when the token is no NEGOTIATE message. */
	static begin(token: Buffer): NtlmSignIn | undefined {
		const negotiate = readNegotiate(token);
		return negotiate && new NtlmSignIn(token, negotiate.flags);
	}

	verify(authenticate: Buffer, socket: Socket, options: NtlmOptions): NtlmVerdict {
		return verifyNtlm(options.accounts(), {
			negotiate: this.negotiate,
			challengeMessage: this.challengeMessage,
			challenge: this.#challenge,
			timestamp: this.#timestamp,
			authenticate,
			mode: options.channelBinding,
			channelBinding: 'encrypted' in socket ? options.channelBindingToken : undefined,
		});
	}
}

export const persistence = (persists: boolean) => ({
	'Persistent-Auth': persists ? 'true' : 'false',
});

/** Somebody whom NTLM proved, for both schemes that carry it. */
export function admitted(
	{ account, evidence }: Exclude<NtlmVerdict, { refused: string }>,
	{ persists }: NtlmOptions,
	headers: Readonly<Record<string, string>> = {},
): SignedIn {
	return {
		account,
		evidence,
		persists,
		mechanism: 'NTLM',
		channelBound: evidence.channelBinding === 'matched',
		headers: { ...persistence(persists), ...headers },
	};
}

export const NO_CHALLENGE = 'no challenge was given on this connection';

/** `NTLM`, by the sandbox's accounts. */
export class NtlmSchemeVerifier implements SchemeVerifier {
	readonly isConnectionBound = true;
	readonly #pending = new WeakMap<Socket, NtlmSignIn>();

	constructor(private readonly options: NtlmOptions) {}

	offers(): string[] {
		return ['NTLM'];
	}

	forget(socket: Socket): void {
		this.#pending.delete(socket);
	}

	check({ request: { socket }, credentials }: Presented): SignedIn | Refused {
		const token = Buffer.from(credentials, 'base64');
		const begun = NtlmSignIn.begin(token);
		if (begun) {
			this.#pending.set(socket, begun);
			return {
				reason: 'negotiating',
				challenges: [`NTLM ${begun.challengeMessage.toString('base64')}`],
			};
		}
		const pending = this.#pending.get(socket);
		this.#pending.delete(socket);
		if (!pending) return { reason: NO_CHALLENGE };
		const verdict = pending.verify(token, socket, this.options);
		if ('refused' in verdict) return { reason: verdict.refused };
		return admitted(verdict, this.options);
	}
}
