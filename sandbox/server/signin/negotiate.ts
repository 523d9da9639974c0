import type { Socket } from 'node:net';
import type { NtlmOptions } from './ntlm';
import { admitted, NO_CHALLENGE, NtlmSignIn } from './ntlm';
import { ntlmSignature } from './ntlmSigning';
import type { Presented, Refused, SchemeVerifier, SignedIn } from './scheme';
import { Mechanism, readInit, readResp, State, writeResp } from './spnego';

interface Pending {
	ntlm?: NtlmSignIn;
	/** Absent: NTLM without SPNEGO around it. */
	readonly list?: Buffer;
	/** NTLM was not the client's first choice: RFC 4178, 5 asks for a proof of its list. */
	readonly needsMic: boolean;
}

const challenge = (token: Buffer): Refused => ({
	reason: 'negotiating',
	challenges: [`Negotiate ${token.toString('base64')}`],
});

/** `Negotiate` without anybody who knows Kerberos: NTLM, as it is or within SPNEGO. */
export class NegotiateVerifier implements SchemeVerifier {
	readonly isConnectionBound = true;
	readonly #pending = new WeakMap<Socket, Pending>();

	constructor(private readonly options: NtlmOptions) {}

	offers(): string[] {
		return ['Negotiate'];
	}

	forget(socket: Socket): void {
		this.#pending.delete(socket);
	}

	check({ request: { socket }, credentials }: Presented): SignedIn | Refused {
		const token = Buffer.from(credentials, 'base64');
		return this.#begin(token, socket) ?? this.#go(token, socket);
	}

	#begin(token: Buffer, socket: Socket): Refused | undefined {
		const raw = NtlmSignIn.begin(token);
		if (raw) {
			this.#pending.set(socket, { ntlm: raw, needsMic: false });
			return challenge(raw.challengeMessage);
		}
		const init = readInit(token);
		if (!init) return undefined;
		const isFirst = init.mechanisms[0]?.equals(Mechanism.ntlm) ?? false;
		if (!isFirst && !init.mechanisms.some((mechanism) => mechanism.equals(Mechanism.ntlm))) {
			return { reason: 'no mechanism of the client is known here' };
		}
		const ntlm = isFirst && init.mechToken ? NtlmSignIn.begin(init.mechToken) : undefined;
		this.#pending.set(socket, { ntlm, list: init.mechanismList, needsMic: !isFirst });
		return challenge(
			writeResp(isFirst ? State.incomplete : State.requestMic, {
				mechanism: Mechanism.ntlm,
				responseToken: ntlm?.challengeMessage,
			}),
		);
	}

	#go(token: Buffer, socket: Socket): SignedIn | Refused {
		const pending = this.#pending.get(socket);
		if (!pending) return { reason: NO_CHALLENGE };
		const resp = pending.list && readResp(token);
		if (pending.list && !resp?.responseToken) {
			this.#pending.delete(socket);
			return { reason: 'malformed SPNEGO token' };
		}
		const inner = resp?.responseToken ?? token;
		if (!pending.ntlm) {
			pending.ntlm = NtlmSignIn.begin(inner);
			if (!pending.ntlm) return { reason: 'malformed NEGOTIATE message' };
			const responseToken = pending.ntlm.challengeMessage;
			return challenge(writeResp(State.incomplete, { responseToken }));
		}
		this.#pending.delete(socket);
		return this.#end(pending.ntlm, pending, inner, resp?.mechListMic, socket);
	}

	#end(
		ntlm: NtlmSignIn,
		{ list, needsMic }: Pending,
		authenticate: Buffer,
		mic: Buffer | undefined,
		socket: Socket,
	): SignedIn | Refused {
		const verdict = ntlm.verify(authenticate, socket, this.options);
		if ('refused' in verdict) return { reason: verdict.refused };
		const { sessionKey, flags } = verdict;
		const sign = (direction: Parameters<typeof ntlmSignature>[2]) =>
			ntlmSignature(sessionKey, flags, direction, list ?? Buffer.alloc(0));
		if (list && (mic ? !mic.equals(sign('client-to-server')) : needsMic)) {
			return { reason: mic ? 'mechListMIC does not match' : 'mechListMIC is missing' };
		}
		const last =
			list &&
			writeResp(State.completed, { mechListMic: mic ? sign('server-to-client') : undefined });
		const headers = last && { 'WWW-Authenticate': `Negotiate ${last.toString('base64')}` };
		return admitted(verdict, this.options, headers);
	}
}
