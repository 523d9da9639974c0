import { ExchangeError } from '../../../errors';
import type { DeleteType, WriteRecord } from '../../backend';
import { fetchRecords } from '../fetch';
import { folderParentId } from '../folderColumns';
import { isFolderMissing } from '../folderErrors';
import { deleteFolder } from '../operations/deleteFolder';
import { type DeleteItemRequest, deleteItem } from '../operations/deleteItem';
import { getFolder } from '../operations/getFolder';
import type { FolderTarget } from '../request';
import { type WriteContext, endedBy } from './context';
import type { Settled, WriteStep } from './step';

export const DELETE_TYPES: Readonly<Record<DeleteType, DeleteItemRequest['deleteType']>> = {
	moveToDeletedItems: 'MoveToDeletedItems',
	softDelete: 'SoftDelete',
	hardDelete: 'HardDelete',
};

/** Deletes records; the default moves them to Deleted Items and tells nobody. */
export class DeleteStep implements WriteStep {
	readonly done = 'deleted';

	constructor(
		private readonly context: WriteContext,
		private readonly deletedItems: FolderTarget,
	) {}

	get repeatable(): boolean {
		return (this.context.options.sendCancellations ?? 'SendToNone') === 'SendToNone';
	}

	async send(records: readonly WriteRecord[]): Promise<Array<undefined | ExchangeError>> {
		const { channel, table, options, reach } = this.context;
		const deleteType = DELETE_TYPES[options.deleteType ?? 'moveToDeletedItems'];
		const refs = records.map(({ id = '', changeKey }) => ({ id, changeKey }));
		if (table.ews?.kind === 'folder') {
			return await deleteFolder(channel, { targets: refs, deleteType }, reach.call);
		}
		const { sendCancellations, taskOccurrences } = options;
		return await deleteItem(
			channel,
			{ refs, deleteType, sendCancellations, taskOccurrences },
			reach.call,
		);
	}

	/** An item gets a new id when it moves, so an id that is gone was deleted. A folder keeps its id. */
	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const context = endedBy(this.context, signal);
		const { channel, table, reach } = context;
		const isFolder = table.ews?.kind === 'folder';
		const ids = records.map(({ id = '' }) => id);
		const columns = isFolder ? [folderParentId] : [];
		const settled: Settled[] = [];
		const bin = isFolder ? await this.binId(context) : undefined;
		for await (const rows of fetchRecords(channel, { table, ids, columns }, reach.call)) {
			for (const row of rows) {
				if (!(row instanceof ExchangeError)) {
					const isInBin = bin !== undefined && row.parentFolderId === bin;
					settled.push({ state: isInBin ? 'done' : 'untouched' });
				} else {
					settled.push({ state: isFolderMissing(row) ? 'done' : 'open' });
				}
			}
		}
		return settled;
	}

	private async binId({ channel, reach }: WriteContext): Promise<string | undefined> {
		const [bin] = await getFolder(
			channel,
			{ folders: [this.deletedItems], columns: [] },
			reach.call,
		);
		return bin instanceof ExchangeError ? undefined : (bin?.id as string | undefined);
	}
}
