import http from 'node:http';
import { SaxesParser } from 'saxes';

/** Another way to write the same answers, as another server or a gateway might. */
export interface Spelling {
	/** Prefix of each namespace; '' makes it the default one. */
	prefix(namespace: string): string;
	/** Spaces between elements, comments, CDATA, character references, quotes. */
	readonly loose: boolean;
	/** Bytes that leave at a time. */
	readonly piece: number;
}

export interface Respeller {
	readonly url: string;
	/** Answers that were written anew. */
	readonly count: number;
	close(): Promise<void>;
}

/** Passes requests on and writes the answers in another spelling: the same infoset, other characters. */
export async function startRespeller(target: string, spelling: Spelling): Promise<Respeller> {
	const { hostname, port, pathname } = new URL(target);
	let count = 0;
	const server = http.createServer((request, response) => {
		const { method, headers } = request;
		const options = { hostname, port, path: request.url, method, headers };
		const onward = http.request(options, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('end', () => {
				const text = Buffer.concat(chunks).toString('utf8');
				const isXml = text.includes('Envelope');
				const head = { ...answer.headers };
				if (isXml) {
					delete head['content-length'];
					head['content-type'] = 'text/xml';
					count += 1;
				}
				response.writeHead(answer.statusCode ?? 502, head);
				void send(response, isXml ? respell(text, spelling) : text, spelling.piece);
			});
		});
		onward.on('error', () => response.destroy());
		request.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const own = typeof address === 'object' && address ? address.port : 0;
	return {
		url: `http://127.0.0.1:${own}${pathname}`,
		get count() {
			return count;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function send(response: http.ServerResponse, text: string, piece: number): Promise<void> {
	const bytes = Buffer.from(text, 'utf8');
	for (let at = 0; at < bytes.length; at += piece) {
		response.write(bytes.subarray(at, at + piece));
		if ((at / piece) % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
	}
	response.end();
}

/** The document with other prefixes; loosely also with what XML lets stand between and instead. */
export function respell(xml: string, { prefix, loose }: Spelling): string {
	const out: string[] = [loose ? '\ufeff<?xml version="1.0"?><!-- an answer -->' : ''];
	const parser = new SaxesParser({ xmlns: true });
	const quote = loose ? "'" : '"';
	let depth = 0;
	let content = false;
	const name = (uri: string, local: string) => {
		const chosen = uri === '' ? '' : prefix(uri);
		return chosen === '' ? local : `${chosen}:${local}`;
	};
	parser.on('opentag', ({ uri, local, attributes }) => {
		if (loose && !content) out.push(`\n${'\t'.repeat(depth)}`);
		const written: string[] = [
			`xmlns${prefix(uri) ? `:${prefix(uri)}` : ''}=${quote}${uri}${quote}`,
		];
		for (const attribute of Object.values(attributes)) {
			if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue;
			const known = attribute.uri === '' ? attribute.local : `a:${attribute.local}`;
			if (attribute.uri !== '') written.push(`xmlns:a=${quote}${attribute.uri}${quote}`);
			written.push(`${known} = ${quote}${escape(attribute.value)}${quote}`);
		}
		out.push(`<${name(uri, local)} ${[...new Set(written)].join('\n ')} >`);
		depth += 1;
		content = false;
	});
	parser.on('text', (text) => {
		if (text === '') return;
		content = true;
		out.push(loose ? looseText(text) : escape(text));
	});
	parser.on('closetag', ({ uri, local }) => {
		depth -= 1;
		out.push(`</${name(uri, local)}${loose ? ' ' : ''}>`);
		content = false;
	});
	parser.write(xml).close();
	return out.join('');
}

/** Halves of a text: the first as references and CDATA, the second with a comment before it. */
function looseText(text: string): string {
	const characters = [...text];
	const [first = ''] = characters;
	const middle = Math.ceil(characters.length / 2);
	const head = characters.slice(1, middle).join('');
	const plain = /[\r]|\]\]>/.test(head) ? escape(head) : `<![CDATA[${head}]]>`;
	return `&#${first.codePointAt(0)};${head === '' ? '' : plain}<!-- - -->${escape(characters.slice(middle).join(''))}`;
}

const escape = (text: string): string =>
	text.replace(/[&<>"'\t\n\r]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
