import type { Column } from '../../schema/column';
import { byId } from './bindings';

/** What an item's attachments are; their content is a matter of the table Attachment. */
export const attachments: readonly Column[] = [
	{
		id: 'attachments',
		label: 'Attachments',
		type: 'object',
		description:
			'List of {id, kind: file | item | reference, name, contentType, size, isInline, contentId, lastModifiedDateTime}, without content.',
		aliases: { ews: ['Attachments'] },
		ews: byId('item:Attachments', { codec: 'attachmentList' }),
	},
	...(['id', 'name'] as const).map((part): Column => {
		const title = part === 'id' ? 'Id' : 'Name';
		return {
			id: `attachment${title}s`,
			label: part === 'id' ? 'Attachment IDs' : 'Attachment Names',
			type: 'textList',
			partOf: { column: 'attachments', path: `[]/${part}` },
			aliases: { ews: [`Attachment${title}`, `Attachment${title}s`] },
			ews: byId('item:Attachments', { codec: 'attachmentList' }),
		};
	}),
];
