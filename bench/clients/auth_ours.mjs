// Small calls one after the other through the built core, on one connection: the first one's time, and the CPU of those
// that come once the engine has compiled what they need.
import { createRequire } from 'node:module';
import { input } from '../lib/child.mjs';

const { credential, calls, warmUps, before: other } = await input();
const { openSession } = createRequire(import.meta.url)('../../dist/core.js');
const query = { table: 'contact', scope: { folders: [] }, select: ['surname'], limit: 1 };
// A process that runs for days has called somebody before.
if (other) {
	const session = await openSession(other);
	for (let n = 0; n < 50; n += 1) await call(session);
	await session.close();
}
const session = await openSession(credential);

async function call(opened = session) {
	for await (const piece of opened.query(query, { timeZone: 'UTC' })) if (piece.length > 1) break;
}

const begun = performance.now();
await call();
const first = performance.now() - begun;
for (let n = 1; n < warmUps; n += 1) await call();
globalThis.gc?.();
const before = process.cpuUsage();
for (let n = warmUps; n < calls; n += 1) await call();
const { user, system } = process.cpuUsage(before);
await session.close();
console.log(JSON.stringify({ first, cpu: (user + system) / Math.max(1, calls - warmUps) }));
process.exit(0);
