import type { AttributeReader } from '../../../../../core/backends/ews/decode/attributes';
import type { Name } from '../../../../../core/backends/ews/decode/names';
import {
	DEFAULT_LIMITS,
	Scanner,
	type ScannerLimits,
	type ScannerSink,
} from '../../../../../core/backends/ews/decode/scanner';
import { NAMESPACES } from '../../../../../core/backends/ews/xml/namespaces';

const URIS: Readonly<Record<string, string>> = NAMESPACES;

/** Everything that the scanner says, one line per start and end tag. */
export class Recorder implements ScannerSink {
	readonly lines: string[] = [];
	readonly #open: string[] = [];

	open(name: Name, attributes: AttributeReader): boolean {
		const namespace = URIS[name.namespace] ?? name.namespace;
		const values = Object.entries(attributes.all()).sort(([left], [right]) =>
			left < right ? -1 : 1,
		);
		this.#open.push(name.local);
		this.lines.push(`<{${namespace}}${name.local} ${JSON.stringify(values)}`);
		return true;
	}

	close(text: string): void {
		this.lines.push(`>${this.#open.pop() ?? ''} ${JSON.stringify(text)}`);
	}
}

/** Scans bytes in pieces that end at the given places. */
export function scan(
	bytes: Uint8Array,
	cuts: readonly number[] = [],
	limits: Partial<ScannerLimits> = {},
): string[] {
	const recorder = new Recorder();
	const scanner = new Scanner(recorder, { ...DEFAULT_LIMITS, ...limits });
	let start = 0;
	for (const cut of [...cuts, bytes.length]) {
		scanner.push(bytes.subarray(start, cut));
		start = cut;
	}
	scanner.end();
	return recorder.lines;
}

export const scanText = (xml: string, limits?: Partial<ScannerLimits>): string[] =>
	scan(Buffer.from(xml), [], limits);

/** Small pseudo-random generator, so that a run can be repeated. */
export function randomNumbers(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}
