import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Raised for a request that is bigger than the server takes. */
export class RequestTooLarge extends Error {
	constructor(limit: number) {
		super(`The request is larger than ${limit} bytes`);
	}
}

/** The whole body, at most `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let length = 0;
	// Leaving the loop must not destroy the socket: the refusal still has to go out on it.
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		length += chunk.length;
		if (length > limit) throw new RequestTooLarge(limit);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks, length);
}

const CHUNK = 64 * 1024;

function* pieces(bytes: Buffer): Generator<Buffer> {
	for (let offset = 0; offset < bytes.length; offset += CHUNK) {
		yield bytes.subarray(offset, offset + CHUNK);
	}
}

/**
 * Sends a text and returns its length in bytes. Long ones leave in chunks, at the pace of the
 * reader; a reader that goes away ends the sending.
 */
export function sendText(
	response: ServerResponse,
	status: number,
	type: string,
	text: string,
	headers: OutgoingHttpHeaders = {},
): number {
	const bytes = Buffer.from(text, 'utf8');
	const head = { 'content-type': `${type}; charset=utf-8`, ...headers };
	if (bytes.length <= CHUNK) {
		response.writeHead(status, { ...head, 'content-length': bytes.length });
		response.end(bytes);
		return bytes.length;
	}
	response.writeHead(status, head);
	pipeline(Readable.from(pieces(bytes)), response).catch(() => response.destroy());
	return bytes.length;
}
