// Names, versions and licence texts of the libraries that a bundle contains.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Licences that a library inside the bundle may have; another one stops the build. */
const ALLOWED = /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD)$/;

/** `(BSD-3-Clause OR GPL-2.0)` leaves the choice. */
const choices = (license = '') => license.replace(/^\((.*)\)$/, '$1').split(' OR ');

/** Text of THIRD-PARTY-NOTICES.txt for the metafiles of esbuild. */
export async function thirdPartyNotice(root, metafiles) {
	const folders = new Set();
	for (const input of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
		const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input.replaceAll('\\', '/'));
		if (match) folders.add(match[1]);
	}
	const parts = ['dist/core.js and the files beside it contain the following libraries.\n'];
	for (const folder of [...folders].sort()) {
		const library = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
		if (!choices(library.license).some((license) => ALLOWED.test(license))) {
			throw new Error(`${library.name} is licensed ${library.license}: it may not be bundled`);
		}
		const file = readdirSync(join(root, folder)).find((name) =>
			/^(licen[cs]e|copying)/i.test(name),
		);
		const text = file ? await readFile(join(root, folder, file), 'utf8') : '';
		parts.push(`${library.name} ${library.version} (${library.license})\n\n${text.trim()}\n`);
	}
	return parts.join(`\n${'-'.repeat(78)}\n\n`);
}
