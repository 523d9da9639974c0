/**
 * Names of the older schemas that look like columns and choose how a query or a write works: a condition on
 * one, or a value for one, sets the scope or an option of that call.
 */
import { findColumn } from './resolve';
import type { Dialect, Table } from './table';

/** What a pseudo-column sets. */
export type PseudoTarget =
	| 'impersonationUser'
	| 'impersonationType'
	| 'sharedMailbox'
	| 'folder'
	| 'sendInvitations'
	| 'sendCancellations';

export interface PseudoColumn {
	/** As the older schema writes it; found without case. */
	readonly name: string;
	readonly dialects: readonly Dialect[];
	readonly sets: PseudoTarget;
	/** Where the scope names a folder of its own, or the operator is another, it is a column as any. */
	readonly alsoColumn?: boolean;
	/** Names the folder that holds the record itself: in a search with subfolders it stays a filter. */
	readonly isParent?: boolean;
	readonly choices?: readonly string[];
	/** What it does, for the guide. */
	readonly description: string;
}

export const PSEUDO_COLUMNS: readonly PseudoColumn[] = [
	{
		name: 'ImpersonationUser',
		dialects: ['ews'],
		sets: 'impersonationUser',
		description: 'Mailbox that is impersonated.',
	},
	{
		name: 'ImpersonationType',
		dialects: ['ews'],
		sets: 'impersonationType',
		choices: ['PrimarySmtpAddress', 'SmtpAddress', 'PrincipalName', 'SID'],
		description: 'What names the impersonated mailbox.',
	},
	{
		name: 'SharedMailboxEmail',
		dialects: ['ews'],
		sets: 'sharedMailbox',
		description: 'Mailbox that is opened by delegate or full access.',
	},
	{
		name: 'userId',
		dialects: ['graph'],
		sets: 'sharedMailbox',
		description: 'Mailbox that is opened.',
	},
	{
		name: 'ParentFolderName',
		dialects: ['ews'],
		sets: 'folder',
		alsoColumn: true,
		description: 'Folder: a well-known name such as Inbox or publicfoldersroot, a path, or an id.',
	},
	{
		name: 'ParentFolderId',
		dialects: ['ews', 'graph'],
		sets: 'folder',
		alsoColumn: true,
		isParent: true,
		description: 'Folder by its id, or several.',
	},
	{
		name: 'SendMeetingInvitations',
		dialects: ['ews'],
		sets: 'sendInvitations',
		choices: ['SendToNone', 'SendOnlyToAll', 'SendOnlyToChanged', 'SendToAllAndSaveCopy'],
		description: 'Who gets an invitation; without it nobody.',
	},
	{
		name: 'SendCancellationsMode',
		dialects: ['ews'],
		sets: 'sendCancellations',
		choices: ['SendToNone', 'SendOnlyToAll', 'SendToAllAndSaveCopy'],
		description: 'Who gets a cancellation; without it nobody.',
	},
];

const byName = new Map(PSEUDO_COLUMNS.map((pseudo) => [pseudo.name.toLowerCase(), pseudo]));

/** The pseudo-column that a name means in a table of mailboxes; columns of its own go first. */
export function findPseudoColumn(
	table: Table,
	name: string,
	dialect: Dialect,
): PseudoColumn | undefined {
	const pseudo = byName.get(name.trim().toLowerCase());
	if (!pseudo?.dialects.includes(dialect)) return undefined;
	return pseudo.alsoColumn || !findColumn(table, name, dialect) ? pseudo : undefined;
}
