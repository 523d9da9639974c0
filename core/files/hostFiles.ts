import { constants } from 'node:fs';
import { access, chmod, type FileHandle, lstat, mkdir, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../errors';
import type { Files } from './files';
import { FileRules } from './rules';

const MEBIBYTE = 1024 * 1024;
/** Folder of this package where n8n lets nodes keep things, and its name elsewhere. */
const OWN_NAME = 'n8n-nodes-microsoft-exchange';

export interface HostFilesOptions {
	/** The host's own word, asked besides the rules of the environment. */
	isPathBlocked?(path: string): boolean | Promise<boolean>;
	readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Files under the rules of n8n, checked here as well because n8n's helpers are missing where credentials are
 * tested and pickers are filled. Symbolic links are resolved before the rules are asked, and what is opened
 * is what was checked.
 */
export class HostFiles implements Files {
	private readonly rules: FileRules;

	constructor(private readonly options: HostFilesOptions = {}) {
		this.rules = new FileRules(options.env);
	}

	async read(text: string, field: string, limit = MEBIBYTE): Promise<Buffer> {
		const named = this.absolute(text, field);
		const resolved = await realpath(named).catch(async (cause: unknown) => {
			// What exists in a place that is closed is nothing to tell.
			await this.assertAllowed(named, named, field);
			throw unusable(named, field, cause);
		});
		await this.assertAllowed(resolved, named, field);
		// Without O_NONBLOCK the opening of a named pipe would wait for somebody who writes into it.
		const handle = await open(
			resolved,
			constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
		).catch((cause: unknown) => {
			throw unusable(named, field, cause);
		});
		try {
			await assertSame(handle, resolved, named, field);
			return await readAll(handle, { named, field, limit });
		} finally {
			await handle.close();
		}
	}

	async writable(text: string, field: string): Promise<string> {
		const named = this.absolute(text, field);
		const folder = await realpath(path.dirname(named)).catch(async (cause: unknown) => {
			await this.assertAllowed(named, named, field);
			throw unusable(path.dirname(named), field, cause, 'The folder');
		});
		const resolved = path.join(folder, path.basename(named));
		await this.assertAllowed(resolved, named, field);
		const there = await lstat(resolved).catch((cause: unknown) => {
			if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
			throw unusable(named, field, cause);
		});
		if (there && !there.isFile()) {
			const kind = there.isSymbolicLink() ? 'a symbolic link' : 'no regular file';
			throw refusal(`'${named}', named in '${field}', is ${kind}`, field, {
				code: 'NOT_A_FILE',
				advice: 'Name a file that is not there yet, or one that was written here before.',
			});
		}
		await access(there ? resolved : folder, constants.W_OK).catch((cause: unknown) => {
			throw unusable(there ? named : folder, field, cause, there ? 'The file' : 'The folder');
		});
		return resolved;
	}

	/**
	 * The place that n8n keeps for nodes, `~/.n8n/storage/…`: in the volume of its Docker image, shared with
	 * workers, and closed to workflows that read files, whose authors need not see tokens. Where it cannot be
	 * written to: a folder in one that is open to workflows.
	 */
	async ownFolder(): Promise<string | undefined> {
		const candidates = [
			path.join(this.rules.hostFolder, 'storage', OWN_NAME),
			...this.rules.allowedFolders.map((folder) => path.join(path.resolve(folder), `.${OWN_NAME}`)),
		];
		for (const folder of candidates) if (await makePrivate(folder)) return folder;
		return undefined;
	}

	private absolute(text: string, field: string): string {
		const named = this.rules.atHome(text.trim());
		if (named !== '' && path.isAbsolute(named) && !named.includes('\0'))
			return path.normalize(named);
		throw refusal(`'${field}' is '${shown(text)}', which is not a whole path`, field, {
			code: 'PATH',
			advice: 'Write the path from the root on, as in /files/name.',
		});
	}

	private async assertAllowed(resolved: string, named: string, field: string): Promise<void> {
		const isBlocked =
			(await this.rules.isBlocked(resolved)) ||
			(await this.options.isPathBlocked?.(resolved)) === true;
		if (!isBlocked) return;
		const folders = this.rules.allowedFolders.join(', ');
		throw refusal(`n8n does not open the file '${shown(named)}', named in '${field}'`, field, {
			code: 'PATH_BLOCKED',
			advice: `${folders ? `Put it into a folder that n8n opens (${folders}; N8N_RESTRICT_FILE_ACCESS_TO names them)` : 'Put it into a folder outside those of n8n itself'}, or paste its content into the credential.`,
		});
	}
}

/** What was opened is the file that stands at the checked path, not one that was put there meanwhile. */
async function assertSame(
	handle: FileHandle,
	resolved: string,
	named: string,
	field: string,
): Promise<void> {
	const [opened, there, again] = await Promise.all([
		handle.stat(),
		lstat(resolved).catch(() => undefined),
		realpath(resolved).catch(() => undefined),
	]);
	if (!opened.isFile()) {
		throw refusal(`'${shown(named)}', named in '${field}', is no regular file`, field, {
			code: 'NOT_A_FILE',
			advice: 'Name the file itself, not a folder or device.',
		});
	}
	if (there?.ino === opened.ino && there.dev === opened.dev && again === resolved) return;
	throw refusal(`The file '${shown(named)}' was replaced while it was opened`, field, {
		code: 'PATH_CHANGED',
		advice: 'Try again.',
	});
}

async function readAll(
	handle: FileHandle,
	{ named, field, limit }: { named: string; field: string; limit: number },
): Promise<Buffer> {
	const buffer = Buffer.alloc(limit + 1);
	let length = 0;
	for (;;) {
		const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
		length += bytesRead;
		if (bytesRead === 0) return Buffer.from(buffer.subarray(0, length));
		if (length <= limit) continue;
		throw refusal(`The file '${shown(named)}' has more than ${limit} bytes`, field, {
			code: 'FILE_TOO_LARGE',
			advice: `Check that it is the one meant for '${field}'.`,
		});
	}
}

/** Made for its owner alone; false where it cannot be, or is somebody else's. */
async function makePrivate(folder: string): Promise<boolean> {
	try {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		const there = await lstat(folder);
		const isOwn = !process.getuid || there.uid === process.getuid();
		if (!there.isDirectory() || !isOwn) return false;
		if (process.platform !== 'win32' && (there.mode & 0o077) !== 0) await chmod(folder, 0o700);
		await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

const REASONS: Readonly<Record<string, readonly [what: string, advice: string]>> = {
	ENOENT: [
		'does not exist',
		'The path is one of the machine or container that runs n8n, workers included. Where no file can be put there, paste its content into the credential.',
	],
	ENOTDIR: ['does not exist', 'A part of the path is a file, not a folder.'],
	EACCES: [
		'may not be opened by n8n',
		'Give the account that runs n8n the right to it (chmod, chown).',
	],
	EPERM: [
		'may not be opened by n8n',
		'Give the account that runs n8n the right to it (chmod, chown).',
	],
	EROFS: [
		'cannot be written to: its disk is read-only',
		'Name a path on a disk that can be written to.',
	],
	ELOOP: ['is a symbolic link', 'Name the file itself.'],
};

function unusable(
	named: string,
	field: string,
	cause: unknown,
	subject: 'The file' | 'The folder' = 'The file',
): InputError {
	const { code = '' } = cause as NodeJS.ErrnoException;
	const [what, advice] = REASONS[code] ?? [`cannot be opened (${code})`, 'Check the path.'];
	return refusal(`${subject} '${shown(named)}', named in '${field}', ${what}`, field, {
		code,
		advice,
	});
}

const refusal = (message: string, field: string, details: { code: string; advice: string }) =>
	new InputError(message, { field, ...details });

const shown = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
