import { ExchangeError, InputError, RetriableError } from '../../../errors';
import { checkCharacters } from '../../../schema/characters';
import type { FileContent } from '../../../schema/file';
import type { WriteOutcome } from '../../backend';
import type { NewAttachment } from '../xml/attachment';
import { AttachStep } from './attach';
import { type BatchOptions, BatchWriter } from './batch';
import type { WriteContext } from './context';

/** Bytes of the files that go out in one request; a larger file has one of its own. */
const TOGETHER = 4 * 1024 * 1024;
const MOST_TOGETHER = 50;
/** A file of this size may be what a server refuses. */
const LARGE = 1024 * 1024;

/** What a server or something before it answers to more than it takes. */
const TOO_LARGE: ReadonlySet<string> = new Set([
	'ErrorMessageSizeExceeded',
	'ErrorAttachmentSizeLimitExceeded',
	'ErrorRequestStreamTooBig',
	'ErrorDataSizeLimitExceeded',
	'HTTP_413',
]);

/** What IIS answers to a request above its own limit: as if the page were not there, or malformed. */
const LIKELY_TOO_LARGE: ReadonlySet<string> = new Set(['HTTP_404', 'HTTP_400']);

export const fileOf = (attachment: NewAttachment): FileContent =>
	'item' in attachment ? attachment.item : attachment.file;

/** Refuses names that cannot be sent. */
export function checkNames(attachments: readonly NewAttachment[]): void {
	for (const attachment of attachments) {
		const { name } = fileOf(attachment);
		if (name.trim() === '') {
			throw new InputError('An attachment has no name', {
				field: 'files',
				advice: "Give the binary field a 'fileName', or fill in 'Attachment Name'.",
			});
		}
		checkCharacters({ id: 'files', label: `Name of attachment ${name.slice(0, 40)}` }, name);
	}
}

/** Groups of places whose files go out together. */
export function together(attachments: readonly NewAttachment[]): number[][] {
	const groups: number[][] = [];
	let group: number[] = [];
	let bytes = 0;
	for (const [place, attachment] of attachments.entries()) {
		const { size = Infinity } = fileOf(attachment);
		if (group.length > 0 && (bytes + size > TOGETHER || group.length >= MOST_TOGETHER)) {
			groups.push(group);
			[group, bytes] = [[], 0];
		}
		group.push(place);
		bytes += size;
	}
	return group.length > 0 ? [...groups, group] : groups;
}

/** One outcome per attachment, in order; the change key is the item's after it. */
export async function attachAll(
	context: WriteContext,
	{
		item,
		attachments,
		before,
	}: {
		readonly item: string;
		readonly attachments: readonly NewAttachment[];
		readonly before: readonly string[];
	},
	options: BatchOptions,
): Promise<WriteOutcome[]> {
	const writer = new BatchWriter(new AttachStep(context, item, attachments, before), options);
	const outcomes: WriteOutcome[] = [];
	for (const group of together(attachments)) {
		const records = group.map((index) => ({ index, values: {} }));
		outcomes.push(...(await writer.write(records)));
	}
	outcomes.sort((left, right) => left.index - right.index);
	return outcomes.map((outcome) => {
		const attachment = attachments[outcome.index];
		if (!outcome.error || !attachment) return outcome;
		return { ...outcome, error: named(outcome.error, fileOf(attachment)) };
	});
}

/** The same error, naming the file and its size where that may be the cause. */
function named(error: ExchangeError, { name, size = 0 }: FileContent): ExchangeError {
	const { code, requestId, status } = error;
	const details = { code, requestId, status, recordKey: name, cause: error };
	const file = `The file '${name}'${size > 0 ? ` (${sizeText(size)})` : ''}`;
	const isLikely = size >= LARGE && LIKELY_TOO_LARGE.has(code ?? '');
	if (isLikely || TOO_LARGE.has(code ?? '')) {
		const said = /\d[\d.,]*\s*(?:bytes|kb|mb|gb)\b/i.exec(error.message)?.[0];
		return new InputError(
			`${file} is larger than the server takes${said ? `: the limit is ${said}` : ''}`,
			{
				...details,
				field: 'files',
				advice:
					'Send it as a link, or ask the Exchange administrator to raise the limits: Set-TransportConfig -MaxReceiveSize and -MaxSendSize, and maxAllowedContentLength and maxRequestLength in the web.config of EWS.',
			},
		);
	}
	if (error instanceof RetriableError && size >= LARGE) {
		return new RetriableError(`${file} did not arrive: ${lowered(error.message)}`, {
			...details,
			delivered: error.delivered,
			advice:
				'The server may break off what is larger than it takes: try a smaller file, or ask the administrator for maxAllowedContentLength and maxRequestLength in the web.config of EWS.',
		});
	}
	return error;
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const sizeText = (bytes: number): string =>
	bytes < 1024 * 1024
		? `${Math.max(1, Math.round(bytes / 1024))} kB`
		: `${(bytes / 1024 / 1024).toFixed(1)} MB`;
