import { itemById } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { addressee, eventOf } from '../meeting/find';
import { occurrenceView } from '../recurrence/instance';
import type { View } from '../view';
import { child, type Node } from '../xml/node';
import type { Body, Item } from '../../store';

/** What a response object answers: an item, and the event that it is about. */
export interface Reference {
	readonly item: Item;
	readonly view: View;
	/** The event in the calendar; undefined when it is gone, or the item is not about one. */
	readonly event: View | undefined;
}

export function badReference(): EwsError {
	return new EwsError(
		'ErrorInvalidReferenceItem',
		'The reference item does not support the requested operation.',
	);
}

/** The item of ReferenceItemId. @throws EwsError */
export function referenced(node: Node, ctx: Context): Reference {
	const reference = child(node, 'ReferenceItemId');
	if (reference === undefined) {
		throw new EwsError(
			'ErrorMissingInformationReferenceItemId',
			'The reference item id is missing.',
		);
	}
	const id = reference.attributes['Id'] ?? '';
	const item = itemById(ctx, id);
	const view = occurrenceView(item, id);
	const event = item.kind === 'CalendarItem' ? view : eventOf(item, addressee(item, ctx.store));
	return { item, view, event };
}

/** @throws EwsError ErrorMessageDispositionRequired */
export function dispositionOf(request: Node): string {
	const given = request.attributes['MessageDisposition'];
	if (given === undefined) {
		throw new EwsError(
			'ErrorMessageDispositionRequired',
			'The MessageDisposition attribute must be set.',
		);
	}
	return given;
}

export function readBody(node: Node | undefined): Body | undefined {
	if (node === undefined) return undefined;
	return { type: node.attributes['BodyType'] === 'HTML' ? 'HTML' : 'Text', text: node.text };
}
