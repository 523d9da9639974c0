import type { EwsChannel } from '../channel';
import { child, childText } from '../decode/tree';
import type { EwsCall, FolderTarget } from '../request';
import { element, type Xml } from '../xml/element';
import { folderId } from '../xml/field';
import { ID_PLAN, one } from './answers';

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
	channel.requires('A user configuration', 'Exchange2010');
	const answer = await channel.answer(
		{
			name: 'GetUserConfiguration',
			safe: true,
			body: element(
				'm:GetUserConfiguration',
				null,
				configurationName('m:UserConfigurationName', request),
				element('m:UserConfigurationProperties', null, 'XmlData'),
			),
			plan: ID_PLAN,
			parts: ['UserConfiguration'],
			expect: 1,
		},
		call,
	);
	const configuration = one(answer).parts.UserConfiguration;
	if (!child(configuration, 'XmlData')) return undefined;
	return Buffer.from(childText(configuration, 'XmlData') ?? '', 'base64');
}
