import {
	type ExchangeError,
	FatalError,
	InputError,
	PermissionError,
	RetriableError,
} from '../../errors';
import type { HttpResponse } from '../../http/message';
import { detailsOf } from './decode/answer';
import { child, childText, type XmlTree } from './decode/tree';
import type { Fault } from './faults';

/**
 * A SOAP fault of Exchange 2007 (ResponseCode, Message, Line) or of 2010 and newer (also MessageXml, and
 * the code as faultcode).
 */
export function faultOfTree(fault: XmlTree): Fault {
	const detail = child(fault, 'detail');
	const faultCode = /^(?:[^:]*:)?(Error\w+)$/.exec(
		(childText(fault, 'faultcode') ?? '').trim(),
	)?.[1];
	const code = childText(detail, 'ResponseCode')?.trim();
	const xml = child(detail, 'MessageXml');
	return {
		code: code || faultCode || 'SOAP_FAULT',
		text: childText(detail, 'Message') ?? childText(fault, 'faultstring'),
		details: {
			...(xml ? detailsOf(xml) : {}),
			...(code === 'ErrorSchemaValidation' && !xml
				? { Violation: childText(fault, 'faultstring') ?? '' }
				: {}),
		},
	};
}

type Maker = (response: HttpResponse, details: Details, server: string) => ExchangeError;
interface Details {
	readonly status: number;
	readonly code: string;
	readonly requestId?: string;
}

const redirect: Maker = (response, details) => {
	const target = response.headers.location;
	return new FatalError(
		`The server sends requests on to ${target ? placeOf(target) : 'another address'}`,
		{
			...details,
			advice:
				'If that address belongs to your Exchange server, enter it as Server in the credential. If it is a sign-in page, EWS is not published there.',
		},
	);
};

/** Without query, which may hold a token. */
function placeOf(target: string): string {
	try {
		const { origin, pathname } = new URL(target);
		return origin === 'null' ? target.split('?')[0] || 'another address' : origin + pathname;
	} catch {
		return target.split('?')[0] || 'another address';
	}
}

const busy =
	(message: string, delivered: 'no' | 'unknown'): Maker =>
	(response, details) =>
		new RetriableError(message, {
			...details,
			delivered,
			waitMs: retryAfter(response.headers['retry-after']),
			advice: 'Try again later; with less load if it stays so.',
		});

const STATUSES: Readonly<Record<number, Maker>> = {
	301: redirect,
	302: redirect,
	303: redirect,
	307: redirect,
	308: redirect,
	400: (_response, details) =>
		new FatalError('The server refuses the request as malformed', {
			...details,
			advice:
				'Check the server address, the proxy, and the size of the credential (many group memberships make headers too long).',
		}),
	401: (_response, details) =>
		new PermissionError('The server refuses the sign-in', {
			...details,
			advice: 'Check user and password; as user try DOMAIN\\user and user@domain.',
		}),
	403: (_response, details) =>
		new PermissionError('The server forbids the use of EWS', {
			...details,
			advice:
				'Ask the Exchange administrator to run: Set-CASMailbox -Identity ACCOUNT -EwsEnabled $true, and to look at EwsApplicationAccessPolicy and EwsAllowList.',
		}),
	404: (_response, details, server) =>
		new FatalError(`There is no EWS at ${server}`, {
			...details,
			advice: 'The address usually is https://HOST/EWS/Exchange.asmx.',
		}),
	405: (_response, details, server) =>
		new FatalError(`${server} takes no EWS requests`, {
			...details,
			advice: 'The address usually is https://HOST/EWS/Exchange.asmx.',
		}),
	413: (_response, details) =>
		new InputError('The request is larger than the server takes', {
			...details,
			advice:
				'Use a smaller batch size, or ask the administrator to raise maxRequestLength of EWS.',
		}),
	429: busy('The server asks to send less', 'no'),
	440: (_response, details) =>
		new PermissionError('The sign-in has timed out at the gateway in front of the server', {
			...details,
			advice: 'EWS must be published without forms sign-in.',
		}),
	502: busy('A gateway could not reach the Exchange server', 'unknown'),
	503: busy('The Exchange server is not available', 'no'),
	504: busy('A gateway waited too long for the Exchange server', 'unknown'),
};

/** What a status other than an EWS answer means; the body is not read. */
export function statusError(
	response: HttpResponse,
	requestId: string | undefined,
	server: string,
): ExchangeError {
	const { status } = response;
	const details: Details = { status, code: `HTTP_${status}`, requestId };
	const maker = STATUSES[status];
	if (maker) return maker(response, details, server);
	if (status >= 500)
		return busy(`The server answered with status ${status}`, 'unknown')(response, details, server);
	return new FatalError(`The server answered with status ${status}`, {
		...details,
		advice: 'Check the server address and what stands in front of the server.',
	});
}

/** Seconds or a date, as milliseconds. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
	return Number.isFinite(ms) && ms > 0 ? Math.min(ms, 3_600_000) : undefined;
}
