/** Differences below this are the whole seconds in which Kerberos tells the time. */
const NOISE_MS = 2000;

/** The time as the KDC has it: tickets and proofs are judged by that clock, not by this machine's. */
export class KdcClock {
	private ahead = 0;

	constructor(private readonly machine: () => number = Date.now) {}

	/** Milliseconds since 1970. */
	now(): number {
		return this.machine() + this.ahead;
	}

	/** Milliseconds by which the KDC's clock is ahead of this machine's. */
	get offset(): number {
		return this.ahead;
	}

	set offset(milliseconds: number) {
		this.ahead = Math.abs(milliseconds) < NOISE_MS ? 0 : milliseconds;
	}

	/** @param told the KDC's time, a moment ago */
	learn(told: number): void {
		this.offset = told - this.machine();
	}
}

/** `10 minutes behind`, as a person says it of this machine's clock. */
export function skewWords(offset: number): string {
	const seconds = Math.round(Math.abs(offset) / 1000);
	const [count, unit] =
		seconds < 120
			? [seconds, 'second']
			: seconds < 7200
				? [Math.round(seconds / 60), 'minute']
				: [Math.round(seconds / 3600), 'hour'];
	return `${count} ${unit}${count === 1 ? '' : 's'} ${offset > 0 ? 'behind' : 'ahead of'}`;
}
