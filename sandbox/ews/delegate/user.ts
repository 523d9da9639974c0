import type { Mailbox } from '../../store';
import { roleOf, rightsOf } from '../../store/rights';
import type { Delegate } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { element, wrap } from '../xml/escape';
import { child, type Node } from '../xml/node';

/** Element of DelegatePermissions -> the folder that it speaks of. */
const FOLDERS: Readonly<Record<string, string>> = {
	CalendarFolderPermissionLevel: 'calendar',
	TasksFolderPermissionLevel: 'tasks',
	InboxFolderPermissionLevel: 'inbox',
	ContactsFolderPermissionLevel: 'contacts',
	NotesFolderPermissionLevel: 'notes',
	JournalFolderPermissionLevel: 'journal',
};

const LEVELS: ReadonlySet<string> = new Set(['None', 'Editor', 'Reviewer', 'Author']);

/** The mailbox that a UserId means. @throws EwsError */
export function delegateOf(userId: Node, ctx: Context): Mailbox {
	const sid = child(userId, 'SID')?.text.trim();
	const address = child(userId, 'PrimarySmtpAddress')?.text.trim();
	if (sid === undefined && address === undefined) {
		throw new EwsError('ErrorInvalidDelegateUserId', 'The delegate user ID is invalid.');
	}
	const found =
		address === undefined
			? ctx.store.directory.findSid(sid ?? '')
			: ctx.store.directory.find(address);
	if (found === undefined) {
		throw new EwsError('ErrorDelegateNoUser', 'The delegate does not map to a user.');
	}
	return found;
}

export function notDelegate(): EwsError {
	return new EwsError('ErrorNotDelegate', 'The user is not a delegate for the mailbox.');
}

function permissionsXml(owner: Mailbox, delegate: Mailbox): string {
	const levels = Object.entries(FOLDERS).map(([name, folder]) => {
		const rights = owner.wellKnown.get(folder)?.permissions.get(delegate.primarySmtp);
		const role = rights === undefined ? 'None' : roleOf(rights);
		return element(name, LEVELS.has(role) ? role : 'Custom');
	});
	return wrap('DelegatePermissions', levels.join(''));
}

export function delegateXml(owner: Mailbox, user: Mailbox, how: Delegate, full: boolean): string {
	const id = wrap(
		'UserId',
		element('SID', user.sid) +
			element('PrimarySmtpAddress', user.primarySmtp) +
			element('DisplayName', user.displayName),
	);
	return wrap(
		'm:DelegateUser',
		id +
			(full ? permissionsXml(owner, user) : '') +
			element('ReceiveCopiesOfMeetingMessages', String(how.receiveCopies)) +
			element('ViewPrivateItems', String(how.viewPrivate)),
	);
}

/** Permission levels that a DelegateUser asks for, by folder. @throws EwsError */
function levelsOf(node: Node): Array<[string, string]> {
	const levels = (child(node, 'DelegatePermissions')?.children ?? []).map(
		(one): [string, string] => [FOLDERS[one.name] ?? '', one.text.trim()],
	);
	if (levels.some(([, level]) => !LEVELS.has(level))) {
		throw new EwsError(
			'ErrorInvalidDelegatePermission',
			'The delegate permission level is invalid.',
		);
	}
	return levels;
}

function flag(node: Node, name: string, otherwise: boolean): boolean {
	const text = child(node, name)?.text.trim();
	return text === undefined ? otherwise : /^(true|1)$/.test(text);
}

/** Writes what a DelegateUser says; what it leaves out stays, or is off for a new delegate. */
export function writeDelegate(node: Node, owner: Mailbox, user: Mailbox, ctx: Context): Delegate {
	const levels = levelsOf(node);
	const before = owner.services.delegates.get(user.primarySmtp);
	const how: Delegate = {
		receiveCopies: flag(node, 'ReceiveCopiesOfMeetingMessages', before?.receiveCopies ?? false),
		viewPrivate: flag(node, 'ViewPrivateItems', before?.viewPrivate ?? false),
	};
	owner.services.delegates.set(user.primarySmtp, how);
	for (const [name, level] of levels) {
		const folder = owner.wellKnown.get(name);
		if (folder === undefined) continue;
		if (level === 'None') folder.permissions.delete(user.primarySmtp);
		else folder.permissions.set(user.primarySmtp, rightsOf(level));
		folder.version += 1;
	}
	ctx.writes += 1;
	return how;
}

/** Takes a delegate and its rights in the six folders away. */
export function dropDelegate(owner: Mailbox, user: Mailbox, ctx: Context): void {
	if (!owner.services.delegates.delete(user.primarySmtp)) throw notDelegate();
	for (const name of Object.values(FOLDERS)) {
		const folder = owner.wellKnown.get(name);
		if (folder?.permissions.delete(user.primarySmtp)) folder.version += 1;
	}
	ctx.writes += 1;
}
