import type { Context } from '../context';
import { EwsError } from '../errors';
import { Shape } from '../fields/shape';
import { contactFolders, contactMailboxes, matchingContacts } from '../people/contacts';
import { entryContact, entryXml } from '../people/entry';
import { answer, attempt, success, warning, type Answer } from '../response';
import { wholeView } from '../view';
import { wrap } from '../xml/escape';
import { child, type Node } from '../xml/node';
import type { Item } from '../../store';

const NAME = 'ResolveNamesResponseMessage';
/** Exchange returns no more candidates than this. */
const MOST = 100;

/** Contact of a folder as ContactDataShape says it, by default what Default holds. */
function contactData(request: Node, ctx: Context): Shape {
	const base = request.attributes['ContactDataShape'] ?? 'Default';
	const shape: Node = {
		...request,
		name: 'ItemShape',
		attributes: {},
		children: [{ ...request, name: 'BaseShape', attributes: {}, children: [], text: base }],
	};
	return new Shape(shape, ctx, true);
}

function resolve(request: Node, ctx: Context): string[] {
	const entry = child(request, 'UnresolvedEntry')?.text ?? '';
	const full = /^(true|1)$/.test(request.attributes['ReturnFullContactData'] ?? '');
	const scope = request.attributes['SearchScope'] ?? 'ActiveDirectoryContacts';
	const wide = request.attributes['ContactDataShape'] === 'AllProperties';
	const directory = scope.includes('ActiveDirectory')
		? ctx.store.directory
				.resolve(entry)
				.map((one) => wrap('Resolution', entryXml(one) + (full ? entryContact(one, wide) : '')))
		: [];
	const shape = contactData(request, ctx);
	const contact = (item: Item) =>
		full && item.kind === 'Contact' ? shape.print(wholeView(item)) : '';
	const contacts = scope.includes('Contacts')
		? matchingContacts(contactFolders(request, ctx), entry).flatMap((item) =>
				contactMailboxes(item).map((mailbox) => wrap('Resolution', mailbox + contact(item))),
			)
		: [];
	return scope.startsWith('Contacts') ? [...contacts, ...directory] : [...directory, ...contacts];
}

export function resolveNames(request: Node, ctx: Context): Answer {
	const message = attempt(NAME, '', () => {
		const found = resolve(request, ctx);
		if (found.length === 0) {
			throw new EwsError('ErrorNameResolutionNoResults', 'No results were found.');
		}
		const shown = found.slice(0, MOST);
		const set = wrap('m:ResolutionSet', shown.join(''), {
			TotalItemsInView: shown.length,
			IncludesLastItemInRange: found.length <= MOST,
		});
		if (found.length === 1) return success(NAME, set);
		return warning(NAME, 'ErrorNameResolutionMultipleResults', 'Multiple results were found.', set);
	});
	return answer('ResolveNames', [message]);
}
