import type { Socket } from 'node:net';
import type { Account } from '../account';
import { findAccount } from '../account';
import type { Judge, JudgeAdmission, JudgeExchange } from './judge';
import { NO_CHALLENGE, persistence } from './ntlm';
import { messageType, readAuthenticate } from './ntlmMessage';
import { bindingOf, readBlob, type ChannelBindingMode } from './ntlmVerifier';
import type { Presented, Refused, SchemeVerifier, SignedIn } from './scheme';
import { Mechanism, readInit, readResp } from './spnego';

export interface JudgedOptions {
	readonly judge: Judge;
	readonly accounts: () => readonly Account[];
	readonly channelBinding: ChannelBindingMode;
	/** What NTLM has to show on a TLS socket, and what Kerberos has to hash. */
	readonly channelBindingToken?: Buffer;
	readonly applicationData?: Buffer;
	readonly persists: boolean;
	readonly kerberosPersists: boolean;
	/** Whether NTLM within Negotiate is let in. */
	readonly allowsNtlm: boolean;
}

/** The account that a judge's name means; a new one without a mailbox where the sandbox knows none. */
export function accountNamed(accounts: readonly Account[], name: string): Account {
	const known = findAccount(accounts, name);
	if (known) return known;
	const [, domain = '', user = name] = /^(.*)\\(.*)$/s.exec(name) ?? [];
	return { domain, user, principal: name, password: '' };
}

/** A connection-bound scheme in which somebody outside decides. */
export class JudgedVerifier implements SchemeVerifier {
	readonly isConnectionBound = true;
	readonly #pending = new WeakMap<Socket, JudgeExchange>();
	readonly #watched = new WeakSet<Socket>();

	constructor(
		private readonly scheme: 'NTLM' | 'Negotiate' | 'Kerberos',
		private readonly options: JudgedOptions,
	) {}

	offers(): string[] {
		return [this.scheme];
	}

	forget(socket: Socket): void {
		this.#pending.get(socket)?.end();
		this.#pending.delete(socket);
	}

	async check({ request: { socket }, credentials }: Presented): Promise<SignedIn | Refused> {
		const token = Buffer.from(credentials, 'base64');
		// NEGOTIATE of NTLM, or the initial token of a GSS-API mechanism (RFC 2743, 3.1).
		const isFirst = messageType(token) === 1 || token[0] === 0x60;
		if (isFirst) this.forget(socket);
		const isNtlm = ntlmOf(token) !== undefined;
		if (isNtlm && this.scheme !== 'NTLM' && !this.options.allowsNtlm) {
			this.forget(socket);
			return { reason: 'NTLM is switched off' };
		}
		const exchange = isFirst ? this.#begin(socket) : this.#pending.get(socket);
		if (!exchange) return { reason: NO_CHALLENGE };
		const step = await exchange.step(token);
		if (step.state === 'more') {
			return {
				reason: 'negotiating',
				challenges: [`${this.scheme} ${step.token.toString('base64')}`],
			};
		}
		this.forget(socket);
		if ('refused' in step) {
			const { refused: reason, token: last } = step;
			return last
				? { reason, challenges: [`${this.scheme} ${last.toString('base64')}`] }
				: { reason };
		}
		return this.#admit(step, token, 'encrypted' in socket);
	}

	#begin(socket: Socket): JudgeExchange {
		const { judge, applicationData } = this.options;
		const exchange = judge.exchange(this.scheme, 'encrypted' in socket ? { applicationData } : {});
		this.#pending.set(socket, exchange);
		if (!this.#watched.has(socket)) {
			this.#watched.add(socket);
			socket.once('close', () => this.forget(socket));
		}
		return exchange;
	}

	#admit(admission: JudgeAdmission, token: Buffer, isSecure: boolean): SignedIn | Refused {
		const { options } = this;
		const ntlm = ntlmOf(token);
		const message = ntlm && readAuthenticate(ntlm);
		let { channelBound } = admission;
		if (message) {
			// The judge has seen that the password signed these bytes; what they bind to is known here.
			const sent = readBlob(message)?.pairs.get(10);
			const channelBinding = isSecure ? options.channelBindingToken : undefined;
			const binding = bindingOf(sent, { channelBinding, mode: options.channelBinding });
			if (binding === 'mismatch') return { reason: 'channel binding does not match' };
			channelBound = binding === 'matched';
		}
		if (options.channelBinding === 'require' && !channelBound) {
			return { reason: 'channel binding is required' };
		}
		const mechanism = admission.mechanism ?? (message ? 'NTLM' : 'Kerberos');
		const persists = mechanism === 'NTLM' ? options.persists : options.kerberosPersists;
		const last = admission.token;
		return {
			account: accountNamed(options.accounts(), admission.name),
			persists,
			mechanism,
			channelBound,
			headers: {
				...persistence(persists),
				...(last ? { 'WWW-Authenticate': `${this.scheme} ${last.toString('base64')}` } : {}),
			},
		};
	}
}

/** The NTLM message in a token, bare or within SPNEGO. */
function ntlmOf(token: Buffer): Buffer | undefined {
	if (messageType(token) !== undefined) return token;
	const init = readInit(token);
	const inner =
		init && init.mechanisms[0]?.equals(Mechanism.ntlm)
			? init.mechToken
			: readResp(token)?.responseToken;
	return inner && messageType(inner) !== undefined ? inner : undefined;
}
