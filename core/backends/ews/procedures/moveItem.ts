import { nameTarget } from '../folderErrors';
import { copyItem as copyItems } from '../operations/copyItem';
import { moveItem as moveItems } from '../operations/moveItem';
import type { RefResult } from '../request';
import { ExchangeError } from '../../../errors';
import type { Reach } from '../reach';
import { folderOf, overItems, placedRow, type ItemProcedure } from './overItems';
import { RelocateStep } from './relocate';

const toFolder = (
	verb: 'moved' | 'copied',
	send: typeof moveItems,
	leaves: boolean,
): ItemProcedure => ({
	keys: (_context, inputs) => inputs.map(({ folder }) => JSON.stringify(folder)),
	async step(context, { folder }, way) {
		const { channel } = context;
		const { target, name } = await folderOf(context, folder, way);
		return new RelocateStep({
			channel,
			way,
			verb,
			leaves,
			send: async (items) =>
				(await send(channel, { items, target }, way.call)).map((one) => named(one, name, way)),
		});
	},
	row: (outcome, { itemId }) => placedRow(verb, outcome, itemId),
});

/** Only the destination is missing here: records have an error of their own. */
function named(result: RefResult, folder: string, way: Reach): RefResult {
	const isDestination =
		result instanceof ExchangeError &&
		/^Error(?:ToFolderNotFound|FolderNotFound|ParentFolderNotFound|CannotOpenFolder)$/.test(
			result.code ?? '',
		);
	return isDestination ? (nameTarget(result, folder, way) as ExchangeError) : result;
}

export const moveItem = overItems(toFolder('moved', moveItems, true));
export const copyItem = overItems(toFolder('copied', copyItems, false));
