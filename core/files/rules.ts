import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Default of n8n 2; n8n 1 had none. */
const DEFAULT_ALLOWED = '~/.n8n-files';
/** Folders of git, as n8n keeps them closed by default. */
const DEFAULT_PATTERN = '^(?:[^/]*/)*\\.git(?:/.*)?$';
/** Variables that name places of n8n itself, and what separates several of them. */
const OWN_PLACES: ReadonlyArray<readonly [name: string, separator?: string]> = [
	['N8N_CONFIG_FILES', ','],
	['N8N_CUSTOM_EXTENSIONS', ';'],
	['N8N_BINARY_DATA_STORAGE_PATH'],
	['N8N_STORAGE_PATH'],
	['N8N_UM_EMAIL_TEMPLATES_INVITE'],
	['N8N_UM_EMAIL_TEMPLATES_PWRESET'],
];

/**
 * The rules that n8n sets for files by its environment: N8N_RESTRICT_FILE_ACCESS_TO,
 * N8N_BLOCK_FILE_ACCESS_TO_N8N_FILES and N8N_BLOCK_FILE_PATTERNS.
 * https://docs.n8n.io/hosting/configuration/environment-variables/security/
 */
export class FileRules {
	constructor(private readonly env: Environment = process.env) {}

	/** Folders in which files may be used; empty: anywhere. */
	get allowedFolders(): readonly string[] {
		const set = this.env.N8N_RESTRICT_FILE_ACCESS_TO ?? DEFAULT_ALLOWED;
		return listOf(set, ';').map((folder) => this.atHome(folder));
	}

	/** The folder that n8n keeps its own things in. */
	get hostFolder(): string {
		return path.resolve(path.join(this.userFolder, '.n8n'));
	}

	/** A path that begins with ~ in full. */
	atHome(text: string): string {
		return /^~(?=[/\\]|$)/.test(text) ? path.join(this.home, text.slice(1)) : text;
	}

	/** @param resolved absolute, without symbolic links */
	async isBlocked(resolved: string): Promise<boolean> {
		if (this.env.N8N_BLOCK_FILE_ACCESS_TO_N8N_FILES !== 'false') {
			for (const place of this.ownPlaces()) if (await isWithin(place, resolved)) return true;
		}
		if (this.hasBlockedName(resolved)) return true;
		const allowed = this.allowedFolders;
		if (allowed.length === 0) return false;
		for (const folder of allowed) if (await isWithin(folder, resolved)) return false;
		return true;
	}

	private get home(): string {
		return this.env.HOME ?? this.env.USERPROFILE ?? homedir();
	}

	private get userFolder(): string {
		return this.env.N8N_USER_FOLDER ?? this.home;
	}

	private ownPlaces(): string[] {
		return [
			this.hostFolder,
			path.join(this.userFolder, '.cache/n8n/public'),
			...OWN_PLACES.flatMap(([name, separator]) => {
				const set = this.env[name] ?? '';
				return separator ? listOf(set, separator) : set ? [set] : [];
			}),
		];
	}

	/** A pattern that is none blocks everything, as it does in n8n. */
	private hasBlockedName(resolved: string): boolean {
		const name = path.posix.normalize(resolved.replace(/\\/g, '/'));
		return listOf(this.env.N8N_BLOCK_FILE_PATTERNS ?? DEFAULT_PATTERN, ';').some((pattern) => {
			try {
				return new RegExp(pattern, 'mi').test(name);
			} catch {
				return true;
			}
		});
	}
}

/** Whether a path lies in a folder, the folder's own symbolic links followed or not. */
async function isWithin(folder: string, resolved: string): Promise<boolean> {
	const plain = path.resolve(folder);
	const real = await realpath(plain).catch(() => plain);
	return [plain, real].some(
		(parent) =>
			resolved === parent ||
			resolved.startsWith(parent.endsWith(path.sep) ? parent : parent + path.sep),
	);
}

const listOf = (text: string, separator: string) =>
	text
		.split(separator)
		.map((part) => part.trim())
		.filter(Boolean);
