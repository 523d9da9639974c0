/** An exchange that came to nothing; errors of sockets and of DNS come as they are, with codes of their own. */
export class NetError extends Error {
	override readonly name = 'NetError';

	constructor(
		readonly code: 'TIMEOUT' | 'CLOSED' | 'TOO_LONG',
		options?: ErrorOptions,
	) {
		super(TEXT[code], options);
	}
}

const TEXT = {
	TIMEOUT: 'no answer in time',
	CLOSED: 'closed without an answer',
	TOO_LONG: 'an answer that is too long',
} as const;
