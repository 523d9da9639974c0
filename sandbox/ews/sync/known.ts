/** A set of positive integers that mostly follow one another, as text: "1-500,505". */
export class Known {
	private constructor(private readonly numbers: Set<number>) {}

	static none(): Known {
		return new Known(new Set());
	}

	/** Undefined for what is no such text. */
	static read(text: string): Known | undefined {
		if (text === '') return Known.none();
		const numbers = new Set<number>();
		for (const part of text.split(',')) {
			const [, first, last = first] = /^(\d{1,10})(?:-(\d{1,10}))?$/.exec(part) ?? [];
			const from = Number(first);
			const to = Number(last);
			if (!(from <= to) || to - from > 10_000_000) return undefined;
			for (let n = from; n <= to; n += 1) numbers.add(n);
		}
		return new Known(numbers);
	}

	has(number: number): boolean {
		return this.numbers.has(number);
	}

	add(number: number): void {
		this.numbers.add(number);
	}

	delete(number: number): void {
		this.numbers.delete(number);
	}

	[Symbol.iterator](): IterableIterator<number> {
		return this.numbers.values();
	}

	toString(): string {
		const sorted = [...this.numbers].sort((a, b) => a - b);
		const parts: string[] = [];
		for (let i = 0; i < sorted.length;) {
			let end = i;
			while (sorted[end + 1] === (sorted[end] as number) + 1) end += 1;
			parts.push(end === i ? `${sorted[i]}` : `${sorted[i]}-${sorted[end]}`);
			i = end + 1;
		}
		return parts.join(',');
	}
}
