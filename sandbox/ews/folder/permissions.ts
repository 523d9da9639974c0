import { rightsOf, type Right } from '../../store/rights';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { atLeast } from '../version';
import { child, type Node } from '../xml/node';

type Rights = ReadonlySet<Right>;

const FLAGS: Readonly<Record<string, Right>> = {
	CanCreateItems: 'CreateItems',
	CanCreateSubFolders: 'CreateSubfolders',
	IsFolderOwner: 'FolderOwner',
	IsFolderVisible: 'FolderVisible',
	IsFolderContact: 'FolderContact',
};
const ACTIONS: Readonly<Record<string, readonly [owned: Right, all: Right]>> = {
	EditItems: ['EditOwnedItems', 'EditAllItems'],
	DeleteItems: ['DeleteOwnedItems', 'DeleteAllItems'],
};

/** Levels of calendars -> the role that the cmdlets call otherwise. */
export const FREE_BUSY: Readonly<Record<string, string>> = {
	FreeBusyTimeOnly: 'AvailabilityOnly',
	FreeBusyTimeAndSubjectAndLocation: 'LimitedDetails',
};

const fail = (code: string, message: string) => new EwsError(code, message);

/** Key of who gets a permission: a primary SMTP address, Default or Anonymous. @throws EwsError */
function userOf(permission: Node, ctx: Context): string {
	const user = child(permission, 'UserId') as Node;
	const text = (name: string) => child(user, name)?.text.trim();
	const distinguished = text('DistinguishedUser');
	if (distinguished !== undefined) return distinguished;
	const { directory } = ctx.store;
	const sid = text('SID');
	const address = text('PrimarySmtpAddress');
	if (sid === undefined && address === undefined) {
		throw fail('ErrorMissingUserIdInformation', 'The user id has neither a SID nor an address.');
	}
	const known = sid === undefined ? directory.findEntry(address ?? '') : directory.findSid(sid);
	if (known === undefined) {
		throw fail(
			sid === undefined ? 'ErrorInvalidUserInfo' : 'ErrorInvalidUserSid',
			'The user that the permission names is not known.',
		);
	}
	return known.primarySmtp;
}

function custom(permission: Node): Set<Right> {
	const rights = new Set<Right>();
	for (const [name, right] of Object.entries(FLAGS)) {
		if (/^(true|1)$/.test(child(permission, name)?.text.trim() ?? '')) rights.add(right);
	}
	for (const [name, [owned, all]] of Object.entries(ACTIONS)) {
		const action = child(permission, name)?.text.trim();
		if (action === 'Owned' || action === 'All') rights.add(owned);
		if (action === 'All') rights.add(all);
	}
	const read = child(permission, 'ReadItems')?.text.trim();
	if (read === 'FullDetails') rights.add('ReadItems');
	if (read === 'TimeAndSubjectAndLocation') rights.add('FreeBusyDetailed');
	if (read === 'TimeOnly' || read === 'TimeAndSubjectAndLocation') rights.add('FreeBusySimple');
	return rights;
}

function rightsIn(permission: Node, ctx: Context): Rights {
	const level = permission.children.find((one) => one.name.endsWith('PermissionLevel'));
	const name = level?.text.trim() ?? 'Custom';
	if (name === 'Custom') return custom(permission);
	const more = permission.children.some((one) => one.name !== 'UserId' && one !== level);
	// Exchange 2013 and later go by the level alone.
	if (more && !atLeast(ctx.build, '15.0')) {
		throw fail('ErrorInvalidPermissionSettings', 'Only a Custom level goes with single rights.');
	}
	return rightsOf(FREE_BUSY[name] ?? name);
}

/** PermissionSet as a client wrote it, which replaces all that was there. @throws EwsError */
export function readPermissions(set: Node, isCalendar: boolean, ctx: Context): Map<string, Rights> {
	if (child(set, 'UnknownEntries') !== undefined) {
		throw fail('ErrorCannotSetPermissionUnknownEntries', 'Unknown entries cannot be set.');
	}
	if (child(set, 'CalendarPermissions') !== undefined && !isCalendar) {
		throw fail(
			'ErrorCannotSetCalendarPermissionOnNonCalendarFolder',
			'Calendar permissions are for calendar folders.',
		);
	}
	if (child(set, 'Permissions') !== undefined && isCalendar) {
		throw fail(
			'ErrorCannotSetNonCalendarPermissionOnCalendarFolder',
			'A calendar folder has calendar permissions.',
		);
	}
	const entries = new Map<string, Rights>();
	for (const permission of set.children[0]?.children ?? []) {
		const who = userOf(permission, ctx);
		if (entries.has(who)) {
			throw fail('ErrorDuplicateUserIdsSpecified', 'A user has more than one permission.');
		}
		entries.set(who, rightsIn(permission, ctx));
	}
	return entries;
}
