import { XmlError, XmlLimitError } from './faults';

export const NO_NAMESPACE = '';

/** An element or attribute name as it stands in the answer; one object per spelling. */
export interface Name {
	/** With prefix, as the end tag must repeat it. */
	readonly raw: string;
	readonly prefix: string;
	readonly local: string;
	/** soap, messages, types, errors, another URI, or '' for none; valid while the sink's `open` runs. */
	namespace: string;
	/** Which set of declarations `namespace` was found in. */
	epoch: number;
	/** The name of the start tag that came after this one the last time. */
	follower: Name | undefined;
}

const BUCKETS = 1024;
const LONGEST_CHAIN = 8;

/** 1: may begin a name, 2: may go on in it, 3: ends it. Others are errors. */
const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
	const character = String.fromCharCode(code);
	if (/[A-Za-z_]/.test(character)) CLASSES[code] = 1;
	else if (/[-.0-9:]/.test(character)) CLASSES[code] = 2;
	else if (/[\s/>=]/.test(character)) CLASSES[code] = 3;
}

/** Finds names without making a string for each: an answer repeats a few hundred names many times. */
export class NameTable {
	readonly #buckets: Array<Name[] | undefined> = new Array<undefined>(BUCKETS).fill(undefined);
	/** What `scan` found last. */
	found: Name = makeName('none');

	constructor(private readonly longest: number) {}

	/** Reads the name at `start`; returns where it ends, or -1 when the text ends before it. */
	scan(text: string, start: number): number {
		const { length } = text;
		let hash = 0;
		let position = start;
		for (; position < length; position++) {
			const code = text.charCodeAt(position);
			const kind = code < 128 ? (CLASSES[code] ?? 0) : 1;
			if (kind === 3) break;
			if (kind === 0 || (kind === 2 && position === start)) {
				throw new XmlError('a name with a character that names cannot have', position);
			}
			hash = (Math.imul(hash, 31) + code) | 0;
		}
		if (position - start > this.longest) throw new XmlLimitError('a name', this.longest);
		if (position === length) return -1;
		if (position === start) throw new XmlError('a missing name', position);
		this.found = this.#intern(text, start, position, hash);
		return position;
	}

	#intern(text: string, start: number, end: number, hash: number): Name {
		const bucket = (this.#buckets[hash & (BUCKETS - 1)] ??= []);
		for (let index = 0; index < bucket.length; index++) {
			const name = bucket[index] as Name;
			if (name.raw.length === end - start && text.startsWith(name.raw, start)) return name;
		}
		const name = makeName(Buffer.from(text.slice(start, end)).toString());
		// A peer that invents names gains nothing: they are not kept beyond this.
		if (bucket.length < LONGEST_CHAIN) bucket.push(name);
		return name;
	}
}

function makeName(raw: string): Name {
	const colon = raw.indexOf(':');
	if (colon !== -1 && (colon === raw.length - 1 || raw.includes(':', colon + 1))) {
		throw new XmlError(`the name '${raw}'`, 0);
	}
	return {
		raw,
		prefix: colon === -1 ? '' : raw.slice(0, colon),
		local: colon === -1 ? raw : raw.slice(colon + 1),
		namespace: NO_NAMESPACE,
		epoch: -1,
		follower: undefined,
	};
}
