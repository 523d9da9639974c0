import type { Surface } from './surface';

export interface Differences {
	/** What saved workflows may use and is gone or means something else. */
	readonly broken: string[];
	/** What is new. */
	readonly added: string[];
}

/** Compares what is frozen with what is there. */
export function compare(frozen: Surface, live: Surface, path: readonly string[] = []): Differences {
	const broken: string[] = [];
	const added: string[] = [];
	for (const [key, value] of Object.entries(frozen)) {
		const at = [...path, key];
		const now = live[key];
		if (now === undefined) {
			broken.push(`${at.join(' > ')} is gone`);
		} else if (isSurface(value) && isSurface(now)) {
			const inner = compare(value, now, at);
			broken.push(...inner.broken);
			added.push(...inner.added);
		} else if (value !== now) {
			broken.push(`${at.join(' > ')} was ${JSON.stringify(value)}, is ${JSON.stringify(now)}`);
		}
	}
	for (const key of Object.keys(live)) {
		if (!(key in frozen)) added.push([...path, key].join(' > '));
	}
	return { broken, added };
}

const isSurface = (value: unknown): value is Surface => typeof value === 'object' && value !== null;
