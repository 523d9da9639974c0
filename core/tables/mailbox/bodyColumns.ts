/** The content of an item, in its several forms; only a read by id delivers it. */
import type { Column } from '../../schema/column';
import { both, byId, graphPath, kept, listed } from './bindings';

/** EWS: the codec writes `BodyType` HTML when the text is HTML, and reads the format asked for. */
export const body: Column = {
	id: 'body',
	label: 'Body',
	type: 'text',
	aliases: { ews: ['Body'], graph: ['body_content'] },
	ews: byId('item:Body', { codec: 'body', ...both }),
	graph: graphPath('body/content', both),
};

export const bodyType: Column = {
	id: 'bodyType',
	label: 'Body Type',
	type: 'choice',
	description: 'Format of Body.',
	choices: ['text', 'html'],
	aliases: { graph: ['body_contentType'] },
	ews: byId('item:Body', {
		at: 'Body@BodyType',
		values: { text: 'Text', html: 'HTML' },
		// Deleting the property would delete the body.
		...kept,
	}),
	graph: graphPath('body/contentType', both),
};

export const uniqueBody: Column = {
	id: 'uniqueBody',
	label: 'Unique Body',
	type: 'text',
	description: 'The part of the body that this item adds to its conversation.',
	aliases: { ews: ['UniqueBody'] },
	ews: byId('item:UniqueBody', { since: 'Exchange2010' }),
};

export const uniqueBodyType: Column = {
	id: 'uniqueBodyType',
	label: 'Unique Body Type',
	type: 'choice',
	choices: ['text', 'html'],
	aliases: { ews: ['UniqueBodyType'] },
	ews: byId('item:UniqueBody', {
		at: 'UniqueBody@BodyType',
		values: { text: 'Text', html: 'HTML' },
		since: 'Exchange2010',
	}),
};

export const preview: Column = {
	id: 'bodyPreview',
	label: 'Body Preview',
	type: 'text',
	description: 'The first 255 characters of the body, as text.',
	// The server makes this text of at most 255 characters, so a list never cuts it further.
	ews: listed('item:Preview', { filter: false, sort: false, since: 'Exchange2013' }),
	graph: graphPath('bodyPreview'),
};

export const mimeContent: Column = {
	id: 'mimeContent',
	label: 'MIME Content',
	type: 'binary',
	description: 'The whole item as MIME, in Base64.',
	aliases: { ews: ['MimeContent'] },
	ews: byId('item:MimeContent', { write: 'create' }),
};

export const internetMessageHeaders: Column = {
	id: 'internetMessageHeaders',
	label: 'Internet Message Headers',
	type: 'object',
	description: 'List of {name, value}, as received.',
	aliases: { ews: ['InternetMessageHeaders'] },
	ews: byId('item:InternetMessageHeaders', { codec: 'internetHeaders' }),
};
