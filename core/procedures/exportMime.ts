import type { Procedure } from '../schema/procedure';
import { destination, itemId } from './inputs';

export const exportMime: Procedure = {
	name: 'exportMime',
	label: 'Export MIME',
	description: 'Gives a message as an .eml file, an event as .ics, a contact as .vcf',
	resource: 'message',
	operation: 'exportMime',
	action: 'Export a message as a MIME file',
	reads: true,
	inBatches: true,
	recordInput: 'itemId',
	binaryOutput: true,
	outputs: [
		{ id: 'id', description: 'ID of the record' },
		{ id: 'name', description: 'Name of the file, made of the subject' },
		{ id: 'contentType', description: 'MIME type of the file' },
	],
	inputs: [itemId(['MessageId', 'Id'])],
};

const file = {
	id: 'files',
	label: 'File',
	type: 'files',
	required: true,
	description: 'Binary field that holds the file; each of several becomes a record',
} as const;

export const uploadMime: Procedure = {
	name: 'uploadMime',
	label: 'Upload MIME',
	description: 'Makes a message of an .eml file',
	binaryInput: 'files',
	outputs: [{ id: 'id', description: 'ID of the new message' }],
	inputs: [
		file,
		{ ...destination(['FolderId']), required: false, description: 'Default: Inbox' },
		{
			id: 'isDraft',
			label: 'Is Draft',
			type: 'boolean',
			default: false,
			description: 'Whether it can still be sent, or counts as received',
		},
		{ id: 'isRead', label: 'Is Read', type: 'boolean', default: true },
	],
};

export const exportItem: Procedure = {
	name: 'exportItem',
	label: 'Export Item',
	description: "Gives a record with all of its properties as Exchange's own stream",
	since: 'Exchange2010_SP1',
	reads: true,
	inBatches: true,
	recordInput: 'itemId',
	binaryOutput: true,
	outputs: [
		{ id: 'id', description: 'ID of the record' },
		{ id: 'name', description: 'Name of the file, made of the subject' },
	],
	inputs: [itemId(['Id'])],
};

export const uploadItem: Procedure = {
	name: 'uploadItem',
	label: 'Upload Item',
	description: 'Makes or replaces a record from a file of Export Item',
	since: 'Exchange2010_SP1',
	binaryInput: 'files',
	outputs: [{ id: 'id', description: 'ID of the record' }],
	inputs: [
		file,
		{ ...destination(['FolderId']), description: 'Folder that the record is in afterwards' },
		{
			...itemId(['Id']),
			required: false,
			description: 'The record that is replaced; empty: a new one is made',
		},
	],
};
