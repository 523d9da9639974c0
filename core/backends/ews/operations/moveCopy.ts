import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, RefResult } from '../request';
import { element, type Xml } from '../xml/element';
import { folderId } from '../xml/field';
import { ID_PLAN, refs } from './answers';

/** What MoveItem, CopyItem, MoveFolder and CopyFolder have in common. */
interface MoveCopyRequest {
	readonly operation: 'MoveItem' | 'CopyItem' | 'MoveFolder' | 'CopyFolder';
	readonly target: FolderTarget;
	readonly ids: readonly string[];
	/** Element that holds the ids. */
	readonly list: Xml;
}

/** One reference, the new one, or one error per record, in order. */
export async function moveCopy(
	channel: EwsChannel,
	{ operation, target, ids, list }: MoveCopyRequest,
	call: EwsCall,
): Promise<RefResult[]> {
	if (ids.length === 0) return [];
	const answer = await channel.answer(
		{
			name: operation,
			safe: false,
			body: element(`m:${operation}`, null, element('m:ToFolderId', null, folderId(target)), list),
			plan: ID_PLAN,
			expect: ids.length,
		},
		call,
	);
	return refs(answer, ids);
}
