import type { EwsChannel } from '../channel';
import type { XmlTree } from '../decode/tree';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { partsOf } from './part';

export interface GetServerTimeZonesRequest {
	/** Windows ids; empty for all that the server knows. */
	readonly ids: readonly string[];
	/** With the rules of each zone, else ids and names alone. */
	readonly full: boolean;
}

/**
 * TimeZoneDefinition elements.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getservertimezones-operation
 */
export async function getServerTimeZones(
	channel: EwsChannel,
	{ ids, full }: GetServerTimeZonesRequest,
	call: EwsCall,
): Promise<readonly XmlTree[]> {
	const { TimeZoneDefinitions } = await partsOf(
		channel,
		{
			name: 'GetServerTimeZones',
			safe: true,
			since: 'Exchange2010',
			body: element(
				'm:GetServerTimeZones',
				{ ReturnFullTimeZoneData: full },
				ids.length === 0
					? undefined
					: element(
							'm:Ids',
							null,
							ids.map((id) => element('t:Id', null, id)),
						),
			),
		},
		['TimeZoneDefinitions'],
		call,
	);
	return TimeZoneDefinitions?.children ?? [];
}
