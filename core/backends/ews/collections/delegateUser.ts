import { InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import { child, childText, type XmlTree } from '../decode/tree';
import { type DeliverMeetingRequests, userId } from '../operations/delegateAnswer';
import { element, type Xml } from '../xml/element';

/** Column -> element of DelegatePermissions, in the order of the schema. */
const PERMISSIONS = [
	['calendarPermission', 'CalendarFolderPermissionLevel'],
	['tasksPermission', 'TasksFolderPermissionLevel'],
	['inboxPermission', 'InboxFolderPermissionLevel'],
	['contactsPermission', 'ContactsFolderPermissionLevel'],
	['notesPermission', 'NotesFolderPermissionLevel'],
	['journalPermission', 'JournalFolderPermissionLevel'],
] as const;
const FLAGS = [
	['receiveCopiesOfMeetingMessages', 'ReceiveCopiesOfMeetingMessages'],
	['viewPrivateItems', 'ViewPrivateItems'],
] as const;
const CUSTOM = 'custom';

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A row of the table from a DelegateUser. */
export function delegateRow(user: XmlTree, scope: DeliverMeetingRequests | undefined): Row {
	const id = child(user, 'UserId');
	const permissions = child(user, 'DelegatePermissions');
	const address = childText(id, 'PrimarySmtpAddress');
	const sid = childText(id, 'SID');
	return {
		id: address ?? sid ?? '',
		emailAddress: address ?? null,
		displayName: childText(id, 'DisplayName') ?? null,
		sid: sid ?? null,
		...Object.fromEntries(
			PERMISSIONS.map(([column, name]) => [column, lower(childText(permissions, name) ?? 'None')]),
		),
		...Object.fromEntries(
			FLAGS.map(([column, name]) => [column, childText(user, name)?.trim() === 'true']),
		),
		deliverMeetingRequests: scope === undefined ? null : lower(scope),
	};
}

/** The element of a delegate with these values; a level that is not one of the four is left alone. */
export function delegateXml(id: string, values: Readonly<Row>): Xml {
	const levels = PERMISSIONS.filter(([column]) => {
		const level = values[column];
		return typeof level === 'string' && level !== CUSTOM;
	});
	return element(
		't:DelegateUser',
		null,
		userId(id),
		levels.length === 0
			? undefined
			: element(
					't:DelegatePermissions',
					null,
					levels.map(([column, name]) => element(`t:${name}`, null, upper(String(values[column])))),
				),
		FLAGS.filter(([column]) => typeof values[column] === 'boolean').map(([column, name]) =>
			element(`t:${name}`, null, String(values[column])),
		),
	);
}

export const scopeOf = ({
	deliverMeetingRequests,
}: Readonly<Row>): DeliverMeetingRequests | undefined =>
	typeof deliverMeetingRequests === 'string'
		? (upper(deliverMeetingRequests) as DeliverMeetingRequests)
		: undefined;

/** @throws InputError for what cannot be written */
export function checkDelegate(values: Readonly<Row>): void {
	const custom = PERMISSIONS.find(([column]) => values[column] === CUSTOM);
	if (!custom) return;
	const label = upper(custom[0]).replace('Permission', ' Permission');
	throw new InputError(`'${label}' cannot be set to custom`, {
		field: custom[0],
		advice:
			'Custom says that the folder has other permissions than delegates get. Choose none, reviewer, author or editor.',
	});
}

/** Whether a delegate is as a record wants it. */
export const isDelegateSo = (row: Readonly<Row>, values: Readonly<Row>): boolean =>
	Object.entries(values).every(
		([column, value]) => column === 'emailAddress' || value === null || row[column] === value,
	);
