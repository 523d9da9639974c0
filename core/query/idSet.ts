const BUCKETS = 256;
const LANES = 3;
const FIRST_SLOTS = 16;

/** Open-addressing table of 96-bit hashes; all zeros marks a free slot. */
interface Bucket {
	slots: Uint32Array;
	used: number;
}

/**
 * The ids that a read has returned, kept as 96-bit hashes: 18 to 36 bytes each instead of the 200 or
 * more of the text, so a million rows cost about 25 MB. Two ids share a hash with a probability below
 * 1e-17 among a million. Split into buckets so that growing never stops the event loop.
 */
export class IdSet {
	private readonly buckets: Bucket[] = Array.from({ length: BUCKETS }, () => ({
		slots: new Uint32Array(0),
		used: 0,
	}));
	private readonly hash = new Uint32Array(LANES);

	has(id: string): boolean {
		const bucket = this.locate(id);
		return bucket.slots.length > 0 && find(bucket.slots, this.hash) < 0;
	}

	/** Whether the id was new. */
	add(id: string): boolean {
		const bucket = this.locate(id);
		if ((bucket.used + 1) * LANES * 4 > bucket.slots.length * 3) grow(bucket);
		const at = find(bucket.slots, this.hash);
		if (at < 0) return false;
		bucket.slots.set(this.hash, at);
		bucket.used += 1;
		return true;
	}

	clear(): void {
		for (const bucket of this.buckets) {
			bucket.slots = new Uint32Array(0);
			bucket.used = 0;
		}
	}

	private locate(id: string): Bucket {
		let a = 0x9e3779b9;
		let b = 0x85ebca6b;
		let c = 0xc2b2ae35;
		// Two characters at once; the length, mixed in below, tells an odd one from one with NUL after it.
		for (let index = 0; index < id.length; index += 2) {
			const second = index + 1 < id.length ? id.charCodeAt(index + 1) : 0;
			const code = id.charCodeAt(index) | (second << 16);
			a = Math.imul(a ^ code, 0x01000193);
			b = Math.imul(b ^ code, 0x5bd1e995) + a;
			c = Math.imul(c + code, 0x27d4eb2d) ^ (b >>> 15);
		}
		this.hash[0] = mix(a ^ (c >>> 7));
		this.hash[1] = mix(b ^ id.length);
		this.hash[2] = mix(c) || 1;
		return this.buckets[(this.hash[0] ?? 0) >>> 24] as Bucket;
	}
}

/** Slot of the hash: the free one to put it into, or -1 - slot where it already stands. */
function find(slots: Uint32Array, hash: Uint32Array): number {
	const count = slots.length / LANES;
	let slot = (hash[1] ?? 0) % count;
	for (;;) {
		const at = slot * LANES;
		if (slots[at + 2] === 0) return at;
		if (slots[at + 2] === hash[2] && slots[at + 1] === hash[1] && slots[at] === hash[0]) {
			return -1 - at;
		}
		slot = slot + 1 === count ? 0 : slot + 1;
	}
}

function grow(bucket: Bucket): void {
	const old = bucket.slots;
	const slots = new Uint32Array(Math.max(FIRST_SLOTS * LANES, old.length * 2));
	for (let at = 0; at < old.length; at += LANES) {
		if (old[at + 2] === 0) continue;
		const hash = old.subarray(at, at + LANES);
		slots.set(hash, find(slots, hash));
	}
	bucket.slots = slots;
}

/** Spreads the last characters over all bits (the finaliser of MurmurHash3). */
function mix(value: number): number {
	let hash = value;
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}
