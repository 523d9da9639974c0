import { existsSync } from 'node:fs';

const LIBRARIES = ['x86_64', 'aarch64'].map(
	(machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`,
);

/** What keeps processes from having a clock of their own; undefined when nothing does. */
export const whyNoClock = (): string | undefined =>
	LIBRARIES.some((file) => existsSync(file)) ? undefined : 'Debian package libfaketime is missing';

/** Environment of a process whose clock is ahead of this machine's. */
export function clockThatIsOff(seconds: number): NodeJS.ProcessEnv {
	if (seconds === 0) return {};
	const library = LIBRARIES.find((file) => existsSync(file));
	if (!library) throw new Error(whyNoClock());
	return { LD_PRELOAD: library, FAKETIME: `${seconds > 0 ? '+' : ''}${seconds}s` };
}
