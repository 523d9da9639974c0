import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process as others can look for it; no two processes that ever ran are equal. */
export interface ProcessIdentity {
	/** Who sees the same process numbers: one kernel and one namespace of it (a container has its own). */
	readonly machine: string;
	readonly pid: number;
	/** When it began, since numbers are used again; empty where the system does not tell. */
	readonly began: string;
}

/** `unknown`: it runs elsewhere, or cannot be looked at. */
export type Liveness = 'alive' | 'dead' | 'unknown';

let own: ProcessIdentity | undefined;

export function ownProcess(): ProcessIdentity {
	own ??= { machine: machineOf(), pid: process.pid, began: beganAt(process.pid) ?? '' };
	return own;
}

/** Whether a process still runs, as far as that can be known from here. */
export function livenessOf(other: ProcessIdentity): Liveness {
	const { machine } = ownProcess();
	if (other.machine !== machine) return 'unknown';
	try {
		process.kill(other.pid, 0);
	} catch (error) {
		// EPERM: it runs, and belongs to somebody else.
		if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'dead';
	}
	const began = beganAt(other.pid);
	return began !== undefined && other.began !== '' && began !== other.began ? 'dead' : 'alive';
}

function machineOf(): string {
	const parts = [
		process.platform,
		hostname(),
		quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
		quietly(() => readlinkSync('/proc/self/ns/pid')),
	];
	return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)): clock ticks since the system began. */
function beganAt(pid: number): string | undefined {
	const text = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
	// The second field is the program's name in brackets, which may hold blanks and brackets itself.
	return text
		?.slice(text.lastIndexOf(')') + 2)
		.split(' ')[19]
		?.replace(/\D/g, '');
}

function quietly<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}
