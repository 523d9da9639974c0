/** Folder rights and the roles of Add-MailboxFolderPermission (MS-OXODLGT 2.2.2.2.2). */
export type Right =
	| 'CreateItems'
	| 'CreateSubfolders'
	| 'ReadItems'
	| 'EditAllItems'
	| 'EditOwnedItems'
	| 'DeleteAllItems'
	| 'DeleteOwnedItems'
	| 'FolderOwner'
	| 'FolderContact'
	| 'FolderVisible'
	/** Calendars: when somebody is busy. */
	| 'FreeBusySimple'
	/** Calendars: and where, with what subject. */
	| 'FreeBusyDetailed';

const READ: readonly Right[] = ['ReadItems', 'FolderVisible'];
const OWNED: readonly Right[] = ['EditOwnedItems', 'DeleteOwnedItems'];
const ALL: readonly Right[] = ['EditAllItems', 'DeleteAllItems', ...OWNED];

/** Role name -> rights, as the cmdlet documents them. */
export const ROLES: Readonly<Record<string, readonly Right[]>> = {
	None: [],
	AvailabilityOnly: ['FreeBusySimple'],
	LimitedDetails: ['FreeBusySimple', 'FreeBusyDetailed'],
	Contributor: ['CreateItems', 'FolderVisible'],
	Reviewer: READ,
	NoneditingAuthor: ['CreateItems', 'DeleteOwnedItems', ...READ],
	Author: ['CreateItems', ...OWNED, ...READ],
	PublishingAuthor: ['CreateItems', 'CreateSubfolders', ...OWNED, ...READ],
	Editor: ['CreateItems', ...ALL, ...READ],
	PublishingEditor: ['CreateItems', 'CreateSubfolders', ...ALL, ...READ],
	Owner: ['CreateItems', 'CreateSubfolders', 'FolderOwner', 'FolderContact', ...ALL, ...READ],
};

export const EVERYTHING: ReadonlySet<Right> = new Set(ROLES['Owner']);
export const NOTHING: ReadonlySet<Right> = new Set();

/** @throws RangeError for a role that does not exist */
export function rightsOf(roles: string | readonly string[]): ReadonlySet<Right> {
	const rights = new Set<Right>();
	for (const name of typeof roles === 'string' ? [roles] : roles) {
		const role = Object.keys(ROLES).find((known) => known.toLowerCase() === name.toLowerCase());
		if (role !== undefined) for (const right of ROLES[role] ?? []) rights.add(right);
		else if (EVERYTHING.has(name as Right)) rights.add(name as Right);
		else throw new RangeError(`'${name}' is neither a role nor a right of a folder`);
	}
	return rights;
}

/** The role with exactly these rights, else `Custom`. */
export function roleOf(rights: ReadonlySet<Right>): string {
	for (const [name, role] of Object.entries(ROLES)) {
		if (role.length === rights.size && role.every((right) => rights.has(right))) return name;
	}
	return 'Custom';
}
