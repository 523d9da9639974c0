import type { Build } from '../version';

/** Operations that came after Exchange 2010 SP2, by "Applies to" of their pages in the EWS reference. */
export const OPERATION_SINCE: Readonly<Record<string, Build>> = {
	ArchiveItem: '15.0',
	CreateFolderPath: '15.0',
	FindPeople: '15.0',
	GetPersona: '15.0',
	GetReminders: '15.0',
	GetUserPhoto: '15.0',
	MarkAllItemsAsRead: '15.0',
	MarkAsJunk: '15.0',
	PerformReminderAction: '15.0',
	SetUserPhoto: '15.1',
};
