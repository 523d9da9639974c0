import { createHmac, randomBytes } from 'node:crypto';

/** A share of something that several users hold together. */
export interface Lease<T> {
	readonly value: T;
	release(): void;
}

interface Entry<T> {
	readonly value: T;
	users: number;
	timer?: NodeJS.Timeout;
}

/**
 * Shares one value between all who come with equal settings. The key is a hash of everything that
 * the settings hold, secrets included, under a key that only this process knows: a changed password
 * is another entry, and no name or secret can be read from what is kept.
 */
export class Pool<T> {
	private readonly secret = randomBytes(32);
	private readonly entries = new Map<string, Entry<T>>();

	constructor(
		private readonly close: (value: T) => unknown,
		/** Milliseconds for which a value that nobody holds is kept. */
		private readonly idleMs = 60_000,
	) {}

	acquire(settings: unknown, create: () => T): Lease<T> {
		const key = this.keyOf(settings);
		let entry = this.entries.get(key);
		if (!entry) {
			entry = { value: create(), users: 0 };
			this.entries.set(key, entry);
		}
		const held = entry;
		clearTimeout(held.timer);
		held.users++;
		let isReleased = false;
		return {
			value: held.value,
			release: () => {
				if (isReleased) return;
				isReleased = true;
				if (--held.users > 0) return;
				held.timer = setTimeout(() => {
					this.entries.delete(key);
					this.close(held.value);
				}, this.idleMs);
				held.timer.unref();
			},
		};
	}

	get size(): number {
		return this.entries.size;
	}

	private keyOf(settings: unknown): string {
		return createHmac('sha256', this.secret).update(canonical(settings)).digest('base64');
	}
}

/** JSON with sorted keys, so that equal settings are equal text. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value)
		.filter(([, item]) => item !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
