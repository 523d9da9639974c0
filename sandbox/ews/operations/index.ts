import type { Context } from '../context';
import type { Answer } from '../response';
import type { Node } from '../xml/node';
import { archiveItem } from './archiveItem';
import { convertId } from './convertId';
import { createAttachment } from './createAttachment';
import { createFolder } from './createFolder';
import { createFolderPath } from './createFolderPath';
import { createItem } from './createItem';
import { createManagedFolder } from './createManagedFolder';
import { createUserConfiguration } from './createUserConfiguration';
import { addDelegate, getDelegate, removeDelegate, updateDelegate } from './delegates';
import { deleteAttachment } from './deleteAttachment';
import { deleteFolder, emptyFolder } from './deleteFolder';
import { deleteItem } from './deleteItem';
import { expandDl } from './expandDl';
import { exportItems } from './exportItems';
import { findFolder } from './findFolder';
import { findItem } from './findItem';
import { findPeople } from './findPeople';
import { getAttachment } from './getAttachment';
import { getFolder } from './getFolder';
import { getInboxRules } from './getInboxRules';
import { getItem } from './getItem';
import { getMailTips } from './getMailTips';
import { getPasswordExpirationDate } from './getPasswordExpirationDate';
import { getPersona } from './getPersona';
import { getRoomLists, getRooms } from './getRoomLists';
import { getReminders } from './getReminders';
import { getServerTimeZones } from './getServerTimeZones';
import { getUserAvailability } from './getUserAvailability';
import { getServiceConfiguration } from './getServiceConfiguration';
import { getUserConfiguration } from './getUserConfiguration';
import { getUserPhoto } from './getUserPhoto';
import { markAllItemsAsRead } from './markAllItemsAsRead';
import { markAsJunk } from './markAsJunk';
import { copyFolder, moveFolder } from './moveFolder';
import { copyItem, moveItem } from './moveItem';
import { performReminderAction } from './performReminderAction';
import { resolveNames } from './resolveNames';
import { sendItem } from './sendItem';
import { syncFolderHierarchy } from './syncFolderHierarchy';
import { syncFolderItems } from './syncFolderItems';
import { setUserPhoto } from './setUserPhoto';
import { updateFolder } from './updateFolder';
import { updateInboxRules } from './updateInboxRules';
import { updateItem } from './updateItem';
import { getUserOofSettings, setUserOofSettings } from './userOofSettings';
import { deleteUserConfiguration, updateUserConfiguration } from './updateUserConfiguration';
import { uploadItems } from './uploadItems';

export type Operation = (request: Node, ctx: Context) => Answer;

/** Request element -> handler. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
	AddDelegate: addDelegate,
	ArchiveItem: archiveItem,
	ConvertId: convertId,
	CopyItem: copyItem,
	CreateAttachment: createAttachment,
	CopyFolder: copyFolder,
	CreateFolder: createFolder,
	CreateFolderPath: createFolderPath,
	CreateManagedFolder: createManagedFolder,
	CreateItem: createItem,
	CreateUserConfiguration: createUserConfiguration,
	DeleteAttachment: deleteAttachment,
	DeleteFolder: deleteFolder,
	DeleteItem: deleteItem,
	DeleteUserConfiguration: deleteUserConfiguration,
	EmptyFolder: emptyFolder,
	ExpandDL: expandDl,
	ExportItems: exportItems,
	FindFolder: findFolder,
	FindItem: findItem,
	FindPeople: findPeople,
	GetAttachment: getAttachment,
	GetDelegate: getDelegate,
	GetFolder: getFolder,
	GetInboxRules: getInboxRules,
	GetItem: getItem,
	GetMailTips: getMailTips,
	GetPasswordExpirationDate: getPasswordExpirationDate,
	GetPersona: getPersona,
	GetRoomLists: getRoomLists,
	GetRooms: getRooms,
	GetReminders: getReminders,
	GetServerTimeZones: getServerTimeZones,
	GetUserAvailabilityRequest: getUserAvailability,
	GetUserOofSettingsRequest: getUserOofSettings,
	GetServiceConfiguration: getServiceConfiguration,
	GetUserConfiguration: getUserConfiguration,
	GetUserPhoto: getUserPhoto,
	MarkAllItemsAsRead: markAllItemsAsRead,
	MarkAsJunk: markAsJunk,
	MoveFolder: moveFolder,
	MoveItem: moveItem,
	RemoveDelegate: removeDelegate,
	PerformReminderAction: performReminderAction,
	ResolveNames: resolveNames,
	SendItem: sendItem,
	UpdateDelegate: updateDelegate,
	SyncFolderHierarchy: syncFolderHierarchy,
	SyncFolderItems: syncFolderItems,
	SetUserOofSettingsRequest: setUserOofSettings,
	SetUserPhoto: setUserPhoto,
	UpdateFolder: updateFolder,
	UpdateInboxRules: updateInboxRules,
	UpdateItem: updateItem,
	UpdateUserConfiguration: updateUserConfiguration,
	UploadItems: uploadItems,
};
