import { ExchangeError, FatalError } from '../errors';
import { RedirectError, SignInError } from '../http/errors';
import type { HttpClient, HttpResponse } from '../http/message';
import { accessAdvice } from './rights';
import type { Settings } from './settings';

/** What a step of the connection test has to say when it cannot be passed. */
export interface Finding {
	readonly message: string;
	readonly advice?: string;
}

/** Ends the test with a finding. */
export class Finished extends Error {
	constructor(readonly finding: Finding) {
		super(finding.message);
	}
}

/** An error that belongs to another step than the one in which it came up. */
export class Misplaced extends Error {
	constructor(
		readonly step: string,
		override readonly cause: unknown,
	) {
		super(step);
	}
}

export function findingOf(error: unknown): Finding {
	if (error instanceof Finished) return error.finding;
	if (error instanceof ExchangeError) return { message: error.message, advice: error.advice };
	return { message: error instanceof Error ? error.message : String(error) };
}

/** What was answered last. */
export interface Seen {
	answer?: Pick<HttpResponse, 'status' | 'headers'>;
}

/** The same client, remembering the last answer: it tells a web page from a service. */
export function observe(client: HttpClient, seen: Seen): HttpClient {
	return {
		send: async (request) => {
			seen.answer = undefined;
			const answer = await client.send(request);
			seen.answer = answer;
			return answer;
		},
		busy: (account, waitMs) => client.busy?.(account, waitMs),
		close: async () => undefined,
	};
}

/** Which step an error of opening the mailbox belongs to. */
export function placed(error: unknown, seen: Seen, settings: Settings): unknown {
	if (error instanceof SignInError) return error;
	if (error instanceof RedirectError) return new Misplaced('endpoint', error);
	// Exchange Online refuses the protocol itself, whoever signs in.
	if (error instanceof ExchangeError && error.field === 'schema') {
		return new Misplaced('identity', new Finished(findingOf(error)));
	}
	const { status, headers } = seen.answer ?? {};
	const isPage = /html/i.test(headers?.['content-type'] ?? '');
	if (status === 403 && isPage) {
		return new Misplaced(
			'identity',
			new Finished({
				message: `The server forbids '${settings.user ?? 'this client'}' the access (403)`,
				advice:
					'EWS may be switched off for the mailbox or the organisation: Get-CASMailbox <mailbox> | Format-List EwsEnabled,EwsApplicationAccessPolicy.',
			}),
		);
	}
	// Graph tells by the same codes what is wrong with the mailbox.
	const isService = settings.schema === 'EWS' || !/json/i.test(headers?.['content-type'] ?? '');
	if (isPage || (isService && (status === 404 || status === 405 || status === 400))) {
		return new Misplaced('endpoint', new Finished(notTheEndpoint(settings, isPage, status)));
	}
	if (seen.answer === undefined) return error;
	const found = findingOf(error);
	const advice = accessAdvice(error, settings) ?? found.advice;
	return new Misplaced('mailbox', new Finished({ message: found.message, advice }));
}

function notTheEndpoint(
	{ schema, server }: Settings,
	isPage: boolean,
	status: number | undefined,
): Finding {
	return {
		message: `${isPage ? 'A web page' : 'No web service'} answers at ${new URL(server).pathname} (${status})`,
		advice:
			schema === 'EWS'
				? "This is not the address of Exchange web services: 'Server' usually ends in /EWS/Exchange.asmx (Get-WebServicesVirtualDirectory | Format-List ExternalUrl)."
				: "This is not Microsoft Graph: check 'Azure Environment', and any proxy on the way.",
	};
}

const NAME_CODES = ['ENOTFOUND', 'ENODATA', 'ENOENT', 'EAI_NONAME', 'EAI_FAIL', 'EAI_NODATA'];

/** A host that has no address, or none that the program lets its connections go to. */
export function hostUnknown(host: string, cause: unknown): FatalError {
	const { code = '', message } = cause as NodeJS.ErrnoException;
	const details = { code: code || 'LOOKUP', field: 'server' };
	if (code === 'EAI_AGAIN' || NAME_CODES.includes(code)) {
		return new FatalError(
			code === 'EAI_AGAIN'
				? `The name of the host '${host}' could not be resolved just now`
				: `The host '${host}' is unknown`,
			{
				...details,
				advice:
					"Check the spelling of 'Server', and that the machine that runs n8n can resolve this name.",
			},
		);
	}
	return new FatalError(`n8n opens no connection to the host '${host}': ${message}`, {
		...details,
		advice:
			'Whoever runs n8n lets connections go there by N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES.',
	});
}
