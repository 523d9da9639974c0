import type { Row } from '../../../schema/column';
import type { DirectoryEntry } from '../operations/directoryEntry';
import { getRoomLists as lists } from '../operations/getRoomLists';
import { getRooms as rooms } from '../operations/getRooms';
import { reach } from '../reach';
import type { ProcedureHandler } from './handler';

const rowOf = ({ name, address }: DirectoryEntry): Row => ({ name, address });

export const getRoomLists: ProcedureHandler = {
	async run({ channel, settings }, _input, scope, call) {
		const way = reach(scope, call, settings);
		return (await lists(channel, way.call)).map((list) => ({ row: rowOf(list) }));
	},
};

export const getRooms: ProcedureHandler = {
	async run({ channel, settings }, { roomList }, scope, call) {
		const way = reach(scope, call, settings);
		const given = typeof roomList === 'string' ? roomList.trim() : '';
		const addresses =
			given === ''
				? (await lists(channel, way.call)).flatMap(({ address }) => address ?? [])
				: [given];
		const results = [];
		for (const address of addresses) {
			for (const room of await rooms(channel, address, way.call)) {
				results.push({ row: { ...rowOf(room), roomList: address } });
			}
		}
		return results;
	},
};
