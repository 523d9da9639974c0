import type { EwsChannel } from '../channel';
import { child } from '../decode/tree';
import type { EwsCall, FolderTarget } from '../request';
import { element, type Xml } from '../xml/element';
import { folderId } from '../xml/field';
import { partsOf } from './part';

/** A named configuration of a folder, such as `CategoryList` of the calendar. */
export interface UserConfigurationName {
	readonly name: string;
	readonly folder: FolderTarget;
}

export const configurationName = (tag: string, { name, folder }: UserConfigurationName): Xml =>
	element(tag, { Name: name }, folderId(folder));

/**
 * The XML stream of a configuration; undefined when it has none. Throws when there is no such configuration.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getuserconfiguration-operation
 */
export async function getUserConfiguration(
	channel: EwsChannel,
	request: UserConfigurationName,
	call: EwsCall,
): Promise<Buffer | undefined> {
	const { UserConfiguration } = await partsOf(
		channel,
		{
			name: 'GetUserConfiguration',
			safe: true,
			since: 'Exchange2010',
			body: element(
				'm:GetUserConfiguration',
				null,
				configurationName('m:UserConfigurationName', request),
				element('m:UserConfigurationProperties', null, 'XmlData'),
			),
		},
		['UserConfiguration'],
		call,
	);
	const data = child(UserConfiguration, 'XmlData');
	return data && Buffer.from(data.text, 'base64');
}
