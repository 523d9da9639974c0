// Attachments up and down through the built core: one large, many small. Nothing is kept.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { input } from '../lib/child.mjs';
import { metered } from '../lib/meter.mjs';

const { url, user, password, count, size, perItem, watch } = await input();
const { openSession } = createRequire(import.meta.url)('../../dist/core.js');
const session = await openSession({
	authScheme: 'Basic',
	server: url,
	user,
	password,
	allowPlainHttp: true,
});
const scope = { folders: [] };
const call = { timeZone: 'UTC', timeoutMs: 300_000 };
const PIECE = Buffer.alloc(64 * 1024, 'Exchange');

/** A file that is made while it is read. */
const file = (name) => ({
	name,
	contentType: 'application/octet-stream',
	size,
	async *open() {
		for (let left = size; left > 0; left -= PIECE.length) yield PIECE.subarray(0, left);
	},
});

async function items() {
	const records = Array.from({ length: Math.ceil(count / perItem) }, (_, index) => ({
		index,
		values: { subject: `Files ${index}` },
	}));
	const made = await session.create(
		{
			table: 'message',
			scope: { folders: [{ kind: 'wellKnown', name: 'drafts' }] },
			records,
			options: {},
		},
		call,
	);
	return made.map(({ id, error }) => {
		if (error) throw error;
		return id;
	});
}

async function up(ids) {
	let left = count;
	for (const itemId of ids) {
		const files = Array.from({ length: Math.min(perItem, left) }, (_, n) => file(`${n}.bin`));
		left -= files.length;
		await session.execute('addAttachments', { itemId, files }, scope, call);
	}
	return { files: count };
}

async function down(ids) {
	let bytes = 0;
	let files = 0;
	for (const itemId of ids) {
		for (const { file: content } of await session.execute(
			'downloadAttachments',
			{ itemId },
			scope,
			call,
		)) {
			const hash = createHash('sha1');
			for await (const piece of content.open()) {
				bytes += piece.length;
				hash.update(piece);
			}
			files += 1;
		}
	}
	if (bytes !== count * size || files !== count)
		throw new Error(`${files} files, ${bytes} bytes came`);
	return { files };
}

/** CPU, wall time and memory of one pass; the engine has compiled the code on a small one before. */
async function once(work) {
	if (watch) return await metered(work, true);
	const cpu = process.cpuUsage();
	const start = performance.now();
	await work();
	const { user: own, system } = process.cpuUsage(cpu);
	return { cpu: (own + system) / 1000, wall: performance.now() - start };
}

const [warm] = await items();
await session.execute(
	'addAttachments',
	{
		itemId: warm,
		files: [
			{
				...file('w'),
				size: 1,
				open: async function* () {
					yield Buffer.from('x');
				},
			},
		],
	},
	scope,
	call,
);
for (const { file: content } of await session.execute(
	'downloadAttachments',
	{ itemId: warm },
	scope,
	call,
)) {
	for await (const piece of content.open()) void piece;
}
const ids = await items();
const sent = await once(() => up(ids));
const received = await once(() => down(ids));
for (let start = 0; start < ids.length; start += 100) {
	const records = ids.slice(start, start + 100).map((id, index) => ({ index, id }));
	await session.delete(
		{ table: 'message', scope, records, options: { deleteType: 'hardDelete' } },
		call,
	);
}
await session.close();
console.log(JSON.stringify({ sent, received }));
