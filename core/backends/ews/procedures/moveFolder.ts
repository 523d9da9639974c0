import { ExchangeError } from '../../../errors';
import type { EwsContext } from '../context';
import { folderParentId } from '../folderColumns';
import { nameTarget } from '../folderErrors';
import { copyFolder as copyFolders } from '../operations/copyFolder';
import { getFolder } from '../operations/getFolder';
import { moveFolder as moveFolders } from '../operations/moveFolder';
import { reach, type Reach } from '../reach';
import type { FolderTarget, RefResult } from '../request';
import type { Settled, WriteStep } from '../write/step';
import type { ProcedureHandler } from './handler';
import { folderOf, inBatches, unknownRow } from './overItems';

interface Moving {
	readonly source: FolderTarget;
	readonly target: FolderTarget;
	readonly copies: boolean;
}

/** A folder keeps its id when it moves: its parent tells. Nothing tells a copy whose answer was lost. */
class FolderStep implements WriteStep {
	readonly done = 'updated';

	constructor(
		private readonly context: EwsContext,
		private readonly way: Reach,
		private readonly moving: Moving,
	) {}

	get verb(): string {
		return this.moving.copies ? 'copied' : 'moved';
	}

	get repeatable(): boolean {
		return !this.moving.copies;
	}

	async send(): Promise<RefResult[]> {
		const { source, target, copies } = this.moving;
		const run = copies ? copyFolders : moveFolders;
		return await run(this.context.channel, { folders: [source], target }, this.way.call);
	}

	async settle(_records: readonly unknown[], signal?: AbortSignal): Promise<Settled[]> {
		const { source, target, copies } = this.moving;
		if (copies) return [{ state: 'open' }];
		const call = signal ? { ...this.way.call, signal } : this.way.call;
		const [folder, parent] = await getFolder(
			this.context.channel,
			{ folders: [source, target], columns: [folderParentId] },
			call,
		);
		if (!folder || folder instanceof ExchangeError) return [{ state: 'open' }];
		if (!parent || parent instanceof ExchangeError) return [{ state: 'open' }];
		return folder[folderParentId.id] === parent.id
			? [{ state: 'done', ref: { id: String(folder.id) } }]
			: [{ state: 'untouched' }];
	}
}

const handler = (copies: boolean): ProcedureHandler => ({
	async run(context, { source, folder }, scope, call) {
		const way = reach(scope, call, context.settings);
		const from = await folderOf(context, source, way);
		const to = await folderOf(context, folder, way);
		const step = new FolderStep(context, way, { source: from.target, target: to.target, copies });
		const [outcome] = await inBatches(context, step, way, [{ index: 0, values: {} }]);
		if (outcome?.outcome === 'unknown') return [{ row: unknownRow(outcome) }];
		if (outcome?.error) {
			const isDestination = outcome.error.code === 'ErrorToFolderNotFound';
			throw nameTarget(outcome.error, isDestination ? to.name : from.name, way);
		}
		const previousId = 'id' in from.target ? from.target.id : null;
		return [{ row: { outcome: step.verb, id: outcome?.id || null, previousId } }];
	},
});

export const moveFolder = handler(false);
export const copyFolder = handler(true);
