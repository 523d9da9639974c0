import { constants } from 'node:fs';
import { open, readdir, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../errors';
import { isAbandoned } from './lock';

/** Marks files that are ours; any other file is never replaced. */
const FORMAT = 'n8n-nodes-microsoft-exchange/tokens';
const VERSION = 1;
/** Bytes; tokens of users with many groups have some ten kilobytes. */
const LIMIT = 1024 * 1024;
const LABEL = "'OAuth Settings Location'";
const ELSEWHERE = `Write another path into ${LABEL}, or leave it empty.`;

/** What a file says besides its content. */
interface Envelope<T> {
	/** Counts the writes; the higher one of two files is the newer. */
	readonly generation: number;
	readonly content: T;
}

/**
 * A file of secrets that is read and replaced as a whole: JSON with a marker and the hash of the connection
 * that it belongs to, readable by its owner only. Symbolic links are refused. An error names the path, never content.
 */
export class TokenFile<T extends object> {
	constructor(
		/** Absolute and checked by the rules for paths. */
		readonly path: string,
		/** Hash of tenant, client, user and server. */
		private readonly connection: string,
		private readonly kind: 'tokens' | 'sign-ins' = 'tokens',
	) {}

	/** @throws InputError where something stands there that is no file of this connection. */
	async read(): Promise<Envelope<T> | undefined> {
		const text = await this.readText(this.path);
		return text === undefined ? undefined : this.parse(text);
	}

	/**
	 * Replaces the file: whole and on the disk before it gets its name, so that a process that is killed
	 * leaves the old file or the new one. Only under the lock.
	 */
	async write(content: T, generation: number, holder: string): Promise<void> {
		const { connection, kind, path } = this;
		const text = JSON.stringify({
			format: FORMAT,
			version: VERSION,
			kind,
			connection,
			generation,
			content,
		});
		const fresh = this.freshPath(holder);
		await this.attempt('written', async () => {
			// Left by an earlier write of this holder that broke off.
			await unlink(fresh).catch(() => undefined);
			const { O_CREAT, O_EXCL, O_WRONLY } = constants;
			const file = await open(fresh, O_CREAT | O_EXCL | O_WRONLY | noFollow, 0o600);
			try {
				await file.writeFile(`${text}\n`);
				await file.sync();
			} catch (error) {
				await unlink(fresh).catch(() => undefined);
				throw error;
			} finally {
				await file.close();
			}
			await renameOver(fresh, path);
		});
		await syncFolder(dirname(path));
	}

	/**
	 * Puts in place what a process had written whole when it was killed before the renaming, and removes what
	 * it had not. Only under the lock, before the file is read for a change.
	 */
	async recover(): Promise<void> {
		const prefix = basename(this.freshPath(''));
		const folder = dirname(this.path);
		const names = await readdir(folder).catch(() => []);
		for (const name of names) {
			if (!name.startsWith(prefix)) continue;
			const left = join(folder, name);
			if (!(await isAbandoned(left, name.slice(prefix.length)))) continue;
			const found = await this.readLeft(left);
			const current = found && (await this.read());
			if (found && found.generation > (current?.generation ?? 0)) await renameOver(left, this.path);
			else await unlink(left).catch(() => undefined);
		}
	}

	/** Half a file, or somebody else's, is no file at all here. */
	private async readLeft(path: string): Promise<Envelope<T> | undefined> {
		try {
			const text = await this.readText(path);
			return text === undefined ? undefined : this.parse(text);
		} catch {
			return undefined;
		}
	}

	private freshPath(holder: string): string {
		return `${this.path}.new-${holder}`;
	}

	private async readText(path: string): Promise<string | undefined> {
		return await this.attempt('read', async () => {
			const { O_NONBLOCK = 0, O_RDONLY } = constants;
			let file: FileHandle;
			try {
				file = await open(path, O_RDONLY | O_NONBLOCK | noFollow);
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
				await this.assertFolder();
				return undefined;
			}
			try {
				const entry = await file.stat();
				if (!entry.isFile()) throw this.refusal('is no file');
				if (entry.size > LIMIT) throw this.notOurs('it is too large');
				await this.assertOwner(entry.uid);
				// Somebody copied it or loosened its rights: it holds secrets.
				if (entry.uid === process.getuid?.() && (entry.mode & 0o077) !== 0) {
					await file.chmod(0o600).catch(() => undefined);
				}
				return await file.readFile('utf8');
			} finally {
				await file.close();
			}
		});
	}

	private parse(text: string): Envelope<T> {
		let data: Record<string, unknown>;
		try {
			data = JSON.parse(text) as Record<string, unknown>;
		} catch {
			throw this.notOurs(text.trim() === '' ? 'it is empty' : 'it is no JSON');
		}
		if (typeof data !== 'object' || data?.format !== FORMAT || data.kind !== this.kind) {
			throw this.notOurs('it belongs to another program');
		}
		const { version, connection, generation, content } = data;
		if (version !== VERSION) {
			throw this.refusal(
				'was written by a newer version of this node',
				'Use the same version of this node on all machines that share the file, or write another path.',
			);
		}
		if (connection !== this.connection) {
			throw this.refusal(
				'holds the tokens of another connection (other tenant, application, user or server)',
				`Give each connection its own path in ${LABEL}, or leave it empty: then each has its own file.`,
			);
		}
		if (!Number.isSafeInteger(generation) || typeof content !== 'object' || content === null) {
			throw this.notOurs('its parts are not as this node writes them');
		}
		return { generation: generation as number, content: content as T };
	}

	private async assertFolder(): Promise<void> {
		const folder = await stat(dirname(this.path)).catch((error: NodeJS.ErrnoException) => {
			if (error.code === 'ENOENT') return undefined;
			throw error;
		});
		if (folder?.isDirectory()) return;
		throw this.refusal(
			'is in a folder that does not exist',
			`Create the folder '${dirname(this.path)}', writable by the user that n8n runs as, or write another path.`,
		);
	}

	/** Whoever owns the folder can put any file there; nobody else may. */
	private async assertOwner(owner: number): Promise<void> {
		const self = process.getuid?.();
		if (self === undefined || owner === self) return;
		const folder = await stat(dirname(this.path));
		if (folder.uid === owner) return;
		throw this.refusal(
			'belongs to another user of this machine',
			'Have its owner changed (chown) to the user that n8n runs as, or write another path.',
		);
	}

	/** Runs what touches the file; the system's word in plain words. */
	private async attempt<R>(what: 'read' | 'written', run: () => Promise<R>): Promise<R> {
		try {
			return await run();
		} catch (error) {
			throw this.explain(error, what);
		}
	}

	/** What the file system said, for a person. Errors that are core's own pass unchanged. */
	explain(error: unknown, what: 'read' | 'written'): unknown {
		const { code } = error as NodeJS.ErrnoException;
		if (error instanceof InputError || code === undefined) return error;
		const known = REFUSALS[code];
		return known
			? this.refusal(known.what.replace('{done}', what), known.advice, code)
			: this.refusal(`cannot be ${what} (${code})`, ELSEWHERE, code);
	}

	private notOurs(why: string): InputError {
		return this.refusal(
			`is no token file of this node: ${why}; it is left as it is`,
			'Write another path, or remove the file if nobody needs it, then sign in again.',
		);
	}

	private refusal(what: string, advice: string = ELSEWHERE, code = 'TOKEN_FILE'): InputError {
		return new InputError(`The file '${this.path}' in ${LABEL} ${what}`, {
			field: 'oauthSettingsLocation',
			code,
			advice,
		});
	}
}

/** 0 on Windows, where making links needs a right of its own. */
const noFollow = constants.O_NOFOLLOW ?? 0;

const REFUSALS: Readonly<Record<string, { readonly what: string; readonly advice: string }>> = {
	ELOOP: {
		what: 'is a symbolic link, which is not followed',
		advice: 'Write the path of the file itself.',
	},
	EACCES: {
		what: 'cannot be {done}: the user that n8n runs as has no right to it',
		advice: 'Let that user own the file and its folder, or write another path.',
	},
	EPERM: {
		what: 'cannot be {done}: the system does not permit it',
		advice: 'Let the user that n8n runs as own the file and its folder, or write another path.',
	},
	EROFS: {
		what: 'is on a file system that cannot be written',
		advice: 'Write a path on one that can, such as a volume of the container.',
	},
	ENOSPC: {
		what: 'cannot be {done}: the disk is full',
		advice: 'Make room, then try again.',
	},
	EDQUOT: {
		what: 'cannot be {done}: the quota is used up',
		advice: 'Make room, then try again.',
	},
	EISDIR: { what: 'is a folder', advice: 'Write the path of a file in it, such as tokens.json.' },
	ENOTDIR: {
		what: 'is in something that is no folder',
		advice: ELSEWHERE,
	},
	ENOENT: {
		what: 'is in a folder that does not exist',
		advice: 'Create the folder, writable by the user that n8n runs as, or write another path.',
	},
	ENAMETOOLONG: { what: 'has too long a name', advice: ELSEWHERE },
};

/** Windows refuses while somebody reads the file: for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await rename(from, to);
		} catch (error) {
			const { code = '' } = error as NodeJS.ErrnoException;
			const isMomentary =
				process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code);
			if (!isMomentary || attempt === 20) throw error;
			await new Promise((resolve) => setTimeout(resolve, 25));
		}
	}
}

/** The new name is on the disk as well, where the system lets one say so. */
async function syncFolder(path: string): Promise<void> {
	const folder = await open(path, 'r').catch(() => undefined);
	await folder?.sync().catch(() => undefined);
	await folder?.close().catch(() => undefined);
}
