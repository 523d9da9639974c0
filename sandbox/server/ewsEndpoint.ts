import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { draftOf, type Draft } from './draft';
import type { FaultSpec, FaultSubject, Faults } from './faults';
import { errorPage, loginPage, servicePage, unauthorizedPage, unavailablePage } from './pages';
import { glance } from './peek';
import { RequestTooLarge, readBody, sendText } from './wire';
import type { RequestLog } from './requestLog';
import type { Scripts } from './scripts';
import type { SignIn } from './signin/signIn';
import { soapFault } from './soapFault';
import type { Trace } from './trace';

/** What the EWS layer is asked, and what it answers. */
export interface EwsRequest {
	/** Who signed in: `DOMAIN\user`. */
	readonly user: string;
	readonly xml: string;
	/** An application without a user: every mailbox is open to it by impersonation. */
	readonly isApplication?: boolean;
}
export interface EwsAnswer {
	readonly status: number;
	readonly xml: string;
	readonly operation: string;
	readonly mailbox?: string;
	/** Records and folders created, changed or deleted. */
	readonly writes: number;
	/** Response codes in the order of the response messages. */
	readonly codes: readonly string[];
}
export type EwsHandler = (request: EwsRequest) => EwsAnswer | Promise<EwsAnswer>;

export interface EndpointParts {
	readonly handler: EwsHandler;
	readonly signIn: SignIn;
	readonly log: RequestLog;
	readonly faults: Faults;
	readonly scripts: Scripts;
	readonly trace?: Trace;
	/** Server build, such as `15.2.1544.4`. */
	readonly build: string;
	readonly maxRequestBytes: number;
	readonly connectionOf: (socket: Socket) => { readonly number: number; readonly fresh: boolean };
}

const WRITES = /^(Create|Update|Delete|Send|Move|Copy|Empty|Mark|Upload|Set|Add|Remove|Archive)/;

/** `/EWS/Exchange.asmx`: signs the caller in, meets it with a fault where one waits, else answers. */
export class EwsEndpoint {
	constructor(private readonly parts: EndpointParts) {}

	async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const started = performance.now();
		const entry = draftOf(request, this.parts.connectionOf(request.socket));
		try {
			await this.#answer(request, response, entry);
		} catch (error) {
			if (error instanceof RequestTooLarge) {
				sendText(response, 413, 'text/plain', error.message, { connection: 'close' });
			} else if (!request.socket.destroyed) {
				console.error('Exchange sandbox:', error);
				if (response.headersSent) response.destroy();
				else sendText(response, 500, 'text/plain', 'Internal error of the sandbox');
			}
		} finally {
			entry.milliseconds = Math.round(performance.now() - started);
			if (entry.status === -1) {
				entry.status = response.headersSent ? response.statusCode : 0;
			}
			this.parts.log.add(entry);
		}
	}

	async #answer(request: IncomingMessage, response: ServerResponse, entry: Draft): Promise<void> {
		const { parts } = this;
		const { signIn } = parts;
		let read: Promise<Buffer> | undefined;
		const readOnce = () => (read ??= readBody(request, parts.maxRequestBytes));
		const signed = await signIn.check(request, readOnce);
		parts.log.handshakes += 'persists' in signed ? 1 : 0;
		response.setHeader('request-id', randomUUID());
		response.setHeader('x-owa-version', parts.build);

		if (!('account' in signed)) {
			entry.bytesIn = (await readOnce()).length;
			entry.refused = signed.reason;
			response.setHeader('WWW-Authenticate', [...signed.challenges]);
			entry.bytesOut = sendText(response, 401, 'text/html', unauthorizedPage, signed.headers);
			return;
		}
		const { account } = signed;
		entry.user = `${account.domain}\\${account.user}`;
		entry.signIn = signed.how;
		entry.evidence = signed.evidence;
		entry.mechanism = signed.mechanism;
		entry.channelBound = signed.channelBound;
		for (const [name, value] of Object.entries(signed.headers)) response.setHeader(name, value);

		const early = this.#earlyDrop(entry);
		if (early) {
			entry.status = 0;
			entry.fault = early.kind;
			request.socket.destroy();
			return;
		}
		const body = await readOnce();
		entry.bytesIn = body.length;
		if (request.method !== 'POST') {
			entry.bytesOut =
				request.method === 'GET' || request.method === 'HEAD'
					? sendText(response, 200, 'text/html', servicePage)
					: sendText(response, 405, 'text/plain', 'Method not allowed', { allow: 'GET, POST' });
			return;
		}
		if (!/^text\/xml\b/i.test(request.headers['content-type'] ?? '')) {
			const message =
				"Cannot process the message because the content type was not the expected type 'text/xml; charset=utf-8'.";
			entry.bytesOut = sendText(response, 415, 'text/plain', message);
			return;
		}
		entry.mailbox = account.mailbox;
		const { isApplication } = signed;
		const call = { user: entry.user, xml: body.toString('utf8'), isApplication };
		await this.#operate(call, request, response, entry);
	}

	/** A drop that names no operation happens before anything is read. */
	#earlyDrop(entry: Draft): FaultSpec | undefined {
		return this.parts.faults.take({ client: entry.client }, 'unread');
	}

	async #operate(
		call: EwsRequest,
		request: IncomingMessage,
		response: ServerResponse,
		entry: Draft,
	): Promise<void> {
		const { parts } = this;
		const { xml } = call;
		const seen = glance(xml);
		entry.operation = seen.operation ?? 'unknown';
		entry.mailbox = seen.mailbox ?? entry.mailbox;
		entry.isWrite = WRITES.test(entry.operation);
		const subject: FaultSubject = {
			operation: entry.operation,
			mailbox: entry.mailbox,
			client: entry.client,
			xml,
		};
		const fault = parts.faults.take(subject, 'read');
		entry.fault = fault?.kind;
		if (fault?.delayMs) await sleep(fault.delayMs, undefined, { ref: false });

		const instead = fault && insteadOfProcessing[fault.kind];
		if (fault && instead) {
			const composed = instead(fault, { request, response, entry, signIn: parts.signIn });
			this.#trace(entry, xml, composed);
			return;
		}
		await parts.scripts.run('before', subject);
		const answer = await parts.handler(call);
		entry.operation = answer.operation;
		entry.mailbox = answer.mailbox ?? entry.mailbox;
		entry.codes = answer.codes;
		entry.writes = answer.writes;
		this.#trace(entry, xml, answer.xml);
		await parts.scripts.run('after', { ...subject, mailbox: entry.mailbox });
		const spoil = fault && afterProcessing[fault.kind];
		if (fault && spoil) return await spoil(fault, answer, request, response, entry);
		entry.bytesOut = sendText(response, answer.status, 'text/xml', answer.xml);
	}

	#trace(entry: Draft, request: string, answer: string | undefined): void {
		this.parts.trace?.write({
			client: entry.client,
			operation: entry.operation ?? 'unknown',
			online: this.parts.build.startsWith('15.20.'),
			request,
			answer,
			fault: entry.fault,
		});
	}
}

interface Instead {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly entry: Draft;
	readonly signIn: EndpointParts['signIn'];
}

/** Faults for which nothing is processed. They return the XML they composed, if any. */
const insteadOfProcessing: Partial<
	Record<FaultSpec['kind'], (fault: FaultSpec, call: Instead) => string | undefined>
> = {
	dropBefore: (_fault, { request, entry }) => {
		entry.status = 0;
		request.socket.destroy();
		return undefined;
	},
	silence: (_fault, { entry }) => {
		entry.status = 0;
		return undefined;
	},
	serviceUnavailable: (fault, { response, entry }) => {
		entry.bytesOut = sendText(response, 503, 'text/html', unavailablePage, {
			'retry-after': String(fault.retryAfter ?? 1),
		});
		return undefined;
	},
	serverBusy: (fault, { response, entry }) => {
		const xml = soapFault({
			code: 'ErrorServerBusy',
			message: 'The server cannot service this request right now. Try again later.',
			values: { BackOffMilliseconds: String(fault.backOffMs ?? 1_000) },
		});
		entry.codes = ['ErrorServerBusy'];
		entry.bytesOut = sendText(response, 500, 'text/xml', xml);
		return xml;
	},
	soapFault: (fault, { response, entry }) => {
		const code = fault.code ?? 'ErrorInternalServerError';
		const message =
			fault.message ?? 'An internal server error occurred. The operation could not be completed.';
		const xml = soapFault({ code, message });
		entry.codes = [code];
		entry.bytesOut = sendText(response, 500, 'text/xml', xml);
		return xml;
	},
	serverError: (_fault, { response, entry }) => {
		entry.bytesOut = sendText(response, 500, 'text/html', errorPage);
		return undefined;
	},
	html: (_fault, { response, entry }) => {
		entry.bytesOut = sendText(response, 200, 'text/html', servicePage);
		return undefined;
	},
	loginPage: (_fault, { response, entry }) => {
		entry.bytesOut = sendText(response, 200, 'text/html', loginPage);
		return undefined;
	},
	redirect: (_fault, { response, entry }) => {
		entry.bytesOut = sendText(response, 302, 'text/html', loginPage, {
			location: '/owa/auth/logon.aspx',
		});
		return undefined;
	},
	expire: (_fault, { request, response, entry, signIn }) => {
		signIn.forget(request.socket);
		response.setHeader('WWW-Authenticate', signIn.offers());
		entry.refused = 'expired';
		entry.bytesOut = sendText(response, 401, 'text/html', unauthorizedPage);
		return undefined;
	},
};

/** Faults that spoil an answer on its way. */
const afterProcessing: Partial<
	Record<
		FaultSpec['kind'],
		(
			fault: FaultSpec,
			answer: EwsAnswer,
			request: IncomingMessage,
			response: ServerResponse,
			entry: Draft,
		) => Promise<void>
	>
> = {
	dropAfter: async (_fault, _answer, request, _response, entry) => {
		entry.status = 0;
		request.socket.destroy();
	},
	dropMiddle: async (fault, answer, request, response, entry) => {
		const bytes = Buffer.from(answer.xml);
		const part = bytes.subarray(0, Math.floor(bytes.length * (fault.share ?? 0.5)));
		entry.status = answer.status;
		entry.bytesOut = part.length;
		response.writeHead(answer.status, {
			'content-type': 'text/xml; charset=utf-8',
			'content-length': bytes.length,
		});
		await new Promise<void>((resolve) => response.write(part, () => resolve()));
		// What the kernel took is delivered before the end is.
		request.socket.destroySoon();
	},
	truncate: async (fault, answer, _request, response, entry) => {
		const length = Math.floor(answer.xml.length * (fault.share ?? 0.5));
		entry.bytesOut = sendText(response, answer.status, 'text/xml', answer.xml.slice(0, length));
	},
};
