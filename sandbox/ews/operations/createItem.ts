import { demand, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { KINDS } from '../fields/field';
import { idXml } from '../fields/shape';
import { inviteAll } from '../meeting/invite';
import { checkSize, newItem } from '../newItem';
import { disposition, messageFolder, post } from '../post';
import { RESPOND } from '../respond';
import { answer, attempt, success, type Answer } from '../response';
import { wholeView } from '../view';
import { child, type Node } from '../xml/node';
import type { Folder, ItemKind } from '../../store';

const NAME = 'CreateItemResponseMessage';

/** Kinds that clients create, and the folder each goes to when none is named. */
const HOME: Readonly<Partial<Record<ItemKind, string>>> = {
	Item: 'drafts',
	Message: 'drafts',
	CalendarItem: 'calendar',
	Contact: 'contacts',
	DistributionList: 'contacts',
	Person: 'contacts',
	Task: 'tasks',
	PostItem: 'inbox',
};

/** Folder class that a kind must live in. */
const LIVES_IN: Readonly<Partial<Record<ItemKind, { prefix: string; code: string }>>> = {
	CalendarItem: {
		prefix: 'IPF.Appointment',
		code: 'ErrorCannotCreateCalendarItemInNonCalendarFolder',
	},
	Contact: { prefix: 'IPF.Contact', code: 'ErrorCannotCreateContactInNonContactFolder' },
	Task: { prefix: 'IPF.Task', code: 'ErrorCannotCreateTaskInNonTaskFolder' },
};

function folderFor(request: Node, kind: ItemKind, ctx: Context): Folder {
	const target = child(request, 'SavedItemFolderId');
	const name = HOME[kind] ?? 'drafts';
	const folder =
		target === undefined ? (ctx.user.wellKnown.get(name) as Folder) : targetFolder(ctx, target);
	ctx.mailbox ??= folder.mailbox;
	const home = LIVES_IN[kind];
	const checked = kind !== 'Contact' || ctx.rules.holds('contacts-in-contact-folders');
	if (home !== undefined && checked && !folder.folderClass.startsWith(home.prefix)) {
		throw new EwsError(home.code as string, `The item cannot be created in this folder.`);
	}
	return folder;
}

function create(node: Node, request: Node, ctx: Context) {
	const respond = RESPOND[node.name];
	if (respond !== undefined) return respond(node, request, ctx);
	const kind = node.name as ItemKind;
	if (KINDS[kind] === undefined || HOME[kind] === undefined) {
		throw new EwsError('ErrorInvalidOperation', `'${node.name}' cannot be created here.`);
	}
	if (kind === 'Message') {
		const sending = disposition(request);
		const saved = messageFolder(request, sending, ctx);
		return post(newItem(kind, node, saved.mailbox, ctx, sending), saved, sending, ctx);
	}
	const invitations = request.attributes['SendMeetingInvitations'];
	if (kind === 'CalendarItem' && invitations === undefined) {
		throw new EwsError(
			'ErrorSendMeetingInvitationsRequired',
			'The SendMeetingInvitations attribute is required for calendar items.',
		);
	}
	const folder = folderFor(request, kind, ctx);
	demand(ctx, folder, 'CreateItems');
	const input = newItem(kind, node, folder.mailbox, ctx);
	checkSize(input.attachments ?? [], 0, ctx);
	ctx.writes += 1;
	const item = ctx.store.addItem(folder, input);
	if (kind === 'CalendarItem') inviteAll(item, invitations ?? 'SendToNone', ctx);
	return success(NAME, `<m:Items>${idXml(wholeView(item))}</m:Items>`);
}

export function createItem(request: Node, ctx: Context): Answer {
	const items = child(request, 'Items')?.children ?? [];
	return answer(
		'CreateItem',
		items.map((node) => attempt(NAME, '<m:Items/>', () => create(node, request, ctx))),
	);
}
