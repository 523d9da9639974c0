import type { Row } from '../../../schema/column';
import type { Table } from '../../../schema/table';
import type { FolderElement } from '../operations/createFolder';

const BY_CLASS: Readonly<Record<string, FolderElement>> = {
	'IPF.Appointment': 'CalendarFolder',
	'IPF.Contact': 'ContactsFolder',
	'IPF.Task': 'TasksFolder',
};

/**
 * The records of a table may be of one element. Else: a calendar, contacts or tasks folder has an element of its own that sets the class; any other class
 * is a property of a plain folder.
 */
export function folderElement(
	{ ews }: Table,
	values: Readonly<Row>,
): { element: FolderElement; values: Row } {
	if (ews && ews.element !== 'Folder') {
		return { element: ews.element as FolderElement, values: { ...values } };
	}
	const { folderClass, ...rest } = values;
	const element = typeof folderClass === 'string' ? BY_CLASS[folderClass] : undefined;
	return element ? { element, values: rest } : { element: 'Folder', values: { ...values } };
}
