/** Time of the store. With `strict` no two readings are equal: each is at least 1 ms later. */
export class Clock {
	private last = 0;

	constructor(
		private readonly source: () => number,
		private readonly strict: boolean,
	) {}

	now(): number {
		return this.source();
	}

	/** Time for a write. */
	stamp(): number {
		const time = this.source();
		this.last = this.strict ? Math.max(time, this.last + 1) : Math.max(time, this.last);
		return this.last;
	}
}
