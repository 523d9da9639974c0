import { randomBytes } from 'node:crypto';
import {
	mkdir,
	readdir,
	rename,
	rm,
	rmdir,
	stat,
	unlink,
	utimes,
	writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, RetriableError } from '../../errors';
import { livenessOf, ownProcess, type Liveness } from './processIdentity';

/** A lock that is held. */
export interface Lock {
	/** Names the holder in names of files beside the lock. */
	readonly holder: string;
	release(): Promise<void>;
}

export interface LockOptions {
	/** Milliseconds to wait for a holder that lives; default 150,000. */
	readonly waitMs?: number;
	/** Milliseconds without a sign of life after which a holder on another machine counts as gone; default 20,000. */
	readonly staleMs?: number;
	/** Milliseconds between signs of life; default a fifth of `staleMs`. */
	readonly beatMs?: number;
	readonly signal?: AbortSignal;
}

const STALE_MS = 20_000;
/** How much longer a silent holder is waited for whose process is known to run. */
const PATIENCE = 6;
/** Milliseconds between two looks at a lock that somebody else holds: the shortest and the longest. */
const POLL_MS = [15, 250] as const;

/** Those of this process who want the same lock stand in line here, and only the first asks the file system. */
const lines = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while nobody else, in this process, on this machine or on another one that shares the folder,
 * runs anything under the same lock.
 *
 * The lock is a folder `path` with one file in it that is called like its holder. A holder puts such a folder
 * together under a name of its own and renames it to `path`: the system lets that happen only where nothing
 * or an empty folder stands. To release or to break a lock is to remove the file by its holder's name,
 * so nobody can ever remove the lock of another holder who came in between.
 * A holder that was killed is found at once by its process number, on another machine by its silence.
 * docs/decisions/oauth.md
 */
export async function withLock<T>(
	path: string,
	work: (lock: Lock) => Promise<T>,
	options: LockOptions = {},
): Promise<T> {
	const before = lines.get(path) ?? Promise.resolve();
	const mine = before.then(async () => {
		const lock = await acquire(path, options);
		try {
			return await work(lock);
		} finally {
			await lock.release();
		}
	});
	const settled = mine.catch(() => undefined);
	lines.set(path, settled);
	void settled.then(() => {
		if (lines.get(path) === settled) lines.delete(path);
	});
	return await mine;
}

async function acquire(path: string, options: LockOptions): Promise<Lock> {
	const { waitMs = 150_000, staleMs = STALE_MS, signal } = options;
	const deadline = performance.now() + waitMs;
	const holder = newHolder();
	const prepared = `${path}-${holder}`;
	const watch = new Watch(staleMs);
	let pause: number = POLL_MS[0];
	await mkdir(prepared, { mode: 0o700 });
	try {
		await writeFile(join(prepared, holder), '', { mode: 0o600, flag: 'wx' });
		while (!(await take(prepared, path, holder))) {
			if (signal?.aborted) throw new CancelledError();
			if (performance.now() > deadline) throw heldTooLong();
			if (await watch.clear(path)) continue;
			await sleep(pause * (0.75 + Math.random() / 2));
			pause = Math.min(pause * 1.5, POLL_MS[1]);
		}
	} catch (error) {
		await rm(prepared, { recursive: true, force: true }).catch(() => undefined);
		throw error;
	}
	const file = join(path, holder);
	const beat = setInterval(
		() => {
			const now = new Date();
			utimes(file, now, now).catch(() => undefined);
		},
		options.beatMs ?? staleMs / 5,
	);
	beat.unref();
	return {
		holder,
		release: async () => {
			clearInterval(beat);
			await unlink(file).catch(() => undefined);
			await rmdir(path).catch(() => undefined);
		},
	};
}

/** Whether the prepared folder is now the lock. */
async function take(prepared: string, path: string, holder: string): Promise<boolean> {
	try {
		await rename(prepared, path);
		return true;
	} catch (error) {
		const { code = '' } = error as NodeJS.ErrnoException;
		if (['EEXIST', 'ENOTEMPTY', 'EBUSY'].includes(code)) return false;
		// A server of files whose answer got lost does not know the folder any more when it is asked again.
		if (code === 'ENOENT' && (await exists(join(path, holder)))) return true;
		// Windows renames to no folder that exists, be it empty.
		if (['EPERM', 'EACCES'].includes(code) && (await exists(path))) return false;
		throw error;
	}
}

/** What one who waits has seen of the holders before him. */
class Watch {
	private readonly seen = new Map<string, { beat: number; since: number }>();

	constructor(private readonly staleMs: number) {}

	/** Removes holders that are gone; whether it is worth trying again at once. */
	async clear(path: string): Promise<boolean> {
		let holders: string[];
		try {
			holders = await readdir(path);
		} catch (error) {
			return (error as NodeJS.ErrnoException).code === 'ENOENT';
		}
		let isFree = true;
		for (const holder of holders) {
			if (!(await this.isGone(path, holder)) || !(await removed(join(path, holder))))
				isFree = false;
		}
		return isFree && (await removed(path, rmdir));
	}

	private async isGone(path: string, holder: string): Promise<boolean> {
		const liveness = holderLiveness(holder);
		if (liveness === 'dead') return true;
		const file = await stat(join(path, holder)).catch(() => undefined);
		if (file === undefined) return false;
		// Only by this machine's own clock: those of others may be off.
		const now = performance.now();
		const last = this.seen.get(holder);
		if (last?.beat !== file.mtimeMs) {
			this.seen.set(holder, { beat: file.mtimeMs, since: now });
			return false;
		}
		// A process that is there may only be busy: it is given more time.
		return now - last.since > (liveness === 'alive' ? PATIENCE : 1) * this.staleMs;
	}
}

/** Removes what holders that were killed left beside a lock: folders that never became it. For its holder. */
export async function sweepLock(path: string): Promise<void> {
	const prefix = `${basename(path)}-`;
	const names = await readdir(dirname(path)).catch(() => []);
	for (const name of names) {
		if (!name.startsWith(prefix)) continue;
		const left = join(dirname(path), name);
		if (await isAbandoned(left, name.slice(prefix.length))) {
			await rm(left, { recursive: true, force: true }).catch(() => undefined);
		}
	}
}

/** Whether the holder that made this file or folder is gone; on other machines after ten minutes. */
export async function isAbandoned(path: string, holder: string): Promise<boolean> {
	const liveness = holderLiveness(holder);
	if (liveness !== 'unknown') return liveness === 'dead';
	const entry = await stat(path).catch(() => undefined);
	return entry !== undefined && Date.now() - entry.mtimeMs > 600_000;
}

function newHolder(): string {
	const { machine, pid, began } = ownProcess();
	return [machine, pid, began || 'x', randomBytes(8).toString('hex')].join('.');
}

function holderLiveness(holder: string): Liveness {
	const [, machine, pid, began] =
		/^([0-9a-f]{16})\.(\d{1,10})\.(\w+)\.[0-9a-f]{16}$/.exec(holder) ?? [];
	if (machine === undefined) return 'unknown';
	return livenessOf({ machine, pid: Number(pid), began: began === 'x' ? '' : began! });
}

const removed = (path: string, remove: typeof unlink = unlink): Promise<boolean> =>
	remove(path).then(
		() => true,
		(error: NodeJS.ErrnoException) => error.code === 'ENOENT',
	);

const exists = (path: string): Promise<boolean> =>
	stat(path).then(
		() => true,
		() => false,
	);

const heldTooLong = () =>
	new RetriableError('Another process has been renewing the token of this connection for minutes', {
		code: 'TOKEN_LOCKED',
		field: 'oauthSettingsLocation',
		advice:
			'Try again. Where it stays, look whether the token endpoint answers, and whether a process of n8n hangs.',
		delivered: 'no',
	});
