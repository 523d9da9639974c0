// The npm package kerberos as acceptor: one JSON object per line, in and out, as acceptor_gssapi.py. It reads its keytab
// from the environment that Node was started with, so that it is a process of its own.
import { createRequire } from 'node:module';
import readline from 'node:readline';

const [folder, service] = process.argv.slice(2);
const kerberos = createRequire(`${folder}/package.json`)('kerberos');
const contexts = new Map();

async function step({ context, token }) {
	const server = contexts.get(context) ?? (await kerberos.initializeServer(service));
	contexts.set(context, server);
	await server.step(token);
	if (server.contextComplete) contexts.delete(context);
	return {
		complete: server.contextComplete,
		...(server.response ? { response: server.response } : {}),
		...(server.contextComplete ? { user: server.username } : {}),
	};
}

for await (const line of readline.createInterface({ input: process.stdin })) {
	const order = JSON.parse(line);
	const result = await step(order).catch((error) => {
		contexts.delete(order.context);
		return { complete: false, error: error.message.replace(/\s+/g, ' ') };
	});
	process.stdout.write(`${JSON.stringify({ id: order.id, ...result })}\n`);
}
