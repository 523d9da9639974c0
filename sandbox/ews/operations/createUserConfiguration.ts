import { demand } from '../access';
import { findConfiguration, placeOf, streamsOf } from '../configuration/item';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { answer, attempt, success, type Answer } from '../response';
import { at, child, type Node } from '../xml/node';

const NAME = 'CreateUserConfigurationResponseMessage';

export function createUserConfiguration(request: Node, ctx: Context): Answer {
	const message = attempt(NAME, '', () => {
		const name = at(request, 'UserConfiguration', 'UserConfigurationName') as Node;
		const { folder, itemClass } = placeOf(ctx, name);
		demand(ctx, folder, 'CreateItems');
		if (findConfiguration(ctx, name) !== undefined) {
			throw new EwsError('ErrorItemSave', 'A configuration of that name exists in the folder.');
		}
		const streams = streamsOf(child(request, 'UserConfiguration') as Node);
		ctx.store.addItem(folder, {
			kind: 'Message',
			associated: true,
			properties: { ...streams, 'item:ItemClass': itemClass, 'item:Subject': itemClass },
			modifiedBy: ctx.user.displayName,
		});
		ctx.writes += 1;
		return success(NAME, '');
	});
	return answer('CreateUserConfiguration', [message]);
}
