import { createHash, randomUUID } from 'node:crypto';
import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const cacheFolder = path.join(
	process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
	'n8n-nodes-microsoft-exchange',
	'directory',
);

export interface PackOptions {
	/** First part of the archive's name. */
	readonly name: string;
	/** Files of this folder that make the content: an archive of other ones is never used. */
	readonly madeBy: readonly string[];
	/** Writes the archive to this path. */
	readonly build: (file: string) => void;
	readonly say?: (text: string) => void;
}

/** The archive of a prepared server, built once however many test files want it at a time. */
export async function packed({ name, madeBy, build, say }: PackOptions): Promise<string> {
	const pack = path.join(cacheFolder, `${name}-${stamp(madeBy)}.tar.gz`);
	mkdirSync(cacheFolder, { recursive: true });
	while (!existsSync(pack)) {
		const release = lock(`${pack}.lock`);
		if (!release) {
			await new Promise((resolve) => setTimeout(resolve, 250));
			continue;
		}
		try {
			if (!existsSync(pack)) {
				say?.(`building ${name}, once`);
				const part = `${pack}.${randomUUID()}`;
				build(part);
				renameSync(part, pack);
				forgetOld();
			}
		} finally {
			release();
		}
	}
	return pack;
}

function stamp(files: readonly string[]): string {
	const hash = createHash('sha256');
	for (const file of files) hash.update(readFileSync(path.join(__dirname, file)));
	return hash.digest('hex').slice(0, 12);
}

/** Undefined while another living process holds it. */
function lock(file: string): (() => void) | undefined {
	try {
		const handle = openSync(file, 'wx');
		writeFileSync(handle, String(process.pid));
		closeSync(handle);
		return () => rmSync(file, { force: true });
	} catch {
		const holder = Number(existsSync(file) ? readFileSync(file, 'utf8') : '');
		if (holder > 0 && !existsSync(`/proc/${holder}`)) rmSync(file, { force: true });
		return undefined;
	}
}

const WEEK = 7 * 86_400_000;

/** Archives that no checkout has made lately. */
function forgetOld(): void {
	for (const name of readdirSync(cacheFolder)) {
		const file = path.join(cacheFolder, name);
		if (Date.now() - statSync(file).mtimeMs > WEEK) rmSync(file, { force: true });
	}
}
