import type { Procedure } from '../schema/procedure';
import { itemId } from './inputs';

export const archiveItem: Procedure = {
	name: 'archiveItem',
	label: 'Archive',
	description: "Moves a record to the same folder of the mailbox's archive",
	resource: 'message',
	operation: 'archive',
	action: 'Archive a message',
	since: 'Exchange2013',
	inBatches: true,
	recordInput: 'itemId',
	outputs: [
		{ id: 'outcome', description: 'archived, or unknown when the answer was lost' },
		{ id: 'id', description: 'ID in the archive; null where Exchange gives none' },
		{ id: 'previousId', description: 'ID that was given' },
	],
	inputs: [itemId(['MessageId', 'Id'])],
};
