import { Rules } from '../rules';
import type { Store } from '../store';
import type { Context } from './context';
import { envelope, faultEnvelope } from './envelope';
import { EwsFault } from './errors';
import { readHeader } from './header';
import type { Emails } from './mime/email';
import { OPERATIONS } from './operations';
import { OPERATION_SINCE } from './operations/since';
import { ROOTS } from './schema/requests';
import { violation, type Violation } from './schema/validate';
import { atLeast, type Build } from './version';
import { element } from './xml/escape';
import { child, MESSAGES, SOAP, type Node } from './xml/node';
import { parse, XmlError } from './xml/parse';

export interface EwsRequest {
	/** Who signed in: DOMAIN\name, user principal name or SMTP address. */
	readonly user: string;
	/** The request body. */
	readonly xml: string;
	/** Server build: 14.2 (Exchange 2010 SP2), 15.0 (2013), 15.1 (2016), 15.2 (2019 and SE). */
	readonly build: Build;
	/** Milliseconds since 1970; default the store's clock. */
	readonly now?: number;
	/** MIME content of the request as `readEmails` reads it; without it, it is kept as it stands. */
	readonly emails?: Emails;
	/** An application without a user: every mailbox is open to it by impersonation. */
	readonly isApplication?: boolean;
	/** Default: all of them hold. */
	readonly rules?: Rules;
}

const ALL_HOLD = new Rules();

export interface EwsAnswer {
	/** HTTP status: 200, or 500 with a SOAP fault. */
	readonly status: number;
	readonly xml: string;
	/** Local name of the request element, '' when it could not be read. */
	readonly operation: string;
	/** Primary SMTP of the mailbox that was addressed first, when one was. */
	readonly mailbox?: string;
	/** Items and folders that were created, changed, moved, sent or deleted. */
	readonly writes: number;
	/** ResponseCode of each response message, or of the fault. */
	readonly codes: string[];
}

function schemaFault(wrong: Violation): EwsFault {
	const detail =
		element('LineNumber', String(wrong.line)) +
		element('LinePosition', String(wrong.column)) +
		element('Violation', wrong.text);
	return new EwsFault(
		'ErrorSchemaValidation',
		'The request failed schema validation.',
		`The request failed schema validation: ${wrong.text}`,
		detail,
	);
}

function readEnvelope(xml: string): { header: Node | undefined; request: Node } {
	let root: Node;
	try {
		root = parse(xml);
	} catch (error) {
		if (!(error instanceof XmlError)) throw error;
		throw schemaFault({ text: error.message, line: error.line, column: error.column });
	}
	const body = child(root, 'Body');
	const request = body?.children[0];
	if (root.name !== 'Envelope' || root.namespace !== SOAP || request === undefined) {
		throw schemaFault({
			text: `The element '${root.name}' in namespace '${root.namespace}' is no SOAP 1.1 envelope with a body.`,
			line: root.line,
			column: root.column,
		});
	}
	return { header: child(root, 'Header'), request };
}

function checkBusy(store: Store): void {
	const busy = store.busy;
	if (busy === undefined || busy.remaining <= 0) return;
	busy.remaining -= 1;
	throw new EwsFault(
		'ErrorServerBusy',
		'The server cannot service this request right now. Try again later.',
		'The server cannot service this request right now. Try again later.',
		`<t:Value Name="BackOffMilliseconds">${busy.backOffMilliseconds}</t:Value>`,
	);
}

/** One EWS request in, one answer out; the store changes. Never throws for what a client sends. */
export function handleEws(store: Store, input: EwsRequest): EwsAnswer {
	let operation = '';
	let ctx: Context | undefined;
	try {
		const { header, request } = readEnvelope(input.xml);
		operation = request.name;
		checkBusy(store);
		const head = readHeader(header, store, input.user, input.build, input.isApplication);
		const rules = input.rules ?? ALL_HOLD;
		ctx = {
			...head,
			milliseconds: head.milliseconds || !rules.holds('seconds-unless-asked'),
			store,
			build: input.build,
			now: input.now ?? store.now(),
			emails: input.emails,
			rules,
			writes: 0,
		};
		const since = OPERATION_SINCE[operation] ?? '14.2';
		// A request for the schema of an older server knows no newer operation either.
		const handler = atLeast(ctx.requested, since) ? OPERATIONS[operation] : undefined;
		const type = ROOTS[operation];
		if (request.namespace !== MESSAGES || handler === undefined || type === undefined) {
			throw new EwsFault(
				'ErrorInvalidRequest',
				`The request '${operation}' is not available on this server.`,
			);
		}
		const wrong = violation(request, type, input.build);
		if (wrong !== undefined) throw schemaFault(wrong);
		const answer = handler(request, ctx);
		return {
			status: 200,
			xml: envelope(input.build, answer.xml),
			operation,
			...(ctx.mailbox === undefined ? {} : { mailbox: ctx.mailbox.primarySmtp }),
			writes: ctx.writes,
			codes: [...answer.codes],
		};
	} catch (error) {
		if (!(error instanceof EwsFault)) throw error;
		return {
			status: 500,
			xml: faultEnvelope(error),
			operation,
			...(ctx?.mailbox === undefined ? {} : { mailbox: ctx.mailbox.primarySmtp }),
			writes: ctx?.writes ?? 0,
			codes: [error.code],
		};
	}
}
