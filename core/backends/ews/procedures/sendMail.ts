import { InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import { DRAFT } from '../send/draft';
import { filesOf } from '../send/files';
import { Mailing } from '../send/mailing';
import type { ProcedureHandler } from './handler';

const RECIPIENTS = ['toRecipients', 'ccRecipients', 'bccRecipients'];

/**
 * Makes a draft that carries a write id, then sends it. A lost answer is settled by the write id in
 * Drafts, Outbox and Sent Items before anything goes out again. One row; see Mailing.send.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-send-email-messages-by-using-ews-in-exchange
 */
export const sendMail: ProcedureHandler = {
	async run(context, input, scope, call) {
		requireRecipients(input);
		const attachments = filesOf(input).map((file) => ({ file }));
		const mailing = new Mailing(context, scope, call);
		const draft = await mailing.create(draftValues(input), attachments);
		const [sent] = await mailing.send(draft, input);
		return [{ row: { ...sent?.row, subject: input.subject ?? null } }];
	},
};

export function requireRecipients(input: Readonly<Row>): void {
	const isGiven = RECIPIENTS.some((id) => Array.isArray(input[id]) && input[id].length > 0);
	if (isGiven) return;
	throw new InputError("'To Recipients' is empty", {
		field: 'toRecipients',
		advice: 'Give at least one address.',
	});
}

/** What a draft has of the inputs; what is empty is left out. */
export function draftValues(input: Readonly<Row>, without: readonly string[] = []): Row {
	const known = new Set(DRAFT.columns.map(({ id }) => id));
	const given = Object.entries(input).filter(
		([id, value]) =>
			known.has(id) &&
			!without.includes(id) &&
			value !== null &&
			value !== undefined &&
			!(Array.isArray(value) && value.length === 0),
	);
	return Object.fromEntries(given);
}
