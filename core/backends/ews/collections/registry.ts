import { FatalError } from '../../../errors';
import type { Table } from '../../../schema/table';
import { attachment } from './attachment';
import { attendee } from './attendee';
import { category } from './category';
import type { Collection } from './collection';
import { delegate } from './delegate';
import { inboxRule } from './inboxRule';
import { modifiedOccurrence } from './modifiedOccurrence';
import { person } from './person';
import { room, roomList } from './room';

/** Every collection. Adding one is a file and a line here. */
export const collections: readonly Collection[] = [
	attachment,
	attendee,
	category,
	delegate,
	inboxRule,
	modifiedOccurrence,
	person,
	room,
	roomList,
];

export const isCollection = (table: Table): boolean => table.ews?.kind === 'collection';

/** The collection behind a table. */
export function collectionOf({ name, label }: Table): Collection {
	const found = collections.find(({ table }) => table === name);
	if (found) return found;
	throw new FatalError(`Exchange Web Services cannot list the table '${label}'`, {
		advice: 'Choose another resource.',
	});
}
