/** Secrets that stand in the tests' own sources: `password: '…'`, `PASSWORD = '…'`, `clientSecret: '…'`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const NAMED = /(?:password|passphrase|secret|token|verifier)['"]?\s*[:=]\s*'((?:[^'\\\n]|\\.)+)'/gi;
/** A word that people use as well would be found where it says nothing. */
const IS_SECRET = /[\d!"&<>~^$%@-]|[^\x20-\x7e]/;
const SHORTEST = 8;

function* sources(folder) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const full = path.join(folder, entry.name);
		if (entry.isDirectory()) yield* sources(full);
		else if (entry.name.endsWith('.ts')) yield full;
	}
}

export function secretLiterals(...folders) {
	const found = new Set();
	for (const folder of folders) {
		for (const file of sources(folder)) {
			for (const [, literal] of readFileSync(file, 'utf8').matchAll(NAMED)) {
				const text = literal.replace(/\\(.)/g, '$1');
				const isSecret = text.trim().length >= SHORTEST && IS_SECRET.test(text);
				if (isSecret && !/^https?:|^TlRM/.test(text)) found.add(text);
			}
		}
	}
	return [...found];
}
