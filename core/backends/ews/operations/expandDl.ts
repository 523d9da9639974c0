import { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { type DirectoryEntry, directoryEntry } from './directoryEntry';
import { partsOf } from './part';

/** A group of the directory by its address, or a list of a contacts folder by its id. */
export type ListTarget = { readonly address: string } | { readonly id: string };

/**
 * Members of one level: a list inside the list stays one. Empty for a list without members; throws for
 * what is no list.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/expanddl-operation
 */
export async function expandDl(
	channel: EwsChannel,
	target: ListTarget,
	call: EwsCall,
): Promise<DirectoryEntry[]> {
	const { DLExpansion } = await partsOf(
		channel,
		{
			name: 'ExpandDL',
			safe: true,
			body: element(
				'm:ExpandDL',
				null,
				element(
					'm:Mailbox',
					null,
					'id' in target
						? element('t:ItemId', { Id: target.id })
						: element('t:EmailAddress', null, target.address),
				),
			),
		},
		['DLExpansion'],
		call,
	);
	return (DLExpansion?.children ?? []).map(directoryEntry);
}

/** Whether ExpandDL refused because the address is no group, or is unknown. */
export const isNoList = (error: unknown): boolean =>
	error instanceof ExchangeError && error.code === 'ErrorNameResolutionNoResults';
