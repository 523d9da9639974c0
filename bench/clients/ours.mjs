// Reads all contacts, or with `mail` all messages with bodies and recipients, through the built core; rows not kept.
import { createRequire } from 'node:module';
import { input } from '../lib/child.mjs';
import { CONTACT_COLUMNS, MAIL_COLUMNS } from '../lib/columns.mjs';
import { metered } from '../lib/meter.mjs';

const { url, user, password, warmUp, watch, mail } = await input();
const { openSession } = createRequire(import.meta.url)('../../dist/core.js');
const session = await openSession({
	authScheme: 'Basic',
	server: url,
	user,
	password,
	allowPlainHttp: true,
});
const query = {
	table: mail ? 'message' : 'contact',
	scope: { folders: mail ? [{ kind: 'wellKnown', name: 'drafts' }] : [] },
	select: (mail ? MAIL_COLUMNS : CONTACT_COLUMNS).map(([column]) => column),
};
const counted = mail ? 'subject' : 'surname';

async function read(limit) {
	let rows = 0;
	let checksum = 0;
	for await (const piece of session.query({ ...query, limit }, { timeZone: 'UTC' })) {
		rows += piece.length;
		for (const row of piece) checksum += row[counted]?.length ?? 0;
	}
	return { rows, checksum };
}

if (warmUp) await read(warmUp);
const measured = await metered(() => read(), watch);
await session.close();
console.log(JSON.stringify({ ...measured, ...measured.result }));
