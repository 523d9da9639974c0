import { demand, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { KINDS } from '../fields/field';
import { readElement, type Changes } from '../fields/read';
import { idXml } from '../fields/shape';
import { completeEvent, zoneOf } from '../recurrence/event';
import { RESPOND } from '../respond';
import { windowsZone } from '../time';
import { answer, attempt, success, type Answer } from '../response';
import { deliver, finishMessage } from '../send';
import { completeTask } from '../task';
import { wholeView } from '../view';
import { child, type Node } from '../xml/node';
import type { Folder, ItemKind, Value } from '../../store';

const NAME = 'CreateItemResponseMessage';

/** Kinds that clients create, and the folder each goes to when none is named. */
const HOME: Readonly<Partial<Record<ItemKind, string>>> = {
	Item: 'drafts',
	Message: 'drafts',
	CalendarItem: 'calendar',
	Contact: 'contacts',
	DistributionList: 'contacts',
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

const CLASSES: Readonly<Partial<Record<ItemKind, RegExp>>> = {
	Contact: /^IPM\.(Contact|AbchPerson)(\.|$)/i,
	CalendarItem: /^IPM\.Appointment(\.|$)/i,
	Task: /^IPM\.Task(\.|$)/i,
	DistributionList: /^IPM\.DistList(\.|$)/i,
	PostItem: /^IPM\.Post(\.|$)/i,
};

function readProperties(kind: ItemKind, node: Node, ctx: Context): Map<string, Value> {
	const zone = zoneOf(node, ctx);
	const properties = new Map<string, Value>();
	for (const element of node.children) {
		const changes: Changes = readElement(kind, element, ctx, zone);
		for (const [key, value] of changes) if (value !== null) properties.set(key, value);
	}
	// Exchange keeps the zone of the request with an event that names none.
	if (kind === 'CalendarItem' && !properties.has('calendar:MeetingTimeZone')) {
		for (const name of ['StartTimeZone', 'EndTimeZone']) {
			if (properties.has(`calendar:${name}`)) continue;
			properties.set(`calendar:${name}`, { name, attributes: { Id: windowsZone(zone) } });
		}
	}
	const itemClass = properties.get('item:ItemClass');
	const fits = CLASSES[kind];
	if (typeof itemClass === 'string' && fits !== undefined && !fits.test(itemClass)) {
		throw new EwsError('ErrorObjectTypeChanged', 'The object type changed.');
	}
	return properties;
}

function disposition(request: Node, kind: ItemKind): string {
	const given = request.attributes['MessageDisposition'];
	if (kind === 'Message' && given === undefined) {
		throw new EwsError(
			'ErrorMessageDispositionRequired',
			'The MessageDisposition attribute must be set.',
		);
	}
	return given ?? 'SaveOnly';
}

function folderFor(request: Node, kind: ItemKind, sending: string, ctx: Context): Folder {
	const target = child(request, 'SavedItemFolderId');
	const name = sending === 'SaveOnly' ? (HOME[kind] ?? 'drafts') : 'sentitems';
	const folder =
		target === undefined ? (ctx.user.wellKnown.get(name) as Folder) : targetFolder(ctx, target);
	ctx.mailbox ??= folder.mailbox;
	const home = LIVES_IN[kind];
	if (home !== undefined && !folder.folderClass.startsWith(home.prefix)) {
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
	const sending = disposition(request, kind);
	const invitations = request.attributes['SendMeetingInvitations'];
	if (kind === 'CalendarItem' && invitations === undefined) {
		throw new EwsError(
			'ErrorSendMeetingInvitationsRequired',
			'The SendMeetingInvitations attribute is required for calendar items.',
		);
	}
	const folder = folderFor(request, kind, kind === 'Message' ? sending : 'SaveOnly', ctx);
	demand(ctx, folder, 'CreateItems');
	const properties = readProperties(kind, node, ctx);
	properties.set('sandbox:Creator', ctx.user.primarySmtp);
	if (kind === 'CalendarItem') completeEvent(properties, folder.mailbox, ctx);
	if (kind === 'Task') completeTask(properties, ctx, folder.mailbox);
	if (kind === 'Message') finishMessage(properties, folder.mailbox, sending, ctx);
	ctx.writes += 1;
	if (kind === 'Message' && sending !== 'SaveOnly') {
		deliver(properties, ctx);
		if (sending === 'SendOnly') return success(NAME, '<m:Items/>');
	}
	const item = ctx.store.addItem(folder, { kind, properties, modifiedBy: ctx.user.displayName });
	if (kind === 'CalendarItem' && invitations !== 'SendToNone') deliver(properties, ctx, item);
	// A sent message is not returned: it has left the mailbox when the answer is written.
	if (kind === 'Message' && sending !== 'SaveOnly') return success(NAME, '<m:Items/>');
	return success(NAME, `<m:Items>${idXml(wholeView(item))}</m:Items>`);
}

export function createItem(request: Node, ctx: Context): Answer {
	const items = child(request, 'Items')?.children ?? [];
	return answer(
		'CreateItem',
		items.map((node) => attempt(NAME, '<m:Items/>', () => create(node, request, ctx))),
	);
}
