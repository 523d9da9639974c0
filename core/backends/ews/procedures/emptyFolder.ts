import { ExchangeError, InputError } from '../../../errors';
import type { Column } from '../../../schema/column';
import type { DeleteType } from '../../backend';
import type { EwsContext } from '../context';
import { nameTarget } from '../folderErrors';
import type { NamedTarget } from '../folders';
import { emptyFolder as emptyFolders } from '../operations/emptyFolder';
import { getFolder } from '../operations/getFolder';
import { reach, type Reach } from '../reach';
import { DELETE_TYPES } from '../write/delete';
import type { Settled, WriteStep } from '../write/step';
import type { ProcedureHandler } from './handler';
import { folderOf, inBatches, unknownRow } from './overItems';

const count = (id: string, element: string): Column => ({
	id,
	label: id,
	type: 'integer',
	ews: { field: { uri: `folder:${element}` }, at: element, read: 'list' },
});
const COUNTS = [count('items', 'TotalCount'), count('folders', 'ChildFolderCount')];

interface Emptying {
	readonly folder: NamedTarget;
	readonly deleteType: DeleteType;
	readonly deleteSubfolders: boolean;
}

/** An empty folder stays empty, so the same request may go out again. */
class EmptyStep implements WriteStep {
	readonly done = 'deleted';
	readonly verb = 'emptied';
	readonly repeatable = true;

	constructor(
		private readonly context: EwsContext,
		private readonly way: Reach,
		private readonly emptying: Emptying,
	) {}

	async send(): Promise<Array<undefined | ExchangeError>> {
		const { folder, deleteType, deleteSubfolders } = this.emptying;
		return await emptyFolders(
			this.context.channel,
			{ folders: [folder.target], deleteType: DELETE_TYPES[deleteType], deleteSubfolders },
			this.way.call,
		);
	}

	async settle(_records: readonly unknown[], signal?: AbortSignal): Promise<Settled[]> {
		const { folder, deleteSubfolders } = this.emptying;
		const call = signal ? { ...this.way.call, signal } : this.way.call;
		const request = { folders: [folder.target], columns: COUNTS };
		const [row] = await getFolder(this.context.channel, request, call);
		if (!row || row instanceof ExchangeError) return [{ state: 'open' }];
		const isEmpty = row.items === 0 && (!deleteSubfolders || row.folders === 0);
		return [{ state: isEmpty ? 'done' : 'untouched' }];
	}
}

/** Folders that hold the whole mailbox: nobody means to empty those. */
const TOPS: ReadonlySet<string> = new Set([
	'root',
	'msgfolderroot',
	'archiveroot',
	'archivemsgfolderroot',
	'publicfoldersroot',
]);

/** @throws InputError for the top of a mailbox, however it is named */
async function refuseTop(context: EwsContext, { target, name }: NamedTarget, way: Reach) {
	if ('distinguished' in target) {
		if (TOPS.has(target.distinguished)) throw wholeMailbox(name);
		return;
	}
	const top = context.folders.wellKnown('msgfolderroot', way);
	const [root] = await getFolder(context.channel, { folders: [top], columns: [] }, way.call);
	if (root && !(root instanceof ExchangeError) && root.id === target.id) throw wholeMailbox(name);
}

const wholeMailbox = (name: string): InputError =>
	new InputError(`'${name}' holds the whole mailbox and is not emptied`, {
		field: 'folder',
		advice: 'Empty the folders below it one by one.',
	});

export const emptyFolder: ProcedureHandler = {
	async run(context, { folder, deleteType, deleteSubfolders }, scope, call) {
		const way = reach(scope, call, context.settings);
		const target = await folderOf(context, folder, way);
		await refuseTop(context, target, way);
		const step = new EmptyStep(context, way, {
			folder: target,
			deleteType: deleteType as DeleteType,
			deleteSubfolders: deleteSubfolders === true,
		});
		const [outcome] = await inBatches(context, step, way, [{ index: 0, values: {} }]);
		if (outcome?.outcome === 'unknown') return [{ row: unknownRow(outcome) }];
		if (outcome?.error) throw nameTarget(outcome.error, target.name, way);
		return [{ row: { outcome: 'emptied', folder: target.name } }];
	},
};
