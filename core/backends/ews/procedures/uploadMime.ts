import { InputError } from '../../../errors';
import type { Column, Row } from '../../../schema/column';
import type { FileContent } from '../../../schema/file';
import type { ProcedureResult } from '../../../schema/procedure';
import type { WriteRecord } from '../../backend';
import { IS_READ } from '../anyItem';
import { nameTarget } from '../folderErrors';
import { getFolder } from '../operations/getFolder';
import { uploadItems } from '../operations/uploadItems';
import { reach } from '../reach';
import type { RefResult } from '../request';
import { DRAFT } from '../send/draft';
import { CreateStep } from '../write/create';
import type { Settled, WriteStep } from '../write/step';
import { base64 } from '../xml/element';
import { ExchangeError } from '../../../errors';
import type { SingleHandler } from './handler';
import { folderOf, inBatches, unknownRow } from './overItems';

/**
 * Flags of MAPI: without the one for unsent, Exchange takes the message as received.
 * https://learn.microsoft.com/office/client-developer/outlook/mapi/pidtagmessageflags-canonical-property
 */
const FLAGS: Column = {
	id: 'messageFlags',
	label: 'Message Flags',
	type: 'integer',
	ews: { field: { tag: '0x0E07', mapiType: 'Integer' }, read: 'list', write: 'create' },
};
const READ = 1;
const UNSENT = 8;

const UPLOADED = { ...DRAFT, columns: [IS_READ, FLAGS] };

const filesOf = (input: Readonly<Row>): readonly FileContent[] => {
	const files = (input.files ?? []) as readonly FileContent[];
	for (const { name, size } of files) {
		if (size !== 0) continue;
		throw new InputError(`The file '${name}' is empty`, {
			field: 'files',
			recordKey: name,
			advice: 'Check the node that reads the file.',
		});
	}
	return files;
};

const done = (name: string, id: string | undefined, changeKey?: string): ProcedureResult => ({
	row: { outcome: 'created', id: id || null, changeKey: changeKey ?? null, name },
});

/** CreateItem with the file as MIME content; a lost answer is settled by the write id. */
export const uploadMime: SingleHandler = {
	async run(context, input, scope, call) {
		const way = reach(scope, call, context.settings);
		const files = filesOf(input);
		const { target, name } =
			input.folder === null
				? { target: context.folders.wellKnown('inbox', way), name: 'Inbox' }
				: await folderOf(context, input.folder, way);
		const write = {
			channel: context.channel,
			table: UPLOADED,
			reach: way,
			options: {},
			folder: target,
		};
		const step = new CreateStep(write, ({ index }) => {
			const file = files[index];
			const field = { uri: 'item:MimeContent' };
			return file ? [{ field, at: 'MimeContent', content: [base64(file)] }] : [];
		});
		const isRead = input.isRead !== false;
		const flags = (isRead ? READ : 0) | (input.isDraft === true ? UNSENT : 0);
		const results: ProcedureResult[] = [];
		for (const [index, file] of files.entries()) {
			const values = { isRead, messageFlags: flags };
			const [outcome] = await inBatches(context, step, way, [{ index, values }]);
			if (outcome?.outcome === 'unknown') results.push({ row: unknownRow(outcome) });
			else if (outcome?.error) throw nameTarget(outcome.error, name, way);
			else results.push(done(file.name, outcome?.id, outcome?.changeKey));
		}
		return results;
	},
};

/** UploadItems for one file; replacing an item twice does no more than once. */
class UploadStep implements WriteStep {
	readonly done = 'created';

	constructor(
		private readonly upload: (record: WriteRecord) => Promise<RefResult[]>,
		readonly repeatable: boolean,
	) {}

	async send([record]: readonly WriteRecord[]): Promise<RefResult[]> {
		return record ? await this.upload(record) : [];
	}

	settle(records: readonly WriteRecord[]): Promise<Settled[]> {
		const state = this.repeatable ? 'untouched' : 'open';
		return Promise.resolve(records.map(() => ({ state })));
	}
}

export const uploadItem: SingleHandler = {
	async run(context, input, scope, call) {
		const { channel } = context;
		const way = reach(scope, call, context.settings);
		const files = filesOf(input);
		const id = input.itemId === null ? undefined : String(input.itemId);
		if (id !== undefined && files.length > 1) {
			throw new InputError("'Record ID' names one record, and there are several files", {
				field: 'itemId',
				advice: 'Leave Record ID out, or give one file.',
			});
		}
		const { target, name } = await folderOf(context, input.folder, way);
		// UploadItems takes no distinguished folder.
		const [folder] = await getFolder(channel, { folders: [target], columns: [] }, way.call);
		if (!folder || folder instanceof ExchangeError) throw nameTarget(folder, name, way);
		const folderId = String(folder.id);
		const step = new UploadStep(async ({ index }) => {
			const file = files[index];
			const items = file ? [{ file, id }] : [];
			return await uploadItems(channel, { folderId, items }, way.call);
		}, id !== undefined);
		const results: ProcedureResult[] = [];
		for (const [index, file] of files.entries()) {
			const [outcome] = await inBatches(context, step, way, [{ index, values: {} }]);
			if (outcome?.outcome === 'unknown') results.push({ row: unknownRow(outcome) });
			else if (outcome?.error) throw nameTarget(outcome.error, name, way);
			else results.push(done(file.name, outcome?.id, outcome?.changeKey));
		}
		return results;
	},
};
