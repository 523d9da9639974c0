import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { configurationName, type UserConfigurationName } from './getUserConfiguration';
import { partsOf } from './part';

export interface WriteUserConfigurationRequest extends UserConfigurationName {
	readonly xml: Uint8Array;
}

/**
 * Replaces the XML stream of a configuration; its other streams stay.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateuserconfiguration-operation
 */
export const updateUserConfiguration = (
	channel: EwsChannel,
	request: WriteUserConfigurationRequest,
	call: EwsCall,
): Promise<void> => writeUserConfiguration('UpdateUserConfiguration', channel, request, call);

/** What Create and Update have in common: all but the name. */
export async function writeUserConfiguration(
	name: 'CreateUserConfiguration' | 'UpdateUserConfiguration',
	channel: EwsChannel,
	request: WriteUserConfigurationRequest,
	call: EwsCall,
): Promise<void> {
	await partsOf(
		channel,
		{
			name,
			safe: false,
			since: 'Exchange2010',
			body: element(
				`m:${name}`,
				null,
				element(
					'm:UserConfiguration',
					null,
					configurationName('t:UserConfigurationName', request),
					element('t:XmlData', null, Buffer.from(request.xml).toString('base64')),
				),
			),
		},
		[],
		call,
	);
}
