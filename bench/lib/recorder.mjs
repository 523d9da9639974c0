import http from 'node:http';
import { request } from 'undici';

/** Stands between a client and a server and keeps the bodies of the requests. */
export async function startRecorder(target) {
	const bodies = [];
	const server = http.createServer(async (incoming, outgoing) => {
		const chunks = [];
		for await (const chunk of incoming) chunks.push(chunk);
		const body = Buffer.concat(chunks);
		if (body.length > 0) bodies.push(body.toString('utf8'));
		const { host, connection, 'content-length': length, ...headers } = incoming.headers;
		const answer = await request(target, { method: incoming.method, headers, body });
		outgoing.writeHead(answer.statusCode, { 'content-type': answer.headers['content-type'] });
		answer.body.pipe(outgoing);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}/EWS/Exchange.asmx`,
		bodies,
		close: () => new Promise((resolve) => server.close(resolve)),
	};
}
