import type { ExchangeError } from '../../errors';

/** One way to say who one is under Negotiate: Kerberos, NTLM, or tickets of the system. */
export interface Party {
	readonly name: 'Kerberos' | 'NTLM';
	/** Whether the token that was given last only negotiates: the request's body stays behind. */
	readonly negotiating: boolean;
	first(): Promise<Buffer>;
	/**
	 * Answers a refusal.
	 * @param token that came with it
	 * @returns undefined when there is no answer; `reason` may tell why
	 */
	next(token: Buffer | undefined): Promise<Buffer | undefined>;
	/** Looks at the token that came with an answer. @throws FatalError when the server owes a proof */
	accepted(token: Buffer | undefined, status: number): Promise<void>;
	/** Why the server refuses, where it or this side knows. */
	readonly reason?: ExchangeError;
	/** What may help where the server says nothing; ends with a full stop. */
	readonly advice: string;
}
