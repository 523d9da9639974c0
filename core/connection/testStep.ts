/** What one step of the connection test found. */
export interface TestStep {
	/** settings | resolve | connect | tls | scheme | token | ticket | identity | endpoint | mailbox | access | version */
	readonly step: string;
	readonly ok: boolean;
	readonly message: string;
	/** What to try next, when not ok. */
	readonly advice?: string;
}
