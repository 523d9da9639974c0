import type { ExchangeError } from '../../../errors';
import { type EwsChannel, isError, messageError } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { ID_PLAN } from './answers';

/** IdFormatType of EWS. */
export type IdFormat = 'EwsLegacyId' | 'EwsId' | 'EntryId' | 'HexEntryId' | 'StoreId' | 'OwaId';

export interface ConvertIdRequest {
	readonly ids: readonly string[];
	readonly from: IdFormat;
	readonly to: IdFormat;
	/** SMTP address of the mailbox that the ids are of. */
	readonly mailbox: string;
	readonly isArchive?: boolean;
}

/**
 * The ids in their new form, or the error of each in its place.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/convertid-operation
 */
export async function convertId(
	channel: EwsChannel,
	{ ids, from, to, mailbox, isArchive }: ConvertIdRequest,
	call: EwsCall,
): Promise<Array<string | ExchangeError>> {
	if (ids.length === 0) return [];
	const alternate = (id: string) =>
		element('t:AlternateId', {
			Format: from,
			Id: id,
			Mailbox: mailbox,
			IsArchive: isArchive || undefined,
		});
	const answer = await channel.answer(
		{
			name: 'ConvertId',
			safe: true,
			body: element(
				'm:ConvertId',
				{ DestinationFormat: to },
				element('m:SourceIds', null, ids.map(alternate)),
			),
			plan: ID_PLAN,
			parts: ['AlternateId'],
			expect: ids.length,
		},
		call,
	);
	return answer.messages.map((message, index) =>
		isError(message)
			? messageError(message, answer.requestId, ids[index])
			: (message.parts.AlternateId?.attributes.Id ?? ''),
	);
}
