/** The Exchange sandbox as a process of its own, and its control pages. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { background } from '../child.mjs';

const root = resolve(import.meta.dirname, '../../..');
const START_LIMIT_MS = 60_000;

/** The line of JSON that says where it listens. */
async function firstLine(child) {
	const until = Date.now() + START_LIMIT_MS;
	while (child.alive && Date.now() < until) {
		const line = /^\{.*\}$/m.exec(child.tail)?.[0];
		if (line) return JSON.parse(line);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	await child.stop();
	throw new Error(`The sandbox did not start:\n${child.tail}`);
}

export class SandboxProcess {
	#child;

	constructor(child, { url, accounts }) {
		this.#child = child;
		this.server = url;
		this.origin = new URL(url).origin;
		this.accounts = accounts;
	}

	/** What a client needs to sign in as the owner of a mailbox. */
	account(mailbox) {
		const { user, password } = this.accounts.find((account) => account.mailbox === mailbox);
		return { server: this.server, user, password };
	}

	/**
	 * @param {object} options
	 * @param {object} options.seed contents, in the format of the sandbox's seed files
	 * @param {string} options.folder where the seed file and the log are written
	 */
	static async start({ seed, folder }) {
		const file = join(folder, 'sandbox-seed.json');
		await writeFile(file, JSON.stringify(seed));
		const child = background(
			process.execPath,
			[join(root, 'scripts/sandbox.mjs'), '--port', '0', '--json', '--seed-file', file],
			{ cwd: root, log: join(folder, 'sandbox.log') },
		);
		return new SandboxProcess(child, await firstLine(child));
	}

	async #control(method, path, body) {
		const response = await fetch(`${this.origin}/_sandbox/${path}`, { method, body });
		const text = await response.text();
		if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${text}`);
		return JSON.parse(text);
	}

	/** Requests since the log was last cleared, oldest first. */
	async log() {
		return (await this.#control('GET', 'log')).entries;
	}

	async clearLog() {
		await this.#control('DELETE', 'log');
	}

	/** Runs `work`, and gives its result together with the requests that it caused. */
	async watch(work) {
		await this.clearLog();
		const result = await work();
		return { result, log: await this.log() };
	}

	/** Hash over the visible values of a mailbox's contacts. */
	async digest(mailbox) {
		const answer = await this.#control('GET', `digest?mailbox=${encodeURIComponent(mailbox)}`);
		return answer.digest ?? answer;
	}

	async stop() {
		await this.#child.stop();
	}
}
