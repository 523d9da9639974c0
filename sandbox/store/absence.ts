/** When and how a mailbox answers by itself (MS-OXWOOF). */
export interface Absence {
	readonly state: 'Disabled' | 'Enabled' | 'Scheduled';
	/** Which outsiders get the external text: ExternalAudience. */
	readonly audience: 'None' | 'Known' | 'All';
	/** Milliseconds since 1970. */
	readonly start: number;
	readonly end: number;
	readonly internalReply: string;
	readonly externalReply: string;
	/** Primary SMTP of those who were told already: nobody is told twice. */
	readonly told: Set<string>;
}

/** Hours in which somebody works. */
export interface WorkingHours {
	/** IANA zone. */
	readonly zone: string;
	/** English names of weekdays. */
	readonly days: readonly string[];
	/** Minutes since midnight. */
	readonly from: number;
	readonly to: number;
}

export const OFFICE_HOURS: WorkingHours = {
	zone: 'UTC',
	days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
	from: 8 * 60,
	to: 17 * 60,
};

const DAY = 24 * 3600_000;

export function present(now = 0): Absence {
	const start = Math.floor(now / DAY) * DAY;
	return {
		state: 'Disabled',
		audience: 'All',
		start,
		end: start + DAY,
		internalReply: '',
		externalReply: '',
		told: new Set(),
	};
}

export function isAway(absence: Absence, now: number): boolean {
	if (absence.state === 'Scheduled') return now >= absence.start && now < absence.end;
	return absence.state === 'Enabled';
}
