import { CancelledError, RetriableError } from '../../errors';
import type { AccessToken, TokenRequest, TokenSource } from '../oauth/tokenSource';

/** Milliseconds before its end in which a token is not handed out any more. */
const MARGIN_MS = 5 * 60_000;
/** What a token is good for whose issuer does not tell. */
const UNKNOWN_LIFE_MS = 10 * 60_000;

/** Asks the issuer; `refused`: the token that the server did not take. */
export type Obtain = (request: {
	readonly claims?: string;
	readonly refused?: string;
	readonly signal: AbortSignal;
}) => Promise<AccessToken>;

interface Kept {
	readonly token: AccessToken;
	readonly claims?: string;
	readonly until: number;
}

/** Milliseconds, at the least and at the most, for which an issuer that was busy is not asked again. */
const HOLD_MS = [3_000, 30_000] as const;

interface Flight {
	readonly claims?: string;
	readonly result: Promise<AccessToken>;
	readonly controller: AbortController;
	waiting: number;
}

/** Keeps the token of one connection until shortly before its end; however many ask, one request is under way. */
export class CachedSource implements TokenSource {
	private kept?: Kept;
	private flight?: Flight;
	/** The issuer was busy: who asks again at once, as the request behind this does, gets the same answer. */
	private busy?: { readonly error: RetriableError; readonly until: number };

	constructor(
		private readonly obtain: Obtain,
		private readonly release?: () => void | Promise<void>,
		private readonly now: () => number = Date.now,
	) {}

	async token({ rejected, claims, signal }: TokenRequest = {}): Promise<AccessToken> {
		for (;;) {
			if (signal?.aborted) throw new CancelledError();
			const { kept } = this;
			const isGood =
				kept !== undefined &&
				kept.until > this.now() &&
				kept.token.value !== rejected &&
				(claims === undefined || kept.claims === claims);
			if (isGood) return kept.token;
			const { flight, busy } = this;
			if (flight === undefined && busy && busy.until > this.now()) throw busy.error;
			if (flight === undefined) return await this.join(this.start(claims, rejected), signal);
			if (claims === undefined || flight.claims === claims) return await this.join(flight, signal);
			await this.join(flight, signal).catch((error: unknown) => {
				if (signal?.aborted) throw error;
			});
		}
	}

	async close(): Promise<void> {
		this.kept = undefined;
		this.flight?.controller.abort();
		await this.release?.();
	}

	private start(claims: string | undefined, refused: string | undefined): Flight {
		const controller = new AbortController();
		const flight: Flight = {
			claims,
			controller,
			waiting: 0,
			result: this.obtain({ claims, refused, signal: controller.signal })
				.then((token) => {
					this.busy = undefined;
					this.kept = { token, claims, until: this.endOf(token) };
					return token;
				})
				.catch((error: unknown) => {
					if (error instanceof RetriableError) {
						const [least, most] = HOLD_MS;
						const hold = Math.min(most, Math.max(least, error.waitMs ?? 0));
						this.busy = { error, until: this.now() + hold };
					}
					throw error;
				})
				.finally(() => {
					if (this.flight === flight) this.flight = undefined;
				}),
		};
		flight.result.catch(() => undefined);
		this.flight = flight;
		return flight;
	}

	/** Waits for a request that others wait for too; it is given up when the last of them is. */
	private async join(flight: Flight, signal?: AbortSignal): Promise<AccessToken> {
		flight.waiting += 1;
		let leave: (() => void) | undefined;
		const left = new Promise<never>((_resolve, reject) => {
			leave = () => reject(new CancelledError());
			signal?.addEventListener('abort', leave, { once: true });
		});
		try {
			return await Promise.race([flight.result, left]);
		} finally {
			signal?.removeEventListener('abort', leave!);
			flight.waiting -= 1;
			if (signal?.aborted && flight.waiting === 0) {
				flight.controller.abort();
				if (this.flight === flight) this.flight = undefined;
			}
		}
	}

	/** Tokens that live only for minutes are used for most of them. */
	private endOf({ expiresAt }: AccessToken): number {
		const now = this.now();
		const life = expiresAt === undefined ? UNKNOWN_LIFE_MS : expiresAt - now;
		return now + life - Math.min(MARGIN_MS, life * 0.2);
	}
}
