import { InputError } from '../errors';
import { nearest } from '../schema/suggest';
import { isShown, type Procedure, type ShownProcedure } from '../schema/procedure';
import { archiveItem } from './archive';
import { addAttachments, deleteAttachment, downloadAttachments } from './attachments';
import { autodiscover, testConnection } from './autodiscover';
import { cancelEvent } from './cancelEvent';
import { convertIds } from './convertIds';
import { emptyFolder } from './emptyFolder';
import { expandGroup } from './expandGroup';
import { exportItem, exportMime, uploadItem, uploadMime } from './exportMime';
import { findMeetingTimes } from './findMeetingTimes';
import { forward } from './forward';
import { getAvailability } from './getAvailability';
import { getMailTips } from './getMailTips';
import { getServerTimeZones } from './getServerTimeZones';
import { getUserPhoto } from './getUserPhoto';
import { markAsJunk, markAsRead } from './markAs';
import { copyFolder, copyItem, moveFolder, moveItem } from './move';
import { getOutOfOffice, setOutOfOffice } from './outOfOffice';
import { dismissReminder, snoozeReminder } from './reminders';
import { reply, replyAll } from './reply';
import { resolveNames } from './resolveNames';
import { respondToEvent } from './respondToEvent';
import { getRoomLists, getRooms } from './rooms';
import { sendDraft } from './sendDraft';
import { sendMail } from './sendMail';
import { completeSignIn, startSignIn } from './signIn';

/** All procedures, in the order in which a resource shows them; a new one is one file and one line here. */
export const procedures: readonly Procedure[] = [
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
	respondToEvent,
	cancelEvent,
	dismissReminder,
	snoozeReminder,
	findMeetingTimes,
	getOutOfOffice,
	setOutOfOffice,
	getAvailability,
	getMailTips,
	getUserPhoto,
	convertIds,
	resolveNames,
	expandGroup,
	getRoomLists,
	getRooms,
	getServerTimeZones,
	autodiscover,
	testConnection,
	startSignIn,
	completeSignIn,
];

/** Those that are operations of a resource; the others are run by their name. */
export const shownProcedures: readonly ShownProcedure[] = procedures.filter(isShown);

/** A procedure by its name or a name of an older schema, without case. */
export function findProcedure(name: string): Procedure {
	const wanted = name.trim().toLowerCase();
	const named = (procedure: Procedure) => [procedure.name, ...(procedure.aliases ?? [])];
	const found = procedures.find((procedure) =>
		named(procedure).some((candidate) => candidate.toLowerCase() === wanted),
	);
	if (found) return found;
	const suggestion = nearest(name, procedures.flatMap(named));
	throw new InputError(`There is no procedure '${name}'`, {
		field: 'procedure',
		advice: suggestion
			? `Did you mean '${suggestion}'?`
			: `Choose one of: ${procedures.map((procedure) => procedure.name).join(', ')}.`,
	});
}
