/** Columns that go together in every table of items, in the order in which people see them. */
import type { Column } from '../../schema/column';
import { attachments } from './attachmentColumns';
import * as item from './itemColumns';
import { bodies, service } from './serviceColumns';

export { attachments, service };

export const history: readonly Column[] = [
	item.createdDateTime,
	item.lastModifiedDateTime,
	item.lastModifiedName,
];

/** Which record it is, and where it lies. */
export const identity: readonly Column[] = [
	item.changeKey,
	item.searchKey,
	item.entryId,
	item.storeEntryId,
	item.parentFolderId,
	item.parentFolderChangeKey,
	item.parentFolderPath,
	item.itemClass,
];

export const states: readonly Column[] = [
	item.isSubmitted,
	item.isFromMe,
	item.isResend,
	item.isUnmodified,
	item.isAssociated,
];

/** What every item has because it could be a message. */
export const mail: readonly Column[] = [
	item.size,
	item.receivedDateTime,
	item.sentDateTime,
	item.inReplyTo,
	item.displayTo,
	item.displayCc,
	item.isDraft,
	...states,
	item.culture,
	item.mimeContent,
	item.internetMessageHeaders,
];

export const webForms: readonly Column[] = [
	...item.effectiveRights('item'),
	item.webClientReadFormQueryString,
	item.webClientEditFormQueryString,
];

export const conversation: readonly Column[] = [
	item.conversationId,
	item.conversationChangeKey,
	item.uniqueBody,
	item.uniqueBodyType,
	...bodies,
];
