// Transfers the same answers byte for byte and drops them: what no client can be cheaper than.
import { request } from 'undici';
import { input } from '../lib/child.mjs';
import { metered } from '../lib/meter.mjs';

const { url, user, password, bodies, watch } = await input();
const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const headers = { authorization, 'content-type': 'text/xml; charset=utf-8' };

async function transfer() {
	let bytes = 0;
	for (const body of bodies) {
		const answer = await request(url, { method: 'POST', headers, body });
		for await (const chunk of answer.body) bytes += chunk.length;
	}
	return { bytes };
}

if (watch) await transfer();
const measured = await metered(transfer, watch);
console.log(JSON.stringify({ ...measured, ...measured.result }));
process.exit(0);
