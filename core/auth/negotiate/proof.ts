import { FatalError } from '../../errors';

/** What gateways answer without asking the server behind them. */
const GATEWAY = new Set([408, 429, 502, 503, 504]);

/**
 * Whether an answer may come without the server's proof: its content is no data of the mailbox. An error 500 of
 * EWS is some, for it holds faults.
 */
export const needsProof = (status: number): boolean =>
	status < 400 || (status >= 500 && !GATEWAY.has(status));

export const noProof = (): FatalError =>
	new FatalError('The server let the request in without proving who it is', {
		code: 'KERBEROS_MUTUAL',
		field: 'authScheme',
		advice:
			"Its answer was not used. A proxy or load balancer on the way may take away the header WWW-Authenticate of good answers, which holds the proof; have it passed through. A server that asks for no sign-in at all needs 'Auth Scheme' None.",
	});
