import { ExchangeError, SkippableError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { Scope } from '../../../query/query';
import type { Call } from '../../backend';
import type { EwsContext } from '../context';
import type { DirectoryEntry } from '../operations/directoryEntry';
import { getRoomLists } from '../operations/getRoomLists';
import { getRooms } from '../operations/getRooms';
import { reach } from '../reach';
import { byIds, foldAddress } from './byIds';
import type { Collection } from './collection';

const LIST = 'roomListEmailAddress';
const NOBODY: ReadonlySet<string> = new Set([
	'ErrorNameResolutionNoResults',
	'ErrorNameResolutionNoMailbox',
	'ErrorItemNotFound',
]);

const rowOf = ({ name, address }: DirectoryEntry): Row => ({
	id: address ?? name ?? '',
	emailAddress: address,
	displayName: name,
});

async function listRows(
	{ channel, settings }: EwsContext,
	scope: Scope,
	call: Call,
): Promise<Row[]> {
	return (await getRoomLists(channel, reach(scope, call, settings).call)).map(rowOf);
}

/** The rooms of each list, one list after the other. */
async function* roomRows(
	context: EwsContext,
	scope: Scope,
	wanted: readonly string[] | undefined,
	call: Call,
): AsyncGenerator<Row[]> {
	const { channel, settings } = context;
	const lists = await listRows(context, scope, call);
	const names = new Map(lists.map((list) => [foldAddress(String(list.id)), list]));
	for (const address of wanted ?? lists.map(({ id }) => String(id))) {
		const list = names.get(foldAddress(address));
		try {
			const rooms = await getRooms(channel, address, reach(scope, call, settings).call);
			yield rooms.map((room) => ({
				...rowOf(room),
				[LIST]: list?.emailAddress ?? address,
				roomListName: list?.displayName ?? null,
			}));
		} catch (error) {
			if (error instanceof ExchangeError && NOBODY.has(error.code ?? ''))
				throw noList(address, error);
			throw error;
		}
	}
}

function noList(address: string, { code, requestId }: ExchangeError): SkippableError {
	return new SkippableError(`There is no room list '${address}'`, {
		code,
		requestId,
		field: LIST,
		advice: 'Query the room lists: each is a distribution group that was made with -RoomList.',
	});
}

async function everyRoom(context: EwsContext, scope: Scope, call: Call): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const piece of roomRows(context, scope, undefined, call)) rows.push(...piece);
	return rows;
}

/** Rooms, which Exchange knows by the lists that they are in. */
export const room: Collection = {
	table: 'room',
	keys: [LIST],
	read: (context, { scope, keys }, call) => roomRows(context, scope, keys[LIST], call),
	async fetch(context, { ids, scope }, call) {
		const rows = await everyRoom(context, scope, call);
		return byIds(rows, ids, { label: 'room', fold: foldAddress });
	},
};

export const roomList: Collection = {
	table: 'roomList',
	async *read(context, { scope }, call) {
		yield await listRows(context, scope, call);
	},
	async fetch(context, { ids, scope }, call) {
		return byIds(await listRows(context, scope, call), ids, {
			label: 'room list',
			fold: foldAddress,
		});
	},
};
