import type { Folder } from '../../store';
import { roleOf, type Right } from '../../store/rights';
import type { Context } from '../context';
import { element, wrap } from '../xml/escape';

/** Role -> PermissionLevelType, where the names differ. */
const LEVELS: Readonly<Record<string, string>> = {
	AvailabilityOnly: 'FreeBusyTimeOnly',
	LimitedDetails: 'FreeBusyTimeAndSubjectAndLocation',
};

function readAccess(has: ReadonlySet<Right>): string {
	if (has.has('ReadItems')) return 'FullDetails';
	if (has.has('FreeBusyDetailed')) return 'TimeAndSubjectAndLocation';
	return has.has('FreeBusySimple') ? 'TimeOnly' : 'None';
}

function userXml(ctx: Context, who: string): string {
	if (who === 'Default' || who === 'Anonymous') {
		return wrap('UserId', element('DistinguishedUser', who));
	}
	const mailbox = ctx.store.directory.find(who);
	return wrap(
		'UserId',
		(mailbox ? element('SID', mailbox.sid) : '') +
			element('PrimarySmtpAddress', who) +
			(mailbox ? element('DisplayName', mailbox.displayName) : ''),
	);
}

function action(has: ReadonlySet<Right>, all: Right, own: Right): string {
	return has.has(all) ? 'All' : has.has(own) ? 'Owned' : 'None';
}

/** PermissionSet of a folder; Default and Anonymous are always in it. */
export function permissionSetXml(ctx: Context, folder: Folder, folderName: string): string {
	const calendar = folderName === 'CalendarFolder';
	const entries = new Map<string, ReadonlySet<Right>>([
		['Default', new Set()],
		['Anonymous', new Set()],
		...folder.permissions,
	]);
	let inner = '';
	for (const [who, has] of entries) {
		const role = roleOf(has);
		const level = LEVELS[role] ?? role;
		inner += wrap(
			calendar ? 'CalendarPermission' : 'Permission',
			userXml(ctx, who) +
				element('CanCreateItems', String(has.has('CreateItems'))) +
				element('CanCreateSubFolders', String(has.has('CreateSubfolders'))) +
				element('IsFolderOwner', String(has.has('FolderOwner'))) +
				element('IsFolderVisible', String(has.has('FolderVisible'))) +
				element('IsFolderContact', String(has.has('FolderContact'))) +
				element('EditItems', action(has, 'EditAllItems', 'EditOwnedItems')) +
				element('DeleteItems', action(has, 'DeleteAllItems', 'DeleteOwnedItems')) +
				element('ReadItems', calendar || has.has('ReadItems') ? readAccess(has) : 'None') +
				element(calendar ? 'CalendarPermissionLevel' : 'PermissionLevel', level),
		);
	}
	return wrap('PermissionSet', wrap(calendar ? 'CalendarPermissions' : 'Permissions', inner));
}
