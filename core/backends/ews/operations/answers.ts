import type { ExchangeError } from '../../../errors';
import { FatalError, SkippableError } from '../../../errors';
import type { Row } from '../../../schema/column';
import { type EwsAnswer, type EwsOperation, isError, messageError } from '../channel';
import { compileRowPlan } from '../decode/rowPlan';
import type { EwsChannel } from '../channel';
import type { EwsCall, FindPage, RefResult } from '../request';
import type { FindResult } from './findResult';

/** Plan of answers that carry ids only. */
export const ID_PLAN = compileRowPlan([]);

/** One reference or error per record. An empty id where the server returns none: the item was sent. */
export function refs(
	{ messages, requestId }: EwsAnswer,
	keys: readonly string[] = [],
): RefResult[] {
	return messages.map((message, index) => {
		if (isError(message)) return messageError(message, requestId, keys[index]);
		const [row] = message.rows;
		const changeKey = row?.changeKey;
		return {
			id: String(row?.id ?? ''),
			...(typeof changeKey === 'string' ? { changeKey } : {}),
		};
	});
}

/** The same where the reference stands in the message itself, in an element of this name. */
export function partRefs(
	{ messages, requestId }: EwsAnswer,
	part: string,
	keys: readonly string[] = [],
): RefResult[] {
	return messages.map((message, index) => {
		if (isError(message)) return messageError(message, requestId, keys[index]);
		const { Id = '', ChangeKey } = message.parts[part]?.attributes ?? {};
		return { id: Id, ...(ChangeKey === undefined ? {} : { changeKey: ChangeKey }) };
	});
}

/** One row or error per record. */
export function rows(
	{ messages, requestId }: EwsAnswer,
	keys: readonly string[],
): Array<Row | ExchangeError> {
	return messages.map((message, index) => {
		if (isError(message)) return messageError(message, requestId, keys[index]);
		return (
			message.rows[0] ??
			new SkippableError('The server answered without the record', {
				code: 'EMPTY_RECORD',
				requestId,
				recordKey: keys[index],
				advice:
					'The record may be of a kind that this server does not return; look at it in Outlook.',
			})
		);
	});
}

/** `undefined` where done, or the error in its place. */
export function outcomes(
	{ messages, requestId }: EwsAnswer,
	keys: readonly string[],
): Array<undefined | ExchangeError> {
	return messages.map((message, index) =>
		isError(message) ? messageError(message, requestId, keys[index]) : undefined,
	);
}

/** Rows of a find as they come, then the page of each folder. Throws when a folder answers an error. */
export async function* found(
	channel: EwsChannel,
	operation: EwsOperation,
	call: EwsCall,
	keys: readonly string[],
): AsyncGenerator<Row[], FindResult> {
	const answer = yield* channel.rows({ ...operation, stream: true }, call);
	const pages = answer.messages.map((message, index): FindPage => {
		if (isError(message)) throw messageError(message, answer.requestId, keys[index]);
		if (!message.page) {
			throw new FatalError(`The server answered ${operation.name} without a result`, {
				code: 'UNEXPECTED_ANSWER',
				requestId: answer.requestId,
				advice: 'Check that the server address is an Exchange server.',
			});
		}
		return message.page;
	});
	const [only] = pages;
	return {
		includesLast: pages.every(({ includesLast }) => includesLast),
		...(pages.length === 1 && only
			? { nextOffset: only.nextOffset, total: only.total }
			: { total: pages.reduce((sum, { total = 0 }) => sum + total, 0) }),
		pages,
	};
}
