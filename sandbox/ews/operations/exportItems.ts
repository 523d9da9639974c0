import { itemById } from '../access';
import { checkKeyForm } from '../changeKey';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { answer, attempt, success, type Answer } from '../response';
import { exportItem } from '../stream';
import { wrap } from '../xml/escape';
import { below, type Node } from '../xml/node';
import type { Item } from '../../store';

const NAME = 'ExportItemsResponseMessage';

/** The item of a whole ItemId whose change key, when there is one, has the form of one. @throws EwsError */
export function itemOf(ctx: Context, node: Node): Item {
	const id = node.attributes['Id'] ?? '';
	if (id === '') throw new EwsError('ErrorInvalidIdEmpty', 'Id must be non-empty.');
	const item = itemById(ctx, id);
	const changeKey = node.attributes['ChangeKey'] ?? '';
	if (changeKey !== '' && ctx.rules.holds('change-keys-have-form')) checkKeyForm(changeKey);
	return item;
}

/** Each item as an opaque stream that UploadItems takes back (MS-OXWSBTRF 3.1.4.1). */
export function exportItems(request: Node, ctx: Context): Answer {
	const messages = below(request, 'ItemIds').map((node) =>
		attempt(NAME, '', () => {
			const item = itemOf(ctx, node);
			const id = wrap('m:ItemId', '', { Id: item.id, ChangeKey: item.changeKey });
			return success(NAME, `${id}<m:Data>${exportItem(item)}</m:Data>`);
		}),
	);
	return answer('ExportItems', messages);
}
