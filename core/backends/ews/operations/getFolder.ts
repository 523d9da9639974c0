import type { ExchangeError } from '../../../errors';
import type { Column, Row } from '../../../schema/column';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget } from '../request';
import { compileRowPlan } from '../decode/rowPlan';
import { element } from '../xml/element';
import { folderId } from '../xml/field';
import { rows } from './answers';
import { requireColumns } from './fields';
import { isRefusal, withoutRefused } from './refused';
import { folderShape } from './shape';
import { targetKey } from './target';

export interface GetFolderRequest {
	readonly folders: readonly FolderTarget[];
	readonly columns: readonly Column[];
}

/**
 * One row or one error per folder, in the order asked for; `elementOf(row)` tells the kind of folder.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation
 */
export async function getFolder(
	channel: EwsChannel,
	request: GetFolderRequest,
	call: EwsCall,
): Promise<Array<Row | ExchangeError>> {
	const { folders, columns } = request;
	if (folders.length === 0) return [];
	requireColumns(channel, columns);
	for (;;) {
		const asked = withoutRefused(channel, columns);
		try {
			const answer = await channel.answer(
				{
					name: 'GetFolder',
					safe: true,
					body: element(
						'm:GetFolder',
						null,
						folderShape(asked, channel.requestVersion),
						element('m:FolderIds', null, folders.map(folderId)),
					),
					plan: compileRowPlan(columns),
					element: 'Folder',
					expect: folders.length,
				},
				call,
			);
			const results = rows(answer, folders.map(targetKey));
			if (!results.some((result) => isRefusal(channel, asked, result, call))) return results;
		} catch (error) {
			if (!isRefusal(channel, asked, error, call)) throw error;
		}
	}
}
