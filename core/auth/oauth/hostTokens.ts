import { ExchangeError, FatalError, PermissionError } from '../../errors';
import type { HostToken } from '../identity';
import type { AuthServices } from '../services';
import { tokenClaims } from './claims';
import { asAccessToken, isFresh, type Lifetime } from './expiry';
import { Flight } from './flight';
import type { AccessToken, TokenRequest, TokenSource } from './tokenSource';

type Refresh = () => Promise<string>;

/** Milliseconds in which a token that was just renewed is not renewed again, though a server refuses it. */
const PATIENCE_MS = 30_000;

/**
 * What the sessions that share one connection lend it. A connection outlives the session that opened it, and a
 * program's function must not be called when the run that it belongs to is over: the latest session that is still
 * open is asked.
 */
export class HostTokenLenders {
	private readonly lent: Refresh[] = [];

	/** @returns takes the function back; call it when the session closes */
	lend(refresh: Refresh): () => void {
		// The same function may be lent twice: each time is an entry of its own.
		const entry: Refresh = () => refresh();
		this.lent.push(entry);
		return () => {
			const at = this.lent.indexOf(entry);
			if (at >= 0) this.lent.splice(at, 1);
		};
	}

	/** For `AuthServices.refreshHostToken`. A run that ends while it is asked leaves the question to the others. */
	readonly refresh: Refresh = async () => {
		const asked = new Set<Refresh>();
		for (;;) {
			const entry = this.lent.findLast((one) => !asked.has(one));
			if (!entry) throw noLender();
			asked.add(entry);
			try {
				return await entry();
			} catch (error) {
				const isStillOpen = this.lent.includes(entry);
				if (isStillOpen || !this.lent.some((one) => !asked.has(one))) throw error;
			}
		}
	};
}

/** Tokens that the host program keeps and renews; one question at a time. */
export function createHostTokens(
	token: HostToken,
	services?: Pick<AuthServices, 'refreshHostToken'>,
): TokenSource {
	return new HostTokens(token, services);
}

class HostTokens implements TokenSource {
	private readonly flight = new Flight<Held>();
	private held?: Held;

	constructor(
		token: HostToken,
		private readonly services?: Pick<AuthServices, 'refreshHostToken'>,
	) {
		const { accessToken: value, expiresAt } = token;
		if (value) this.held = { value, expiresAt: expiresAt ?? tokenClaims(value).expiresAt };
	}

	async token({ rejected, signal }: TokenRequest = {}): Promise<AccessToken> {
		for (let attempt = 1; ; attempt++) {
			const { held } = this;
			// A token that is refused right after it was renewed will not get better by another one like it.
			const isNew = Date.now() - (held?.issuedAt ?? 0) < PATIENCE_MS;
			if (held && (held.value !== rejected || isNew) && isFresh(held))
				return asAccessToken(held.value, held);
			const next = await this.flight.join(() => this.renew(), signal);
			if (next.value !== rejected || attempt === 2) return asAccessToken(next.value, next);
		}
	}

	private async renew(): Promise<Held> {
		const { held, services } = this;
		if (!services?.refreshHostToken) {
			// A host that renews none: the server has the last word on the token that is there.
			if (held) return held;
			throw notConnected();
		}
		let value: string;
		try {
			value = await services.refreshHostToken();
		} catch (error) {
			if (error instanceof ExchangeError) throw error;
			throw notRenewed();
		}
		if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) throw notConnected();
		const { expiresAt } = tokenClaims(value);
		return (this.held = { value, expiresAt, issuedAt: Date.now() });
	}
}

interface Held extends Lifetime {
	readonly value: string;
}

const notConnected = () =>
	new PermissionError('The credential has no token yet', {
		code: 'SIGN_IN_NEEDED',
		advice: 'Open the credential and press Connect.',
	});

/** The host's own words may quote what the issuer sent. */
const notRenewed = () =>
	new PermissionError('The token of the credential could not be renewed', {
		code: 'TOKEN_NOT_RENEWED',
		advice:
			'Open the credential and press Connect again. With Entra the scope needs offline_access, and the client secret must not have expired.',
	});

const noLender = () =>
	new FatalError('The run that this connection belongs to is over', {
		code: 'RUN_OVER',
		advice: 'Run the workflow again.',
	});
