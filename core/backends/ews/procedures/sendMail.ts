import { ExchangeError, InputError } from '../../../errors';
import type { ProcedureResult } from '../../../schema/procedure';
import type { Row } from '../../../schema/column';
import type { Scope } from '../../../query/query';
import type { Call } from '../../backend';
import type { EwsContext } from '../context';
import { nameTarget } from '../folderErrors';
import { deleteItem } from '../operations/deleteItem';
import { reach } from '../reach';
import { BatchWriter } from '../write/batch';
import type { WriteContext } from '../write/context';
import { CreateStep } from '../write/create';
import { DRAFT } from '../send/draft';
import { SendStep } from '../send/sendStep';
import type { ProcedureHandler } from './handler';

const RECIPIENTS = ['toRecipients', 'ccRecipients', 'bccRecipients'];

/**
 * Makes a draft that carries a write id, then sends it. A lost answer is settled by the write id in
 * Drafts, Outbox and Sent Items before anything goes out again. One row: `outcome` is `sent`, or
 * `unknown` with the `writeId`; an outcome that is unknown is no error, for an automatic second run
 * could send twice.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-send-email-messages-by-using-ews-in-exchange
 */
async function run(
	{ channel, folders, settings, settleDelays, settleBudgetMs }: EwsContext,
	input: Readonly<Row>,
	scope: Scope,
	call: Call,
): Promise<ProcedureResult[]> {
	requireRecipients(input);
	const way = reach(scope, call, settings);
	const drafts = folders.wellKnown('drafts', way);
	const context: WriteContext = {
		channel,
		table: DRAFT,
		reach: way,
		options: {},
		folder: drafts,
	};
	const batch = { signal: way.call.signal, settleDelays, settleBudgetMs };
	const record = { index: 0, values: draftValues(input) };
	const create = new CreateStep(context);
	const writeId = create.writeId(record);
	const [draft] = await new BatchWriter(create, batch).write([record]);
	if (draft?.outcome !== 'created') {
		throw nameTarget(draft?.error ?? new InputError('No draft was made'), 'drafts', way);
	}

	const saveCopy = input.saveToSentItems !== false;
	const send = new SendStep({
		context,
		writeId,
		saveCopy,
		drafts,
		outbox: folders.wellKnown('outbox', way),
		sentItems: folders.wellKnown('sentitems', way),
	});
	const { id, changeKey } = draft;
	const made = { index: 0, id, changeKey, values: {} };
	const [sent] = await new BatchWriter(send, batch).write([made]);
	const row = { subject: input.subject ?? null, savedToSentItems: saveCopy };
	if (sent?.outcome === 'unknown') {
		return [{ row: { outcome: 'unknown', writeId, message: sent.error?.message, ...row } }];
	}
	if (sent?.outcome === 'failed') {
		await discard(context, id);
		throw sent.error;
	}
	return [{ row: { outcome: 'sent', ...row } }];
}

function requireRecipients(input: Readonly<Row>): void {
	const isGiven = RECIPIENTS.some((id) => Array.isArray(input[id]) && input[id].length > 0);
	if (isGiven) return;
	throw new InputError("'To Recipients' is empty", {
		field: 'toRecipients',
		advice: 'Give at least one address.',
	});
}

function draftValues(input: Readonly<Row>): Row {
	const known = new Set(DRAFT.columns.map(({ id }) => id));
	const given = Object.entries(input).filter(
		([id, value]) =>
			known.has(id) &&
			value !== null &&
			value !== undefined &&
			!(Array.isArray(value) && value.length === 0),
	);
	return Object.fromEntries(given);
}

/** A draft that Exchange refuses to send is of no use to anybody. */
async function discard({ channel, reach: way }: WriteContext, id: string | undefined) {
	if (!id) return;
	try {
		await deleteItem(channel, { refs: [{ id }], deleteType: 'HardDelete' }, way.call);
	} catch (error) {
		// The refusal itself is what the person has to know.
		if (!(error instanceof ExchangeError)) throw error;
	}
}

export const sendMail: ProcedureHandler = { run };
