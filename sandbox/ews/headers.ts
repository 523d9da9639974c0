import type { InternetHeader, Recipient, Value } from '../store';

const mailboxText = ({ name, address = '' }: Recipient) =>
	name === undefined || name === address
		? `<${address}>`
		: `"${name.replace(/["\\]/g, '')}" <${address}>`;

/** What stands at the head of a message that came through transport (RFC 5322). */
export function internetHeaders(properties: ReadonlyMap<string, Value>): readonly InternetHeader[] {
	const headers: InternetHeader[] = [];
	const add = (header: string, value: string | undefined) => {
		if (value !== undefined && value !== '') headers.push({ header, value });
	};
	const one = (key: string) => {
		const value = properties.get(key) as Recipient | undefined;
		return value && mailboxText(value);
	};
	const many = (key: string) =>
		(properties.get(key) as readonly Recipient[] | undefined)?.map(mailboxText).join(', ');
	const text = (key: string) => properties.get(key) as string | undefined;
	add('From', one('message:From'));
	add('Sender', one('message:Sender'));
	add('To', many('message:ToRecipients'));
	add('CC', many('message:CcRecipients'));
	add('Subject', text('item:Subject'));
	add('Date', new Date(Number(properties.get('item:DateTimeSent') ?? 0)).toUTCString());
	add('Message-ID', text('message:InternetMessageId'));
	add('In-Reply-To', text('item:InReplyTo'));
	add('References', text('message:References'));
	add('MIME-Version', '1.0');
	return headers;
}
