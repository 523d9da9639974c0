import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AutodiscoverRequest, AutodiscoverRules } from '../autodiscover';
import { draftOf, type Draft } from './draft';
import type { EndpointParts } from './ewsEndpoint';
import { servicePage, unauthorizedPage } from './pages';
import { readBody, sendText } from './wire';

export type AutodiscoverHandler = (request: AutodiscoverRequest) => string;

export interface AutodiscoverParts extends Pick<EndpointParts, 'signIn' | 'log' | 'connectionOf'> {
	readonly rules: AutodiscoverRules;
	readonly handler: AutodiscoverHandler;
}

const MAX_BODY = 1_000_000;

/** `/autodiscover/autodiscover.xml` and `.svc`. */
export class AutodiscoverEndpoint {
	constructor(private readonly parts: AutodiscoverParts) {}

	async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const started = performance.now();
		const entry = draftOf(request, this.parts.connectionOf(request.socket));
		const over = /\.svc/i.test(entry.path) ? 'soap' : 'pox';
		entry.operation = over === 'soap' ? 'GetUserSettings' : 'Autodiscover';
		try {
			const body = (await readBody(request, MAX_BODY)).toString('utf8');
			entry.bytesIn = body.length;
			await this.#answer(request, response, entry, over, body);
		} finally {
			entry.milliseconds = Math.round(performance.now() - started);
			entry.status = response.headersSent ? response.statusCode : 0;
			this.parts.log.add(entry);
		}
	}

	async #answer(
		request: IncomingMessage,
		response: ServerResponse,
		entry: Draft,
		over: 'pox' | 'soap',
		xml: string,
	): Promise<void> {
		const { parts } = this;
		const authority = request.headers.host ?? 'localhost';
		const host = authority.replace(/:\d+$/, '');
		const { secure } = entry;
		const early = parts.rules.find({ host, over, secure }, true);
		if (early?.kind === 'httpRedirect') {
			const headers = { location: early.location };
			sendText(response, early.status ?? 302, 'text/html', servicePage, headers);
			return;
		}
		if (early?.kind === 'httpStatus') {
			sendText(response, early.status, 'text/html', servicePage);
			return;
		}
		const signed = await parts.signIn.check(request, () => Promise.resolve(Buffer.from(xml)));
		if (!('account' in signed)) {
			entry.refused = signed.reason;
			response.setHeader('WWW-Authenticate', [...signed.challenges]);
			sendText(response, 401, 'text/html', unauthorizedPage);
			return;
		}
		entry.user = `${signed.account.domain}\\${signed.account.user}`;
		entry.signIn = signed.how;
		for (const [name, value] of Object.entries(signed.headers)) response.setHeader(name, value);
		if (request.method !== 'POST') {
			sendText(response, 200, 'text/html', servicePage);
			return;
		}
		const origin = `${secure ? 'https' : 'http'}://${authority}`;
		const answer = parts.handler({ over, host, secure, origin, xml });
		entry.bytesOut = sendText(response, 200, 'text/xml', answer);
	}
}
