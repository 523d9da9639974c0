import { EwsError } from './errors';
import { element, escape } from './xml/escape';

/** Answer of an operation: the body element, and what the log wants to know. */
export interface Answer {
	readonly xml: string;
	readonly codes: readonly string[];
}

/** One response message. `content` follows the code; an error may carry an empty container. */
export interface Message {
	readonly code: string;
	readonly xml: string;
}

export function success(name: string, content: string): Message {
	return {
		code: 'NoError',
		xml: `<m:${name} ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${name}>`,
	};
}

export function warning(name: string, code: string, text: string, content: string): Message {
	return {
		code,
		xml: `<m:${name} ResponseClass="Warning"><m:MessageText>${escape(text)}</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${content}</m:${name}>`,
	};
}

export function failure(name: string, error: EwsError, content = ''): Message {
	const detail = error.detail === '' ? '' : `<m:MessageXml>${error.detail}</m:MessageXml>`;
	return {
		code: error.code,
		xml: `<m:${name} ResponseClass="Error"><m:MessageText>${escape(error.message)}</m:MessageText><m:ResponseCode>${error.code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${detail}${content}</m:${name}>`,
	};
}

/** Runs `work`; an EwsError becomes an error message, anything else is the sandbox's own. */
export function attempt(name: string, empty: string, work: () => Message): Message {
	try {
		return work();
	} catch (error) {
		if (error instanceof EwsError) return failure(name, error, empty);
		throw error;
	}
}

export function answer(operation: string, messages: readonly Message[]): Answer {
	return {
		xml: `<m:${operation}Response xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages>${messages.map((m) => m.xml).join('')}</m:ResponseMessages></m:${operation}Response>`,
		codes: messages.map((m) => m.code),
	};
}

/** Operations whose answer is one response message without a list around it. */
export function alone(message: Message): Answer {
	const spaces =
		' xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"';
	return { xml: message.xml.replace(/^<m:\w+/, `$&${spaces}`), codes: [message.code] };
}

/** `<t:Value Name="…">…</t:Value>` inside MessageXml. */
export function detailValue(name: string, value: string): string {
	return element('Value', value).replace('<t:Value', `<t:Value Name="${escape(name)}"`);
}
