// Reads users of a directory through the built core, rows not kept. What opening costs is part of it.
import { createRequire } from 'node:module';
import { input } from '../lib/child.mjs';
import { metered } from '../lib/meter.mjs';

const { credential, table, attributes, ldapFilter, watch } = await input();
const { openDirectory } = createRequire(import.meta.url)('../../dist/core.js');

async function read() {
	const session = await openDirectory(credential);
	const query = { table, scope: {}, select: attributes, ...(ldapFilter && { ldapFilter }) };
	let rows = 0;
	let checksum = 0;
	try {
		for await (const piece of session.query(query, { timeZone: 'UTC' })) {
			rows += piece.length;
			for (const row of piece) checksum += row.mail?.length ?? 0;
		}
	} finally {
		await session.close();
	}
	return { rows, checksum };
}

// Twenty thousand entries compile the code in the first read.
const measured = await metered(read, watch, 1, 1);
console.log(JSON.stringify({ ...measured, ...measured.result }));
