import { recipientOf } from '../../store/directory';
import type { Attendee, Body, Folder, Mailbox, Value } from '../../store';
import type { Context } from '../context';
import { mailboxesOf } from '../send';
import type { View } from '../view';
import { change, sameIn } from './attend';
import { letter } from './compose';
import { NEWS } from './find';

/** What a cancelled meeting looks like in an attendee's calendar until it is removed. */
function cancelled(view: View, news: number, ctx: Context): Map<string, Value> {
	return new Map<string, Value>([
		['item:Subject', cancelledSubject(view)],
		['calendar:IsCancelled', true],
		['calendar:AppointmentState', 7],
		['calendar:LegacyFreeBusyStatus', 'Free'],
		['calendar:DateTimeStamp', ctx.now],
		[NEWS, news],
	]);
}

function cancelledSubject(view: View): string {
	return `Canceled: ${String(view.properties.get('item:Subject') ?? '')}`;
}

/** Tells attendees that a meeting, or one occurrence of it, does not take place for them. */
export function tellCancelled(
	view: View,
	to: readonly Attendee[],
	{
		saveCopy,
		savedTo,
		body,
	}: {
		readonly saveCopy: boolean;
		/** Default: Sent Items. */
		readonly savedTo?: Folder | undefined;
		readonly body?: Body | undefined;
	},
	ctx: Context,
): void {
	const owner = view.item.folder.mailbox;
	const post = (mailbox: Mailbox, folder: Folder) => {
		const properties = letter(
			view,
			{
				from: owner,
				to,
				subject: cancelledSubject(view),
				itemClass: 'IPM.Schedule.Meeting.Canceled',
				body: body ?? (view.properties.get('item:Body') as Body | undefined),
			},
			ctx,
		);
		properties.set('message:ReceivedBy', recipientOf(mailbox));
		properties.set('message:ReceivedRepresenting', recipientOf(mailbox));
		properties.set('calendar:IsCancelled', true);
		properties.set('message:IsRead', mailbox === owner);
		return ctx.store.addItem(folder, {
			kind: 'MeetingCancellation',
			properties,
			modifiedBy: ctx.user.displayName,
		});
	};
	for (const mailbox of mailboxesOf(to, ctx)) {
		if (mailbox === owner) continue;
		const theirs = sameIn(mailbox, view);
		const { created } = post(mailbox, mailbox.wellKnown.get('inbox') as Folder);
		const shows = ctx.rules.holds('cancelled-shows');
		if (theirs !== undefined && shows) change(theirs, cancelled(theirs, created, ctx), ctx);
	}
	if (saveCopy && ctx.rules.holds('copy-is-saved')) {
		post(owner, savedTo ?? (owner.wellKnown.get('sentitems') as Folder));
	}
}
