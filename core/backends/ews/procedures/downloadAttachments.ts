import { ExchangeError, InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { ProcedureResult } from '../../../schema/procedure';
import { type AttachmentInfo, decodeAttachment } from '../codecs/attachment';
import type { EwsContext } from '../context';
import { child, childText, type XmlTree } from '../decode/tree';
import { getAttachment } from '../operations/getAttachment';
import type { BodyFormat } from '../operations/shape';
import { reach, type Reach } from '../reach';
import { attachmentsOf } from '../write/attach';
import { BegunFiles, lazyFile } from './files';
import type { ListHandler } from './handler';

type Input = Readonly<Row>;

/**
 * Attachments as files. Of a record they are listed first and each is asked for when it is read; of an
 * id alone only the answer with the content says what it is.
 */
export const downloadAttachments: ListHandler = {
	async runAll(context, inputs, scope, call) {
		const way = reach(scope, call, context.settings);
		const count = inputs.reduce((sum, input) => sum + idsOf(input).length, 0);
		const begun = new BegunFiles(count === 1);
		const answers: Array<ProcedureResult[] | ExchangeError> = [];
		for (const input of inputs) {
			try {
				answers.push(await download(context, input, way, begun));
			} catch (error) {
				if (!(error instanceof ExchangeError) || call.signal?.aborted) throw error;
				answers.push(error);
			}
		}
		return answers;
	},
};

/** Ids are Base64: neither a separator nor white space is part of one. */
const idsOf = ({ attachmentIds }: Input): string[] =>
	typeof attachmentIds === 'string' ? attachmentIds.split(/[;,\s]+/).filter((id) => id !== '') : [];

async function download(
	context: EwsContext,
	input: Input,
	way: Reach,
	begun: BegunFiles,
): Promise<ProcedureResult[]> {
	const { mailboxIds, folders } = context;
	const ids = idsOf(input);
	const item = input.itemId === null ? undefined : String(input.itemId);
	if (ids.length === 0 && item === undefined) {
		throw new InputError("Either 'Attachment IDs' or 'Of Record ID' is needed", {
			field: 'attachmentIds',
			advice: 'Give the ID of an attachment, or of the record whose attachments you want.',
		});
	}
	const all = [...ids, ...(item === undefined ? [] : [item])];
	const foreign = await mailboxIds.check(all, way, (name) => folders.wellKnown(name, way));
	const error = foreign.find((one) => one !== undefined);
	if (error) throw error;
	// With both, the record only says where the attachments are.
	if (ids.length === 0) return await ofItem(context, item ?? '', input, way);
	const results: ProcedureResult[] = [];
	for (const id of ids) results.push(await ofId(context, { id, item }, input, way, begun));
	return results;
}

async function ofItem(
	{ channel }: EwsContext,
	itemId: string,
	input: Input,
	way: Reach,
): Promise<ProcedureResult[]> {
	const { attachments } = await attachmentsOf({ channel, reach: way }, itemId);
	const results: ProcedureResult[] = [];
	for (const info of attachments) {
		const row = { ...info, itemId };
		const { id } = info;
		const mime = info.kind === 'item';
		if (id === null || info.kind === 'reference') results.push({ row });
		else if (mime && input.includeMimeContent === false) {
			results.push({ row: { ...row, ...(await contentOf(channel, id, input, way)) } });
		} else {
			const open = () => getAttachment(channel, { id, mime }, way.call);
			results.push({ row, file: lazyFile(fileAbout(info), open) });
		}
	}
	return results;
}

async function ofId(
	{ channel }: EwsContext,
	{ id, item }: { readonly id: string; readonly item?: string },
	input: Input,
	way: Reach,
	begun: BegunFiles,
): Promise<ProcedureResult> {
	const mime = input.includeMimeContent !== false;
	const bodyFormat = (input.bodyType ?? undefined) as BodyFormat | undefined;
	const open = () => getAttachment(channel, { id, mime, bodyFormat }, way.call);
	const opened = await open();
	const tree = child(opened.message, 'Attachments')?.children[0];
	if (!tree) {
		await opened.leave();
		throw new InputError('Exchange gave no attachment for this ID', {
			code: 'EMPTY_RECORD',
			field: 'attachmentIds',
			recordKey: id,
			advice: 'Take the ID from a fresh query of the record.',
		});
	}
	const info = { ...decodeAttachment(tree), id };
	const file = await begun.take(fileAbout(info), opened, open);
	const extra = info.kind === 'item' && !file ? itemContent(tree) : {};
	return { row: { ...info, itemId: item ?? null, ...extra }, ...(file && { file }) };
}

/** An attached record without a file: what it says. */
async function contentOf(
	channel: EwsContext['channel'],
	id: string,
	input: Input,
	way: Reach,
): Promise<Row> {
	const bodyFormat = (input.bodyType ?? undefined) as BodyFormat | undefined;
	const { message, leave } = await getAttachment(channel, { id, bodyFormat }, way.call);
	await leave();
	const tree = child(message, 'Attachments')?.children[0];
	return tree ? itemContent(tree) : {};
}

/** Elements that describe the attachment; the one that is left is the record. */
const ABOUT = /^(?:AttachmentId|Name|Content\w*|Attachment\w+|Size|LastModifiedTime|IsInline)$/;

function itemContent(tree: XmlTree): Row {
	const item = tree.children.find(({ name }) => !ABOUT.test(name));
	return {
		subject: childText(item, 'Subject') ?? null,
		body: childText(item, 'Body') ?? null,
		bodyType: child(item, 'Body')?.attributes.BodyType?.toLowerCase() ?? null,
	};
}

function fileAbout({ name, kind, contentType }: AttachmentInfo) {
	const title = name === null || name === '' ? 'attachment' : name;
	if (kind !== 'item') {
		return { name: title, contentType: contentType ?? 'application/octet-stream' };
	}
	return {
		name: /\.eml$/i.test(title) ? title : `${title}.eml`,
		contentType: contentType ?? 'message/rfc822',
	};
}
