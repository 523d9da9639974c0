import type { HttpClient, HttpRequest, HttpResponse } from '../../../../../core/http/message';
import type { ChannelSettings } from '../../../../../core/backends/ews/channel';

export const SETTINGS: ChannelSettings = {
	server: 'https://mail.contoso.example/EWS/Exchange.asmx',
	platform: 'ExchangeSE',
	customHeaders: {},
	timeoutMs: 5000,
};

export interface FakeAnswer {
	readonly status?: number;
	readonly headers?: Record<string, string>;
	readonly body?: string | readonly string[];
	/** Thrown after the body. */
	readonly breaks?: Error;
}

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';

/** A SOAP answer around `inner`; namespaces m and t are declared. */
export const soap = (inner: string): string =>
	`<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="1258" MinorBuildNumber="12" Version="V2017_07_11" xmlns:h="${TYPES}"/></s:Header><s:Body xmlns:m="${MESSAGES}" xmlns:t="${TYPES}">${inner}</s:Body></s:Envelope>`;

/** An answer of an operation with these response messages. */
export const answer = (operation: string, messages: readonly string[]): string =>
	soap(
		`<m:${operation}Response><m:ResponseMessages>${messages.join('')}</m:ResponseMessages></m:${operation}Response>`,
	);

export const success = (operation: string, inner = ''): string =>
	`<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${inner}</m:${operation}ResponseMessage>`;

export const failure = (operation: string, code: string, details = ''): string =>
	`<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>Said by the server.</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${details === '' ? '' : `<m:MessageXml>${details}</m:MessageXml>`}</m:${operation}ResponseMessage>`;

export const fault = (code: string, details = ''): string =>
	soap(
		`<s:Fault><faultcode xmlns:a="${TYPES}">a:${code}</faultcode><faultstring>Said by the server.</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode><e:Message xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">Said by the server.</e:Message>${details === '' ? '' : `<t:MessageXml xmlns:t="${TYPES}">${details}</t:MessageXml>`}</detail></s:Fault>`,
	);

/** Answers requests with what it is given, one after the other, and keeps them. */
export class FakeServer implements HttpClient {
	readonly requests: HttpRequest[] = [];
	discarded = 0;
	/** Accounts of which the channel said that the server is busy, with the wait. */
	readonly crowded: Array<[account: string | undefined, waitMs: number | undefined]> = [];

	constructor(private readonly answers: FakeAnswer[]) {}

	get bodies(): string[] {
		return this.requests.map(({ body }) => String(body));
	}

	busy(account: string | undefined, waitMs?: number): void {
		this.crowded.push([account, waitMs]);
	}

	async send(request: HttpRequest): Promise<HttpResponse> {
		this.requests.push(request);
		const next = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
		if (!next) throw new Error('The fake server has no answer left');
		const { status = 200, headers = {}, body = '', breaks } = next;
		const pieces = typeof body === 'string' ? [body] : body;
		return {
			status,
			headers: { 'content-type': 'text/xml; charset=utf-8', ...headers },
			body: (async function* () {
				for (const piece of pieces) yield Buffer.from(piece);
				if (breaks) throw breaks;
			})(),
			text: async () => pieces.join(''),
			discard: async () => {
				this.discarded++;
			},
		};
	}

	async close(): Promise<void> {}
}
