import { randomBytes } from 'node:crypto';
import { InputError } from '../../errors';
import type { Authenticator, Challenge, Handshake } from '../../http/authenticator';
import type { Identity } from '../identity';
import { channelBindingToken } from './channelBinding';
import {
	authenticateMessage,
	AvId,
	formatAvPairs,
	negotiateMessage,
	OFFERED_FLAGS,
	parseChallengeMessage,
	setMic,
	type AvPair,
	type ChallengeMessage,
} from './message';
import { fileTime, hmacMd5, prove, responseKey } from './ntlmv2';

const MIC_PROVIDED = 2;

export interface Account {
	/** Empty for a UPN and a plain user: the server finds the domain. */
	readonly domain: string;
	readonly user: string;
}

/** `DOMAIN\user`, `user@domain` or `user`. */
export function parseAccount(text: string): Account {
	const at = text.indexOf('\\');
	return at < 0
		? { domain: '', user: text }
		: { domain: text.slice(0, at), user: text.slice(at + 1) };
}

/** NTLMv2 over HTTP ([MS-NTHT]) with MIC, target name and channel binding; never NTLMv1. */
export function createNtlm(identity: Identity): Authenticator {
	const { user, password = '', channelBinding } = identity;
	if (!user) {
		throw new InputError("'User' is empty, and NTLM needs one", {
			field: 'user',
			advice: 'Write it as DOMAIN\\user or user@domain.',
		});
	}
	const account = parseAccount(user);
	const key = responseKey(account.user, account.domain, password);
	return {
		scheme: 'NTLM',
		connectionBound: true,
		handshake: ({ url, peerCertificate }) =>
			new NtlmHandshake(
				account,
				key,
				url.hostname,
				channelBinding && peerCertificate ? channelBindingToken(peerCertificate) : undefined,
			),
	};
}

class NtlmHandshake implements Handshake {
	negotiating = true;
	private readonly negotiate = negotiateMessage();

	constructor(
		private readonly account: Account,
		private readonly key: Buffer,
		private readonly host: string,
		private readonly binding: Buffer | undefined,
	) {}

	first(): string {
		return `NTLM ${this.negotiate.toString('base64')}`;
	}

	next(challenges: readonly Challenge[]): string | undefined {
		if (!this.negotiating) return undefined;
		const offer = challenges.find(({ scheme }) => scheme.toLowerCase() === 'ntlm');
		if (!offer?.token) return undefined;
		const bytes = Buffer.from(offer.token, 'base64');
		const challenge = parseChallengeMessage(bytes);
		if (!challenge) return undefined;
		this.negotiating = false;
		return `NTLM ${this.answer(challenge, bytes).toString('base64')}`;
	}

	/** 3.1.5.1.2: the server's time and names go back with what this client adds. */
	private answer({ flags, serverChallenge, targetInfo }: ChallengeMessage, raw: Buffer): Buffer {
		const find = (id: number) => targetInfo.find((pair) => pair.id === id)?.value;
		const sentTime = find(AvId.TIMESTAMP);
		const hasMic = sentTime?.length === 8;
		const time = hasMic ? sentTime : fileTime(Date.now());
		const { ntResponse, sessionKey } = prove(
			this.key,
			serverChallenge,
			randomBytes(8),
			time,
			formatAvPairs(this.pairs(targetInfo, hasMic)),
		);
		const message = authenticateMessage({
			...this.account,
			flags: (flags & OFFERED_FLAGS) >>> 0,
			// LMv2 adds nothing to NTLMv2: 24 zeros, as Windows sends them.
			lmResponse: Buffer.alloc(24),
			ntResponse,
			hasMic,
		});
		if (hasMic) setMic(message, hmacMd5(sessionKey, this.negotiate, raw, message));
		return message;
	}

	private pairs(sent: readonly AvPair[], hasMic: boolean): AvPair[] {
		const own: number[] = [
			AvId.TARGET_NAME,
			AvId.CHANNEL_BINDINGS,
			...(hasMic ? [AvId.FLAGS] : []),
		];
		const pairs = sent.filter(({ id }) => !own.includes(id));
		if (hasMic) {
			const flags = Buffer.alloc(4);
			const before = sent.find(({ id }) => id === AvId.FLAGS)?.value;
			flags.writeUInt32LE(
				((before?.length === 4 ? before.readUInt32LE() : 0) | MIC_PROVIDED) >>> 0,
			);
			pairs.push({ id: AvId.FLAGS, value: flags });
		}
		if (this.binding) pairs.push({ id: AvId.CHANNEL_BINDINGS, value: this.binding });
		pairs.push({ id: AvId.TARGET_NAME, value: Buffer.from(`HTTP/${this.host}`, 'utf16le') });
		return pairs;
	}
}
