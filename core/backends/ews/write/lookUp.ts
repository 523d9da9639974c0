import { IdSet } from '../idSet';
import { findFolder } from '../operations/findFolder';
import { findItem } from '../operations/findItem';
import { readView, type View } from '../paging';
import { BY_CREATION } from '../plan';
import type { FolderTarget, ItemRef, Restriction } from '../request';
import type { WriteContext } from './context';
import { WRITE_ID } from './writeId';

const AT_ONCE = 50;

/** Records of a folder that carry one of the write ids; more than one means that it was made twice. */
export async function lookUp(
	{ channel, table, reach }: WriteContext,
	folder: FolderTarget,
	writeIds: readonly string[],
): Promise<Map<string, ItemRef[]>> {
	const found = new Map<string, ItemRef[]>();
	const field = WRITE_ID.ews?.field;
	if (!field) return found;
	for (let start = 0; start < writeIds.length; start += AT_ONCE) {
		const terms = writeIds
			.slice(start, start + AT_ONCE)
			.map((value): Restriction => ({ compare: 'IsEqualTo', field, value }));
		const [only] = terms;
		const restriction = terms.length === 1 && only ? only : { or: terms };
		const columns = [WRITE_ID];
		const open = (view: View) =>
			table.ews?.kind === 'folder'
				? findFolder(channel, { parents: [folder], columns, view, restriction }, reach.call)
				: findItem(
						channel,
						{
							table,
							parents: [folder],
							columns,
							view: { kind: 'indexed', ...view },
							restriction,
							order: BY_CREATION,
						},
						reach.call,
					);
		const seen = new IdSet();
		for await (const rows of readView(open, { firstSize: 200, size: 200, seen })) {
			for (const row of rows) {
				const writeId = String(row[WRITE_ID.id]);
				const refs = found.get(writeId) ?? [];
				refs.push({ id: String(row.id), changeKey: row.changeKey as string | undefined });
				found.set(writeId, refs);
			}
		}
	}
	return found;
}
