import { ExchangeError, InputError } from '../../../errors';
import { getItem } from '../operations/getItem';
import { Mailing } from '../send/mailing';
import { StampStep } from '../send/stampStep';
import { WRITE_ID, WriteIds } from '../write/writeId';
import { ANY_MESSAGE, IS_DRAFT, PARENT_ID } from '../anyItem';
import type { ProcedureHandler } from './handler';

/** Sends a message that is in the mailbox; one that carries no write id yet gets one first. */
export const sendDraft: ProcedureHandler = {
	async run(context, input, scope, call) {
		const mailing = new Mailing(context, scope, call);
		const { way } = mailing;
		const id = String(input.itemId);
		const [foreign] = await context.mailboxIds.check([id], way, (name) =>
			context.folders.wellKnown(name, way),
		);
		if (foreign) throw foreign;
		const columns = [IS_DRAFT, PARENT_ID, WRITE_ID];
		const request = { table: ANY_MESSAGE, ids: [{ id }], columns };
		const [row] = await getItem(context.channel, request, way.call);
		if (!row || row instanceof ExchangeError) throw row;
		if (row[IS_DRAFT.id] === false) throw noDraft(id);

		const folder = { id: String(row[PARENT_ID.id]) };
		const stamped = row[WRITE_ID.id];
		const writeId = typeof stamped === 'string' ? stamped : new WriteIds().of(0);
		let changeKey = row.changeKey as string | undefined;
		if (stamped !== writeId) {
			const step = new StampStep(mailing.context, { writeId, values: {}, added: {} });
			const outcome = await mailing.run(step, { id });
			if (outcome.error) throw outcome.error;
			changeKey = outcome.changeKey;
		}
		const [sent] = await mailing.send({ id, changeKey, writeId, folder }, input, false);
		return [{ row: { ...sent?.row, id } }];
	},
};

const noDraft = (id: string): InputError =>
	new InputError('The message is no draft: it was sent or received', {
		field: 'itemId',
		recordKey: id,
		code: 'NO_DRAFT',
		advice: 'Use Forward or Reply, or give the ID of a message in Drafts.',
	});
