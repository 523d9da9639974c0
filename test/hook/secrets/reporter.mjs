import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { secretLiterals } from './literals.mjs';
import { findSecrets, needlesOf } from './scan.mjs';

const MAX_SHOWN = 20;
const test = path.resolve(import.meta.dirname, '../..');

/**
 * Whatever test files ran: nothing that they wrote to the console, no error of core with its advice, stack and
 * causes, no hint and no snapshot holds a secret of the tests, or the run is red. What is found is not shown
 * whole: a log of the run would hold it.
 */
export default class SecretScanReporter {
	#errors = [];
	#seen = new Map();

	onTestResult({ path: file }, result) {
		for (const { message } of result.console ?? []) this.#add(message, `console of ${file}`);
	}

	onRunComplete() {
		const folder = process.env.EXCHANGE_SECRET_WATCH;
		if (folder === undefined) return;
		try {
			this.#report(folder);
		} catch (error) {
			this.#errors.push(error);
			console.error(error);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}

	getLastError() {
		return this.#errors[0];
	}

	#add(text, origin) {
		for (const line of text.split('\n')) if (!this.#seen.has(line)) this.#seen.set(line, origin);
	}

	#report(folder) {
		const entries = (kind) =>
			readdirSync(folder)
				.filter((name) => name.startsWith(kind))
				.flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
				.filter(Boolean)
				.map((line) => JSON.parse(line));
		for (const { origin, lines } of entries('seen')) {
			for (const line of lines) if (!this.#seen.has(line)) this.#seen.set(line, origin);
		}
		for (const file of snapshots(test)) this.#add(readFileSync(file, 'utf8'), file);
		const literals = secretLiterals(test, path.resolve(test, '../sandbox'));
		const secrets = [...literals.map((text) => ({ text })), ...entries('secrets')];
		const found = findSecrets([...this.#seen.keys()], needlesOf(secrets));
		console.log(
			`secret scan: ${secrets.length} secrets, ${this.#seen.size} lines, ${found.length} found`,
		);
		for (const { what, line } of found.slice(0, MAX_SHOWN)) {
			console.error(`secret scan: ${what} in ${this.#seen.get(line)}: ${line.slice(0, 8)}…`);
		}
		if (found.length > 0) this.#errors.push(new Error(`${found.length} lines hold a secret`));
	}
}

function* snapshots(folder) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const full = path.join(folder, entry.name);
		if (entry.isDirectory()) yield* snapshots(full);
		else if (entry.name.endsWith('.snap')) yield full;
	}
}
