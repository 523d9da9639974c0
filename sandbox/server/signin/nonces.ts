import { randomBytes } from 'node:crypto';

export interface NonceOptions {
	/** Milliseconds that a nonce is good for; default 300,000. */
	readonly lifetimeMs?: number;
	/** Requests that a nonce is good for; default unlimited. */
	readonly uses?: number;
}

interface Nonce {
	readonly issued: number;
	readonly counts: Set<string>;
}

const MAX_NONCES = 10_000;

/** Nonces that were given out, and what was counted with each. */
export class Nonces {
	readonly #known = new Map<string, Nonce>();

	constructor(private readonly options: NonceOptions = {}) {}

	issue(): string {
		const nonce = randomBytes(24).toString('base64');
		this.#known.set(nonce, { issued: Date.now(), counts: new Set() });
		if (this.#known.size > MAX_NONCES) {
			const [oldest = ''] = this.#known.keys();
			this.#known.delete(oldest);
		}
		return nonce;
	}

	/** `stale`: the client may go on with a new one without asking for the password. */
	state(nonce: string): 'good' | 'stale' | 'unknown' {
		const known = this.#known.get(nonce);
		if (!known) return 'unknown';
		const { lifetimeMs = 300_000, uses = Infinity } = this.options;
		return Date.now() - known.issued >= lifetimeMs || known.counts.size >= uses ? 'stale' : 'good';
	}

	/** False when this count came with this nonce before: somebody plays a request again. */
	count(nonce: string, count: string): boolean {
		const counts = this.#known.get(nonce)?.counts;
		if (!counts || counts.has(count)) return false;
		counts.add(count);
		return true;
	}

	usesOf(nonce: string): number {
		return this.#known.get(nonce)?.counts.size ?? 0;
	}
}
