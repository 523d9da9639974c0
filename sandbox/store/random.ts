import { createHash } from 'node:crypto';

/** Bytes that look random and are the same for the same seed: ids of two runs are comparable. */
export class SeededBytes {
	private counter = 0;

	constructor(private readonly seed: string) {}

	/** `length` bytes, at most 64 a call. */
	next(length: number): Buffer {
		this.counter += 1;
		return createHash('sha512').update(`${this.seed}/${this.counter}`).digest().subarray(0, length);
	}
}

/** Small fast generator for data (mulberry32); not for ids. */
export class Random {
	private state: number;

	constructor(seed: number) {
		this.state = seed >>> 0;
	}

	/** 0 <= x < 1 */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let t = this.state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** An integer 0 <= x < limit. */
	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	pick<T>(list: readonly T[]): T {
		return list[this.below(list.length)] as T;
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}
}
