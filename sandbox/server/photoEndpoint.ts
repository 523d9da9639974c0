import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { draftOf, type Draft } from './draft';
import type { EndpointParts } from './ewsEndpoint';
import { unauthorizedPage } from './pages';
import { sendText } from './wire';

/** The picture of an address; undefined for nobody, and for who has none. */
export type PhotoSource = (address: string) => { contentType: string; data: string } | undefined;

export interface PhotoParts extends Pick<EndpointParts, 'signIn' | 'log' | 'connectionOf'> {
	readonly source: PhotoSource;
}

/** `/EWS/Exchange.asmx/s/GetUserPhoto?email=…&size=HR96x96` of Exchange 2013 and later. */
export class PhotoEndpoint {
	constructor(private readonly parts: PhotoParts) {}

	async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const entry = draftOf(request, this.parts.connectionOf(request.socket));
		entry.operation = 'GetUserPhoto';
		request.resume();
		await this.#answer(request, response, entry);
		entry.status = response.statusCode;
		this.parts.log.add(entry);
	}

	async #answer(request: IncomingMessage, response: ServerResponse, entry: Draft): Promise<void> {
		const signed = await this.parts.signIn.check(request);
		if (!('account' in signed)) {
			entry.refused = signed.reason;
			response.setHeader('WWW-Authenticate', [...signed.challenges]);
			sendText(response, 401, 'text/html', unauthorizedPage);
			return;
		}
		entry.user = `${signed.account.domain}\\${signed.account.user}`;
		for (const [name, value] of Object.entries(signed.headers)) response.setHeader(name, value);
		const query = new URL(request.url ?? '/', 'http://sandbox').searchParams;
		if (!/^HR(\d+x\d+|1024xN|1920xN)$/.test(query.get('size') ?? '')) {
			sendText(response, 400, 'text/plain', 'ErrorInvalidPhotoSize');
			return;
		}
		const photo = this.parts.source(query.get('email') ?? '');
		if (photo === undefined) {
			sendText(response, 404, 'text/plain', '');
			return;
		}
		const bytes = Buffer.from(photo.data, 'base64');
		const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
		response.setHeader('ETag', etag);
		if (request.headers['if-none-match'] === etag) {
			response.writeHead(304).end();
			return;
		}
		response.writeHead(200, { 'content-type': photo.contentType, 'content-length': bytes.length });
		response.end(bytes);
		entry.bytesOut = bytes.length;
	}
}
