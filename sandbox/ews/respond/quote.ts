import type { Body, Item, Recipient } from '../../store';
import { plainText } from '../fields/computed';
import { escape } from '../xml/escape';

const names = (item: Item, key: string): string =>
	((item.properties.get(key) as readonly Recipient[] | undefined) ?? [])
		.map((one) => one.name ?? one.address ?? '')
		.join('; ');

function headLines(item: Item): Array<[string, string]> {
	const from = item.properties.get('message:From') as Recipient | undefined;
	const sent = item.properties.get('item:DateTimeSent');
	const lines: Array<[string, string]> = [
		['From', from?.name ?? from?.address ?? ''],
		['Sent', typeof sent === 'number' ? new Date(sent).toUTCString() : ''],
		['To', names(item, 'message:ToRecipients')],
		['Cc', names(item, 'message:CcRecipients')],
		['Subject', String(item.properties.get('item:Subject') ?? '')],
	];
	return lines.filter(([, value]) => value !== '');
}

const LINE = '________________________________';

/** The new text above the message that it answers, in the form of the new text. */
export function quoted(item: Item, added: Body | undefined): Body {
	const original = (item.properties.get('item:Body') as Body | undefined) ?? {
		type: 'Text',
		text: '',
	};
	const type = added?.type ?? original.type;
	const lines = headLines(item);
	if (type === 'Text') {
		const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n');
		const text = `${added?.text ?? ''}\r\n${LINE}\r\n${head}\r\n\r\n${plainText(original)}`;
		return { type, text };
	}
	const head = lines.map(([name, value]) => `<b>${name}:</b> ${escape(value)}<br>`).join('\r\n');
	const below =
		original.type === 'HTML'
			? original.text.replace(/^[\s\S]*<body[^>]*>|<\/body>[\s\S]*$/gi, '')
			: escape(original.text).replace(/\r?\n/g, '<br>');
	const above = (added?.text ?? '').replace(/^[\s\S]*<body[^>]*>|<\/body>[\s\S]*$/gi, '');
	return {
		type,
		text: `<html><body>${above}<hr><div>${head}</div><br>${below}</body></html>`,
	};
}
