import { configuration, stream } from '../configuration/item';
import type { Context } from '../context';
import { structureXml } from '../fields/print';
import { answer, attempt, success, type Answer } from '../response';
import { element, wrap } from '../xml/escape';
import { child, type Node } from '../xml/node';

const NAME = 'GetUserConfigurationResponseMessage';

export function getUserConfiguration(request: Node, ctx: Context): Answer {
	const name = child(request, 'UserConfigurationName') as Node;
	const asked = new Set(child(request, 'UserConfigurationProperties')?.text.trim().split(/\s+/));
	const wants = (part: string) => asked.has('All') || asked.has(part);
	const message = attempt(NAME, '', () => {
		const item = configuration(ctx, name);
		const id = wrap('ItemId', '', { Id: item.id, ChangeKey: item.changeKey });
		const part = (which: string) => {
			const value = stream(item, which);
			if (value === undefined || !wants(which)) return '';
			return typeof value === 'string' ? element(which, value) : structureXml(value);
		};
		const folder = name.children.map((one) =>
			wrap(one.name, '', {
				Id: one.attributes['Id'],
				ChangeKey: one.name === 'FolderId' ? item.folder.changeKey : undefined,
			}),
		);
		return success(
			NAME,
			wrap(
				'm:UserConfiguration',
				wrap('UserConfigurationName', folder.join(''), { Name: name.attributes['Name'] }) +
					(wants('Id') ? id : '') +
					part('Dictionary') +
					part('XmlData') +
					part('BinaryData'),
			),
		);
	});
	return answer('GetUserConfiguration', [message]);
}
