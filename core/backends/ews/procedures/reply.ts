import { ExchangeError, FatalError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { CreateResponseRequest } from '../operations/createResponse';
import { getItem } from '../operations/getItem';
import { filesOf } from '../send/files';
import { Mailing } from '../send/mailing';
import { RespondStep } from '../send/respondStep';
import { StampStep } from '../send/stampStep';
import { checkNames } from '../write/attachAll';
import { WriteIds } from '../write/writeId';
import { ANY_MESSAGE } from '../anyItem';
import type { SingleHandler } from './handler';
import { draftValues, requireRecipients } from './sendMail';

type Kind = CreateResponseRequest['kind'];

const RECIPIENTS = ['toRecipients', 'ccRecipients', 'bccRecipients'];

/**
 * Has Exchange draft the answer, so that quoting, subject and recipients are its own, completes the draft,
 * and sends it.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-respond-to-email-messages-by-using-ews-in-exchange
 */
const answering = (kindOf: (input: Readonly<Row>) => Kind): SingleHandler => ({
	async run(context, input, scope, call) {
		const kind = kindOf(input);
		if (kind === 'ForwardItem') requireRecipients(input);
		const attachments = filesOf(input).map((file) => ({ file }));
		checkNames(attachments);
		const mailing = new Mailing(context, scope, call);
		const { way, drafts } = mailing;
		const itemId = String(input.itemId);
		const [foreign] = await context.mailboxIds.check([itemId], way, (name) =>
			context.folders.wellKnown(name, way),
		);
		if (foreign) throw foreign;
		const original = { table: ANY_MESSAGE, ids: [{ id: itemId }], columns: [] };
		const [row] = await getItem(context.channel, original, way.call);
		if (!row || row instanceof ExchangeError) throw row;

		const made = await mailing.run(
			new RespondStep(mailing.context, {
				kind,
				item: { id: itemId, changeKey: row.changeKey as string | undefined },
				comment: typeof input.comment === 'string' ? input.comment : undefined,
				commentType: input.commentType === 'html' ? 'HTML' : 'Text',
				folder: drafts,
			}),
		);
		if (made.error) throw made.error;
		const { id } = made;
		if (id === undefined) throw new FatalError('Exchange made no draft', { code: 'EMPTY_ANSWER' });

		const writeId = new WriteIds().of(0);
		const draft = { id, writeId, folder: drafts };
		const stamped = await mailing.run(
			new StampStep(mailing.context, {
				writeId,
				values: draftValues(input, RECIPIENTS),
				added: Object.fromEntries(
					Object.entries(draftValues(input)).filter(([name]) => RECIPIENTS.includes(name)),
				),
			}),
			{ id },
		);
		if (stamped.error) {
			await mailing.discard(draft);
			throw stamped.error;
		}
		const { changeKey } = stamped;
		const ready = await mailing.attach({ ...draft, changeKey }, attachments);
		if (input.saveAsDraft === true) {
			return [{ row: { outcome: 'saved', id, changeKey: ready.changeKey ?? null, itemId } }];
		}
		const [sent] = await mailing.send(ready, input);
		return [{ row: { ...sent?.row, itemId } }];
	},
});

export const reply = answering(({ toAll }) => (toAll === true ? 'ReplyAllToItem' : 'ReplyToItem'));
export const replyAll = answering(() => 'ReplyAllToItem');
export const forward = answering(() => 'ForwardItem');
