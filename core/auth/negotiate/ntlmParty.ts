import { Mechanism } from '../gssToken';
import type { NtlmExchange } from '../ntlm/exchange';
import { isNtlm, negotiationInit, negotiationResponse, readNegotiation } from '../spnego';
import type { Party } from './party';

/**
 * NTLM under Negotiate: as it is, which is what Windows sends where it has no ticket; within SPNEGO where a
 * server wants that.
 */
export class NtlmParty implements Party {
	readonly name = 'NTLM';
	negotiating = true;
	private hasWrapped = false;

	constructor(private readonly exchange: NtlmExchange) {}

	get advice(): string {
		return `Check 'User' (DOMAIN\\user or user@domain) and 'Password', and that the account is not locked, disabled or expired.${this.exchange.binding.advice}`;
	}

	async first(): Promise<Buffer> {
		return this.exchange.negotiate;
	}

	async next(token: Buffer | undefined): Promise<Buffer | undefined> {
		if (!this.negotiating) return undefined;
		const response = token && readNegotiation(token);
		const answer = response?.token && this.exchange.answer(response.token);
		if (answer) {
			this.negotiating = false;
			return isNtlm(token!) ? answer : negotiationResponse({ token: answer });
		}
		if (this.hasWrapped) return undefined;
		this.hasWrapped = true;
		return negotiationInit([Mechanism.ntlm], this.exchange.negotiate);
	}

	async accepted(): Promise<void> {
		// NTLM has no proof of the server.
	}
}
