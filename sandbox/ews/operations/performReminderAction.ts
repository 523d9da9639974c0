import { demandEdit, itemById } from '../access';
import type { Context } from '../context';
import { EwsError, EwsFault } from '../errors';
import { occurrenceView } from '../recurrence/instance';
import { DISMISSED, reminderOf, SNOOZED } from '../reminder';
import { alone, success, type Answer } from '../response';
import { readTime } from '../time';
import { wholeView, type View } from '../view';
import { wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import type { Value } from '../../store';

const NAME = 'PerformReminderActionResponse';

function dismissal(view: View, ctx: Context): ReadonlyMap<string, Value | null> {
	const changes = new Map<string, Value | null>([[SNOOZED, null]]);
	if (!view.item.properties.has('calendar:Recurrence')) {
		return changes.set('item:ReminderIsSet', false);
	}
	const next = reminderOf(wholeView(view.item), ctx.now)?.view.occurrence;
	const start = view.occurrence?.originalStart ?? next?.originalStart;
	return start === undefined ? changes : changes.set(DISMISSED, start);
}

function snooze(action: Node, ctx: Context): ReadonlyMap<string, Value> {
	const time = readTime(child(action, 'NewReminderTime')?.text ?? '', ctx.zone);
	if (Number.isNaN(time)) {
		throw new EwsError('ErrorMissingArgument', 'A snoozed reminder needs a NewReminderTime.');
	}
	return new Map([[SNOOZED, time]]);
}

function perform(action: Node, ctx: Context): string {
	const id = child(action, 'ItemId')?.attributes['Id'] ?? '';
	const item = itemById(ctx, id);
	demandEdit(ctx, item);
	const view = occurrenceView(item, id);
	const isDismissal = child(action, 'ActionType')?.text.trim() === 'Dismiss';
	const holds = ctx.rules.holds('reminder-is-dismissed') || !isDismissal;
	const changes = isDismissal ? dismissal(view, ctx) : snooze(action, ctx);
	ctx.store.updateItem(item, holds ? changes : new Map(), ctx.user.displayName);
	ctx.writes += 1;
	const after = occurrenceView(item, id);
	return wrap('ItemId', '', { Id: after.id, ChangeKey: after.changeKey });
}

/**
 * Dismisses or snoozes reminders (MS-OXWSMTGS 3.1.4.8). The answer has no place for an error of one item:
 * the first one ends the request.
 */
export function performReminderAction(request: Node, ctx: Context): Answer {
	try {
		const ids = below(request, 'ReminderItemActions').map((action) => perform(action, ctx));
		return alone(success(NAME, wrap('m:UpdatedItemIds', ids.join(''))));
	} catch (error) {
		if (!(error instanceof EwsError)) throw error;
		throw new EwsFault(error.code, error.message);
	}
}
