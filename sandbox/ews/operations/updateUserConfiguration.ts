import { demandDelete, demandEdit } from '../access';
import { configuration, streamsOf } from '../configuration/item';
import type { Context } from '../context';
import { answer, attempt, success, type Answer } from '../response';
import { at, child, type Node } from '../xml/node';

const UPDATE = 'UpdateUserConfigurationResponseMessage';
const DELETE = 'DeleteUserConfigurationResponseMessage';

/** The streams that the request brings replace those of the item; the others stay. */
export function updateUserConfiguration(request: Node, ctx: Context): Answer {
	const message = attempt(UPDATE, '', () => {
		const item = configuration(
			ctx,
			at(request, 'UserConfiguration', 'UserConfigurationName') as Node,
		);
		demandEdit(ctx, item);
		const streams = streamsOf(child(request, 'UserConfiguration') as Node);
		ctx.store.updateItem(item, streams, ctx.user.displayName);
		ctx.writes += 1;
		return success(UPDATE, '');
	});
	return answer('UpdateUserConfiguration', [message]);
}

export function deleteUserConfiguration(request: Node, ctx: Context): Answer {
	const message = attempt(DELETE, '', () => {
		const item = configuration(ctx, child(request, 'UserConfigurationName') as Node);
		demandDelete(ctx, item);
		ctx.store.deleteItem(item, 'HardDelete', ctx.user.displayName);
		ctx.writes += 1;
		return success(DELETE, '');
	});
	return answer('DeleteUserConfiguration', [message]);
}
