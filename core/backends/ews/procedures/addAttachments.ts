import { ExchangeError, InputError } from '../../../errors';
import type { FileContent } from '../../../schema/file';
import type { Row } from '../../../schema/column';
import { ANY_ITEM, SUBJECT } from '../anyItem';
import type { EwsContext } from '../context';
import { getItem } from '../operations/getItem';
import { getMime } from '../operations/getMime';
import { reach, type Reach } from '../reach';
import { DRAFT } from '../send/draft';
import { filesOf } from '../send/files';
import { attachmentsOf } from '../write/attach';
import { attachAll, checkNames, fileOf } from '../write/attachAll';
import type { NewAttachment } from '../xml/attachment';
import { lazyFile } from './files';
import type { SingleHandler } from './handler';
import { unknownRow } from './overItems';

/**
 * Attaches files to a record. What it has is read first, so that an answer that is lost can be settled by
 * what it has afterwards, and a record that is not there is told before a large file is sent.
 */
export const addAttachments: SingleHandler = {
	async run(context, input, scope, call) {
		const { channel, settleDelays, settleBudgetMs, mailboxIds, folders } = context;
		const way = reach(scope, call, context.settings);
		const item = String(input.itemId);
		const ids = [item, ...(input.attachedItemId === null ? [] : [String(input.attachedItemId)])];
		const foreign = await mailboxIds.check(ids, way, (name) => folders.wellKnown(name, way));
		const error = foreign.find((one) => one !== undefined);
		if (error) throw error;
		const attachments = await attachmentsFrom(context, input, way);
		checkNames(attachments);

		const write = { channel, table: DRAFT, reach: way, options: {}, folder: { id: item } };
		const before = await attachmentsOf(write, item);
		const known = before.attachments.flatMap(({ id }) => id ?? []);
		const request = { item, attachments, before: known };
		const batch = { signal: way.call.signal, settleDelays, settleBudgetMs };
		const outcomes = await attachAll(write, request, batch);
		const failed = outcomes.find(({ outcome }) => outcome === 'failed');
		if (failed) throw partly(failed.error, outcomes.filter(({ id }) => id !== undefined).length);
		return outcomes.map((outcome) => {
			if (outcome.outcome === 'unknown') return { row: unknownRow(outcome) };
			const attachment = attachments[outcome.index];
			const file = attachment && fileOf(attachment);
			return {
				row: {
					id: outcome.id ?? null,
					itemId: item,
					itemChangeKey: outcome.changeKey ?? null,
					kind: attachment && 'item' in attachment ? 'item' : 'file',
					name: file?.name ?? null,
					contentType: file?.contentType ?? null,
					size: file?.size ?? null,
				},
			};
		});
	},
};

async function attachmentsFrom(
	{ channel }: EwsContext,
	input: Readonly<Row>,
	way: Reach,
): Promise<NewAttachment[]> {
	const isInline = input.isInline === true;
	const contentId = typeof input.contentId === 'string' ? input.contentId : undefined;
	const attachments: NewAttachment[] = filesOf(input).map((file) => ({
		file,
		isInline,
		contentId,
	}));
	if (contentId !== undefined && attachments.length > 1) {
		throw new InputError("'Content ID' names one file, and there are several", {
			field: 'contentId',
			advice: 'Add the files one after the other.',
		});
	}
	if (input.attachedItemId !== null) {
		const id = String(input.attachedItemId);
		const request = { table: ANY_ITEM, ids: [{ id }], columns: [SUBJECT] };
		const [row] = await getItem(channel, request, way.call);
		if (!row || row instanceof ExchangeError) throw row;
		attachments.push({ item: mimeOf(id, row, () => getMime(channel, id, way.call)) });
	}
	if (attachments.length === 0) {
		throw new InputError('There is nothing to attach', {
			field: 'files',
			advice: "Name a binary field, or fill in 'Attachment Content' or 'Attached Record ID'.",
		});
	}
	return attachments;
}

function mimeOf(id: string, row: Row, open: Parameters<typeof lazyFile>[1]): FileContent {
	const subject = row[SUBJECT.id];
	const name = typeof subject === 'string' && subject !== '' ? subject : id.slice(-12);
	return lazyFile({ name, contentType: 'message/rfc822' }, open);
}

/** Says of several files how many are there. */
function partly(error: ExchangeError | undefined, count: number): unknown {
	if (!error || count === 0) return error;
	return new InputError(`${error.message}; ${count} of the files are attached`, {
		code: error.code,
		field: 'files',
		recordKey: error.recordKey,
		requestId: error.requestId,
		advice: error.advice,
		cause: error,
	});
}
