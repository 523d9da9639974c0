import { ExchangeError } from '../../errors';
import type { Scope } from '../../query/query';
import { findWellKnownFolder } from '../../schema/folders';
import type { Table } from '../../schema/table';
import type { Call, Choice, ChoiceList } from '../backend';
import type { EwsChannel } from './channel';
import { FOLDER_COLUMNS } from './folderColumns';
import { fitsClass } from './folderKind';
import type { Folders } from './folders';
import { toNode } from './folderTree';
import { getFolder } from './operations/getFolder';
import { type Resolution, resolveNames } from './operations/resolveNames';
import { reach, type ReachSettings } from './reach';
import { smtpOf } from './addresses';

/** Entries of a folder list; beyond that a person types letters. */
const FOLDER_CAP = 300;

/** Every version knows these; a mailbox may lack one. */
const STANDARD = [
	'inbox',
	'sentitems',
	'drafts',
	'deleteditems',
	'junkemail',
	'outbox',
	'contacts',
	'calendar',
	'tasks',
	'notes',
	'journal',
];

const MAILBOXES: ReadonlySet<string> = new Set(['Mailbox', 'GroupMailbox']);

export interface PickerContext {
	readonly channel: EwsChannel;
	readonly folders: Folders;
	readonly settings: ReachSettings;
}

/** Mailboxes of the directory that match a text; Exchange returns 100 at the most. */
export async function searchMailboxes(
	{ channel, settings }: PickerContext,
	text: string,
	call: Call,
): Promise<ChoiceList> {
	const wanted = text.trim();
	if (wanted === '') return { choices: [], cut: false };
	const way = reach({}, call, settings);
	const found = await resolveNames(channel, { text: wanted, contactData: true }, way.call);
	const choices = found.resolutions.map(mailboxChoice).filter((choice) => choice !== undefined);
	return { choices, cut: found.cut };
}

function mailboxChoice(found: Resolution): Choice | undefined {
	const value = smtpOf(found);
	if (value === null || !MAILBOXES.has(found.mailboxType ?? 'Mailbox')) return undefined;
	const name = found.displayName ?? found.name ?? value;
	// Two people may have one name: the address tells them apart.
	return { name: name === value ? value : `${name} (${value})`, value };
}

/** Folders for the table's records: the well-known ones, then the others by their path. */
export async function searchFolders(
	{ channel, folders, settings }: PickerContext,
	table: Table,
	text: string,
	scope: Scope,
	call: Call,
): Promise<ChoiceList> {
	const way = reach(scope, call, settings);
	const tree = await folders.tree(way);
	const targets = STANDARD.map((name) => folders.wellKnown(name, way));
	const rows = await getFolder(channel, { folders: targets, columns: FOLDER_COLUMNS }, way.call);
	const fits = (folderClass: unknown) =>
		table.ews?.kind === 'folder' || fitsClass(folderClass, table.ews?.folderClass);

	const listed = new Set<string>();
	const choices: Choice[] = [];
	for (const [index, row] of rows.entries()) {
		const value = STANDARD[index];
		if (row instanceof ExchangeError || value === undefined) continue;
		const node = toNode(row);
		if (!fits(node.folderClass)) continue;
		listed.add(node.id);
		const label = findWellKnownFolder(value)?.label ?? value;
		const name = tree.path(node.id) ?? label;
		choices.push({ name, value, ...(name === label ? {} : { description: label }) });
	}
	const others = tree.nodes
		.filter(
			(node) => !listed.has(node.id) && !node.isSearch && !node.isHidden && fits(node.folderClass),
		)
		.map((node) => ({ name: tree.path(node.id) ?? node.name, value: node.id }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));

	const wanted = text.trim().toLowerCase();
	const matching = [...choices, ...others].filter(
		({ name, value, description }: Choice) =>
			name.toLowerCase().includes(wanted) ||
			(description ?? '').toLowerCase().includes(wanted) ||
			value === wanted,
	);
	return { choices: matching.slice(0, FOLDER_CAP), cut: matching.length > FOLDER_CAP };
}
