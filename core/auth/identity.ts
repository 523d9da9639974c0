/** What the schemes need of a connection; secrets among it, so never logged. */
export interface Identity {
	readonly user?: string;
	readonly password?: string;
	/** Basic over plain HTTP shows the password to the network; off unless a person allowed it. */
	readonly allowPlainHttp: boolean;
	/** Tie NTLM to the TLS channel (Extended Protection for Authentication). */
	readonly channelBinding: boolean;
}
