// Reads users as n8n's own LDAP node does: one paged search of ldapts that is there when all is, then a pass
// over the binary attributes.
import { Client } from 'ldapts';
import { input } from '../lib/child.mjs';
import { metered } from '../lib/meter.mjs';

const { url, user, password, base, filter, attributes, watch } = await input();

async function read() {
	const client = new Client({ url });
	try {
		await client.bind(user, password);
		const { searchEntries } = await client.search(base, {
			filter,
			attributes,
			scope: 'sub',
			sizeLimit: 0,
			paged: { pageSize: 1000 },
			explicitBufferAttributes: ['objectGUID', 'objectSid'],
		});
		let checksum = 0;
		for (const entry of searchEntries) {
			entry.objectGUID = entry.objectGUID.toString('hex');
			entry.objectSid = entry.objectSid.toString('hex');
			checksum += entry.mail.length;
		}
		return { rows: searchEntries.length, checksum };
	} finally {
		await client.unbind();
	}
}

// Twenty thousand entries compile the code in the first read.
const measured = await metered(read, watch, 1, 1);
console.log(JSON.stringify({ ...measured, ...measured.result }));
