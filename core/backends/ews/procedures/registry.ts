import { connectionProcedures } from '../../connectionProcedures';
import { addAttachments } from './addAttachments';
import { archiveItem } from './archiveItem';
import { cancelEvent } from './cancelEvent';
import { convertIds } from './convertIds';
import { deleteAttachment } from './deleteAttachment';
import { downloadAttachments } from './downloadAttachments';
import { emptyFolder } from './emptyFolder';
import { expandGroup } from './expandGroup';
import { exportItem, exportMime } from './exportMime';
import { findMeetingTimes } from './findMeetingTimes';
import { getAvailability } from './getAvailability';
import { getMailTips } from './getMailTips';
import { getServerTimeZones } from './getServerTimeZones';
import { getUserPhoto } from './getUserPhoto';
import type { ProcedureHandler } from './handler';
import { markAsJunk } from './markAsJunk';
import { markAsRead } from './markAsRead';
import { copyFolder, moveFolder } from './moveFolder';
import { copyItem, moveItem } from './moveItem';
import { getOutOfOffice, setOutOfOffice } from './outOfOffice';
import { dismissReminder, snoozeReminder } from './reminders';
import { forward, reply, replyAll } from './reply';
import { resolveNames } from './resolveNames';
import { respondToEvent } from './respondToEvent';
import { getRoomLists, getRooms } from './rooms';
import { sendDraft } from './sendDraft';
import { sendMail } from './sendMail';
import { uploadItem, uploadMime } from './uploadMime';

/** How EWS runs each procedure, by its name. */
export const handlers: Readonly<Record<string, ProcedureHandler>> = {
	sendMail,
	sendDraft,
	reply,
	replyAll,
	forward,
	moveItem,
	copyItem,
	archiveItem,
	markAsRead,
	markAsJunk,
	exportMime,
	uploadMime,
	exportItem,
	uploadItem,
	emptyFolder,
	moveFolder,
	copyFolder,
	addAttachments,
	downloadAttachments,
	deleteAttachment,
	cancelEvent,
	convertIds,
	expandGroup,
	findMeetingTimes,
	getAvailability,
	getMailTips,
	getServerTimeZones,
	getUserPhoto,
	getOutOfOffice,
	setOutOfOffice,
	dismissReminder,
	snoozeReminder,
	resolveNames,
	respondToEvent,
	getRoomLists,
	getRooms,
	...connectionProcedures,
};
