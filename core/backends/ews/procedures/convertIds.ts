import type { Row } from '../../../schema/column';
import { ownAddress } from '../ownAddress';
import { convertId, type IdFormat } from '../operations/convertId';
import { reach } from '../reach';
import { entryRows } from './entries';
import type { ProcedureHandler } from './handler';
import { pascal } from './names';

const BATCH = 100;

export const convertIds: ProcedureHandler = {
	async run(context, input, scope, call) {
		const { channel, settings } = context;
		const way = reach(scope, call, settings);
		const ids = input.ids as readonly string[];
		const given = typeof input.mailbox === 'string' ? input.mailbox.trim() : '';
		const mailbox = given || (await ownAddress(context, scope, call));
		const request = {
			from: pascal(String(input.from)) as IdFormat,
			to: pascal(String(input.to)) as IdFormat,
			mailbox,
			isArchive: input.isArchive === true,
		};
		const converted = [];
		for (let start = 0; start < ids.length; start += BATCH) {
			const part = ids.slice(start, start + BATCH);
			converted.push(...(await convertId(channel, { ids: part, ...request }, way.call)));
		}
		return entryRows(
			converted,
			(id): Row => ({ id, from: input.from, to: input.to }),
			(index) => ({ sourceId: ids[index] }),
		);
	},
};
