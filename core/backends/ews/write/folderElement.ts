import type { Row } from '../../../schema/column';
import type { FolderElement } from '../operations/createFolder';

const BY_CLASS: Readonly<Record<string, FolderElement>> = {
	'IPF.Appointment': 'CalendarFolder',
	'IPF.Contact': 'ContactsFolder',
	'IPF.Task': 'TasksFolder',
};

/**
 * A calendar, contacts or tasks folder has an element of its own that sets the class; any other class
 * is a property of a plain folder.
 */
export function folderElement(values: Readonly<Row>): { element: FolderElement; values: Row } {
	const { folderClass, ...rest } = values;
	const element = typeof folderClass === 'string' ? BY_CLASS[folderClass] : undefined;
	return element ? { element, values: rest } : { element: 'Folder', values: { ...values } };
}
