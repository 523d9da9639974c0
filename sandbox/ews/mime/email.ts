import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { Node } from '../xml/node';
import { expand, type Make } from './expand';

/** What MIME content of a request says, by its Base64. */
export type Emails = ReadonlyMap<string, Email>;

const CONTENT = /<(?:\w+:)?MimeContent\b[^>]*>\s*([A-Za-z0-9+/=\s]+?)\s*<\//g;

/** Reads the MIME content of a request before the operation runs: the library works asynchronously. */
export async function readEmails(xml: string): Promise<Emails> {
	const emails = new Map<string, Email>();
	if (!xml.includes('MimeContent')) return emails;
	for (const [, text = ''] of xml.matchAll(CONTENT)) {
		const bytes = Buffer.from(text, 'base64');
		emails.set(text, await PostalMime.parse(bytes, { attachmentEncoding: 'base64' }));
	}
	return emails;
}

/** The e-mail as the elements that a client would have written instead. */
export const expandEmail = (node: Node, email: Email): Node =>
	expand(node, (make) => elements(email, make));

function elements(email: Email, make: Make): Node[] {
	const mailbox = ({ name, address }: Address): Node =>
		make('Mailbox', [
			...(name ? [make('Name', name)] : []),
			...(address ? [make('EmailAddress', address)] : []),
		]);
	const list = (name: string, given: readonly Address[] = []): Node[] => {
		const flat = given.flatMap((one) => one.group ?? [one]).filter(({ address }) => address);
		return flat.length === 0 ? [] : [make(name, flat.map(mailbox))];
	};
	const text = (name: string, value: string | undefined): Node[] =>
		value === undefined || value === '' ? [] : [make(name, value)];
	const file = ({ filename, mimeType, contentId, disposition, content }: Attachment): Node =>
		make('FileAttachment', [
			make('Name', filename ?? 'attachment'),
			make('ContentType', mimeType),
			...text('ContentId', contentId?.replace(/^<|>$/g, '')),
			make('IsInline', String(disposition === 'inline')),
			make('Content', String(content)),
		]);
	const header = (key: string) => email.headers.find((one) => one.key === key)?.value;
	const { from, sender, html, attachments, date } = email;
	return [
		...text('Subject', email.subject),
		make('Body', html ?? email.text ?? '', { BodyType: html === undefined ? 'Text' : 'HTML' }),
		...(attachments.length > 0 ? [make('Attachments', attachments.map(file))] : []),
		...text('DateTimeSent', date && !Number.isNaN(Date.parse(date)) ? date : undefined),
		...text('Importance', importance(header('importance') ?? header('x-priority'))),
		...text('InReplyTo', email.inReplyTo),
		...(sender ? [make('Sender', [mailbox(sender)])] : []),
		...list('ToRecipients', email.to),
		...list('CcRecipients', email.cc),
		...list('BccRecipients', email.bcc),
		...text('InternetMessageId', email.messageId),
		...(from ? [make('From', [mailbox(from)])] : []),
		...text('References', email.references),
		...list('ReplyTo', email.replyTo),
	];
}

/** Importance by its own header (RFC 4021) or by X-Priority: 1 and 2 are high, 4 and 5 low. */
function importance(value: string | undefined): string | undefined {
	const said = value?.trim().toLowerCase() ?? '';
	if (/^(high|1|2)/.test(said)) return 'High';
	if (/^(low|4|5)/.test(said)) return 'Low';
	return undefined;
}
