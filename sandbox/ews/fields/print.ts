import type { Attendee, Body, InternetHeader, Recipient, Structure, Value } from '../../store';
import type { Context } from '../context';
import { printTime } from '../time';
import { isSince } from '../version';
import { element, escape, wrap } from '../xml/escape';
import type { Field } from './field';

/** FindItem cuts text here, as the contents table of the store does. */
export const CUT = 255;

export function structureXml(node: Structure): string {
	const inner = node.children?.map(structureXml).join('') ?? escape(node.text ?? '');
	return wrap(node.name, inner, node.attributes);
}

export function mailboxXml(recipient: Recipient, find = false): string {
	let inner = '';
	if (recipient.name !== undefined) inner += element('Name', recipient.name);
	// The contents table has the display name alone.
	if (!find) {
		if (recipient.address !== undefined && recipient.address !== '') {
			inner += element('EmailAddress', recipient.address);
			inner += element('RoutingType', recipient.routing ?? 'SMTP');
		}
		inner += element('MailboxType', recipient.mailboxType ?? 'OneOff');
	}
	return wrap('Mailbox', inner);
}

function attendeeXml(attendee: Attendee, proposals: boolean): string {
	let inner = mailboxXml(attendee) + element('ResponseType', attendee.response ?? 'Unknown');
	if (attendee.responseTime !== undefined) {
		inner += element('LastResponseTime', printTime(attendee.responseTime));
	}
	if (proposals && attendee.proposedStart !== undefined) {
		inner += element('ProposedStart', printTime(attendee.proposedStart));
	}
	if (proposals && attendee.proposedEnd !== undefined) {
		inner += element('ProposedEnd', printTime(attendee.proposedEnd));
	}
	return wrap('Attendee', inner);
}

export function bodyXml(name: string, body: Body, truncated = false): string {
	return `<t:${name} BodyType="${body.type}" IsTruncated="${truncated}">${escape(body.text)}</t:${name}>`;
}

/** One field's element; '' when there is nothing to show. */
export function fieldXml(
	field: Field,
	value: Value | undefined,
	ctx: Context,
	find: boolean,
): string {
	if (value === undefined) return '';
	switch (field.type) {
		case 'string':
		case 'enum': {
			const text = String(value);
			return element(field.element, find && text.length > CUT ? text.slice(0, CUT) : text);
		}
		case 'int':
		case 'double':
		case 'boolean':
			return `<t:${field.element}>${value as number | boolean}</t:${field.element}>`;
		case 'binary':
			return element(field.element, String(value));
		case 'dateTime':
			return `<t:${field.element}>${printTime(value as number, ctx.milliseconds)}</t:${field.element}>`;
		case 'strings': {
			const list = value as readonly string[];
			if (list.length === 0) return '';
			return wrap(field.element, list.map((one) => element('String', one)).join(''));
		}
		case 'body':
			return bodyXml(field.element, value as Body);
		case 'recipient':
			return wrap(field.element, mailboxXml(value as Recipient, find));
		case 'recipients': {
			const list = value as readonly Recipient[];
			if (list.length === 0) return '';
			return wrap(field.element, list.map((one) => mailboxXml(one)).join(''));
		}
		case 'headers': {
			const list = value as readonly InternetHeader[];
			if (list.length === 0) return '';
			const inner = list.map((one) =>
				wrap('InternetMessageHeader', escape(one.value), { HeaderName: one.header }),
			);
			return wrap(field.element, inner.join(''));
		}
		case 'attendees': {
			const list = value as readonly Attendee[];
			if (list.length === 0) return '';
			const proposals = isSince('AttendeeType', 'ProposedStart', ctx.requested);
			return wrap(field.element, list.map((one) => attendeeXml(one, proposals)).join(''));
		}
		default:
			return typeof value === 'object' &&
				'name' in value &&
				('children' in value || 'attributes' in value)
				? structureXml(value as Structure)
				: '';
	}
}
