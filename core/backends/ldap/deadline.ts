/** Counts the time that a server takes; what passes while it is told to wait does not count. */
export class Deadline {
	private timer?: NodeJS.Timeout;
	private started = 0;

	constructor(
		private left: number,
		private readonly onEnd: () => void,
	) {
		this.go();
	}

	rest(): void {
		if (!this.timer) return;
		clearTimeout(this.timer);
		this.timer = undefined;
		this.left -= performance.now() - this.started;
	}

	go(): void {
		if (this.timer) return;
		this.started = performance.now();
		this.timer = setTimeout(this.onEnd, Math.max(1, this.left));
	}
}
