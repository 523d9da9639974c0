import { createHash } from 'node:crypto';
import type { Attachment, Body, Item, Recipient, Value } from '../../store';
import { headerText, lines64 } from './header';

type Properties = ReadonlyMap<string, Value | null>;

/** A message as RFC 5322 text: headers, body, and attachments as parts of a multipart. */
export function messageMime(item: Item, properties: Properties): string {
	const body = (properties.get('item:Body') as Body | undefined) ?? { type: 'Text', text: '' };
	const files = item.attachments;
	const head = headers(properties);
	if (files.length === 0) return [...head, 'MIME-Version: 1.0', ...bodyPart(body)].join('\r\n');
	const boundary = `_000_${createHash('sha256').update(item.id).digest('hex').slice(0, 24)}_`;
	const parts = [bodyPart(body), ...files.map(filePart)];
	return [
		...head,
		'MIME-Version: 1.0',
		`Content-Type: multipart/mixed; boundary="${boundary}"`,
		'',
		...parts.flatMap((part) => [`--${boundary}`, ...part]),
		`--${boundary}--`,
		'',
	].join('\r\n');
}

function headers(properties: Properties): string[] {
	const text = (key: string) => {
		const value = properties.get(key);
		return typeof value === 'string' && value !== '' ? headerText(value) : undefined;
	};
	const people = (key: string) => {
		const value = properties.get(key);
		const list = (Array.isArray(value) ? value : value ? [value] : []) as Recipient[];
		return list.length === 0 ? undefined : list.map(person).join(',\r\n ');
	};
	const sent = properties.get('item:DateTimeSent');
	const importance = text('item:Importance');
	const known: Array<readonly [string, string | undefined]> = [
		['From', people('message:From')],
		['Sender', people('message:Sender')],
		['To', people('message:ToRecipients')],
		['CC', people('message:CcRecipients')],
		['BCC', people('message:BccRecipients')],
		['Reply-To', people('message:ReplyTo')],
		['Subject', text('item:Subject') ?? ''],
		['Date', typeof sent === 'number' ? new Date(sent).toUTCString() : undefined],
		['Message-ID', text('message:InternetMessageId')],
		['In-Reply-To', text('item:InReplyTo')],
		['References', text('message:References')],
		['Importance', importance === 'Normal' ? undefined : importance?.toLowerCase()],
	];
	return known.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
}

function person({ name, address = '' }: Recipient): string {
	if (name === undefined || name === '' || name === address) return `<${address}>`;
	const plain = /^[\x20-\x7e]*$/.test(name);
	return `${plain ? `"${name.replace(/["\\]/g, '\\$&')}"` : headerText(name)} <${address}>`;
}

function bodyPart({ type, text }: Body): string[] {
	return [
		`Content-Type: text/${type === 'HTML' ? 'html' : 'plain'}; charset="utf-8"`,
		'Content-Transfer-Encoding: base64',
		'',
		lines64(Buffer.from(text).toString('base64')),
	];
}

function filePart(attachment: Attachment): string[] {
	const { name, contentId, isInline, item } = attachment;
	const inner = item && Buffer.from(messageMime(item, item.properties));
	const type = item ? 'message/rfc822' : (attachment.contentType ?? 'application/octet-stream');
	const shown = /^[\x20-\x7e]*$/.test(name)
		? `"${name.replace(/["\\]/g, '\\$&')}"`
		: `"${headerText(name)}"`;
	return [
		`Content-Type: ${type}; name=${shown}`,
		`Content-Disposition: ${isInline ? 'inline' : 'attachment'}; filename=${shown}`,
		...(contentId === undefined ? [] : [`Content-ID: <${contentId}>`]),
		...(inner
			? ['Content-Transfer-Encoding: 8bit', '', inner.toString()]
			: ['Content-Transfer-Encoding: base64', '', lines64(attachment.content ?? '')]),
	];
}
