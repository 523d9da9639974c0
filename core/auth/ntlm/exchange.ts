import { randomBytes } from 'node:crypto';
import type { Binding } from '../channelBinding';
import { OWN_DOMAIN, type Account } from './account';
import {
	authenticateMessage,
	AvId,
	Flag,
	formatAvPairs,
	negotiateMessage,
	OFFERED_FLAGS,
	parseChallengeMessage,
	setMic,
	type AvPair,
} from './message';
import { fileTime, hmacMd5, prove, responseKey } from './ntlmv2';

const MIC_PROVIDED = 2;

export interface NtlmOptions {
	readonly account: Account;
	/** From `passwordKey`. */
	readonly passwordKey: Buffer;
	/** Service principal that is meant, such as `HTTP/mail.contoso.example`. */
	readonly targetName: string;
	readonly binding: Binding;
}

/** The three messages of one NTLMv2 sign-in, whatever carries them: `NTLM` or `Negotiate`. */
export class NtlmExchange {
	/** NEGOTIATE_MESSAGE. */
	readonly negotiate = negotiateMessage();

	constructor(private readonly options: NtlmOptions) {}

	get binding(): Binding {
		return this.options.binding;
	}

	/**
	 * AUTHENTICATE_MESSAGE for a CHALLENGE_MESSAGE; undefined when the bytes are none, or one of a server
	 * without Unicode. 3.1.5.1.2: the server's time and names go back with what this client adds.
	 */
	answer(raw: Buffer): Buffer | undefined {
		const challenge = parseChallengeMessage(raw);
		if (!challenge || !(challenge.flags & Flag.UNICODE)) return undefined;
		const { flags, serverChallenge, targetInfo } = challenge;
		const find = (id: number) => targetInfo.find((pair) => pair.id === id)?.value;
		const sentTime = find(AvId.TIMESTAMP);
		const hasMic = sentTime?.length === 8;
		const time = hasMic ? sentTime : fileTime(Date.now());
		const { account, passwordKey } = this.options;
		const domain =
			account.domain === OWN_DOMAIN
				? (find(AvId.COMPUTER_NAME)?.toString('utf16le') ?? '')
				: account.domain;
		const { ntResponse, sessionKey } = prove(
			responseKey(passwordKey, account.user, domain),
			serverChallenge,
			randomBytes(8),
			time,
			formatAvPairs(this.pairs(targetInfo, hasMic)),
		);
		const message = authenticateMessage({
			user: account.user,
			domain,
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
		const { binding, targetName } = this.options;
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
		if (binding.token) pairs.push({ id: AvId.CHANNEL_BINDINGS, value: binding.token });
		pairs.push({ id: AvId.TARGET_NAME, value: Buffer.from(targetName, 'utf16le') });
		return pairs;
	}
}
