/**
 * Somebody outside who decides who is let in, such as an Active Directory; without one the sandbox
 * decides by its own accounts. What a judge lets in but the sandbox has no account for has no mailbox.
 */
export interface Judge {
	/** Asks about a name and a password, as Basic shows them. */
	password(name: string, password: string): Promise<JudgeVerdict>;
	/** Begins a sign-in by tokens. */
	exchange(scheme: 'NTLM' | 'Negotiate' | 'Kerberos', channel: JudgeChannel): JudgeExchange;
}

export interface JudgeChannel {
	/** What a binding has to name over TLS: `tls-server-end-point:` and the certificate's hash (RFC 5929). */
	readonly applicationData?: Buffer;
}

export interface JudgeExchange {
	step(token: Buffer): Promise<JudgeStep>;
	/** The client went away, or the sign-in is over. */
	end(): void;
}

export type JudgeStep =
	{ readonly state: 'more'; readonly token: Buffer } | ({ readonly state: 'over' } & JudgeVerdict);

export type JudgeVerdict = JudgeAdmission | JudgeRefusal;

export interface JudgeRefusal {
	readonly refused: string;
	/** What the client is told, in the words of its mechanism. */
	readonly token?: Buffer;
}

export interface JudgeAdmission {
	/** `DOMAIN\user` or `user@REALM`. */
	readonly name: string;
	/** Proof for the client. */
	readonly token?: Buffer;
	readonly mechanism?: 'NTLM' | 'Kerberos';
	/** Absent: the judge cannot tell, because it knows no channel. */
	readonly channelBound?: boolean;
}
