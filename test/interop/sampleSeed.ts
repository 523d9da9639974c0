import type { Folder, Item, ItemKind, Store, Structure } from '../../sandbox/store';
import { occurrenceId } from '../../sandbox/store/ids';

/** Makes what a documentation sample speaks of, and puts its real ids into the sample. */

export const ACCOUNT = 'user1@contoso.example';

const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const REFERENCE =
	/<((?:\w+:)?)(ItemId|ReferenceItemId|OccurrenceItemId|RecurringMasterItemId|FolderId|ParentFolderId|ParentItemId|AttachmentId)((?:\s+xmlns="[^"]*")?)\s+(Id|RecurringMasterId|OccurrenceId)="([^"]+)"(?:\s+ChangeKey="[^"]*")?/g;

/** Samples that speak of a series. */
const SERIES = /OccurrenceItemId|RecurringMasterItemId|calendar:Recurrence/;

/** First match decides what kind of item an id of the sample stands for. */
const KINDS: ReadonlyArray<readonly [RegExp, ItemKind]> = [
	[
		/OccurrenceItemId|RecurringMasterItemId|calendar:|CalendarItem\b|CancelCalendarItem/,
		'CalendarItem',
	],
	[/contacts:|<(?:\w+:)?Contact\b/, 'Contact'],
	[/task:|<(?:\w+:)?Task\b/, 'Task'],
	[/ProposeNewTime|AcceptItem|DeclineItem/, 'MeetingRequest'],
	[/<(?:\w+:)?ExpandDL\b/, 'DistributionList'],
];

const HOME: Readonly<Partial<Record<ItemKind, string>>> = {
	CalendarItem: 'calendar',
	Contact: 'contacts',
	Task: 'tasks',
	MeetingRequest: 'inbox',
};

const ME = { name: 'User 1', address: ACCOUNT };
const OTHER = { name: 'User 2', address: 'user2@contoso.example' };
const START = Date.UTC(2026, 0, 12, 9);

/** Daily, ten times: samples speak of the first few occurrences. */
const DAILY: Structure = {
	name: 'Recurrence',
	children: [
		{ name: 'DailyRecurrence', children: [{ name: 'Interval', text: '1' }] },
		{
			name: 'NumberedRecurrence',
			children: [
				{ name: 'StartDate', text: '2026-01-12' },
				{ name: 'NumberOfOccurrences', text: '10' },
			],
		},
	],
};

function itemFor(store: Store, sample: string, n: number): Item {
	const kind = KINDS.find(([pattern]) => pattern.test(sample))?.[1] ?? 'Message';
	const isMine = kind === 'CalendarItem';
	const properties = {
		'item:Subject': `Seeded ${n}`,
		...((isMine || kind === 'MeetingRequest') && {
			'calendar:Start': START,
			'calendar:End': START + 3_600_000,
			'calendar:UID': `seeded-${n}`,
			'calendar:Organizer': isMine ? ME : OTHER,
		}),
		...(kind === 'MeetingRequest' && { 'calendar:RequiredAttendees': [ME] }),
		...(isMine && {
			...(/CancelCalendarItem/.test(sample) && {
				'calendar:RequiredAttendees': [OTHER],
			}),
			...(SERIES.test(sample) && { 'calendar:Recurrence': DAILY }),
		}),
		...(kind === 'Message' && {
			'message:IsDraft': true,
			'item:IsDraft': true,
			'message:ToRecipients': [ME],
		}),
	};
	return store.addItem(store.folder(ACCOUNT, HOME[kind] ?? 'drafts'), { kind, properties });
}

function attachmentFor(store: Store, sample: string, n: number): string {
	const owner = itemFor(store, sample, n);
	return store.attachments.add(owner, { name: 'seeded.txt', content: 'c2VlZGVk' }).id;
}

const FOLDER_HOMES: ReadonlyArray<readonly [RegExp, string]> = [
	[/<CopyFolder/, 'msgfolderroot'],
	[/IPF\.Contact|ContactsFolder/, 'contacts'],
	[/CalendarView|CalendarFolder/, 'calendar'],
];

function folderFor(store: Store, sample: string, n: number): Folder {
	const parent = FOLDER_HOMES.find(([pattern]) => pattern.test(sample))?.[1] ?? 'inbox';
	return store.addFolder(store.folder(ACCOUNT, parent), `Seeded ${n}`);
}

/** Mailboxes for every address of the sample; the account opens them all and may act as them. */
export function seedMailboxes(store: Store, sample: string): void {
	store.addMailbox({ primarySmtp: ACCOUNT, displayName: 'User 1' });
	for (const [address] of sample.matchAll(ADDRESS)) {
		if (store.directory.find(address) !== undefined) continue;
		store.addMailbox({ primarySmtp: address });
		store.grantFullAccess(address, ACCOUNT);
	}
	for (const [, name] of sample.matchAll(/UnresolvedEntry>([^<]+)</g)) {
		if (name === undefined) continue;
		const properties = {
			'contacts:Surname': name,
			'contacts:DisplayName': name,
			'contacts:EmailAddress:EmailAddress1': `${name}@example.org`,
		};
		if (!/SearchScope="Contacts"/.test(sample) && store.directory.resolve(name).length === 0) {
			store.addMailbox({ primarySmtp: `${name}@contoso.example`, displayName: name });
			continue;
		}
		for (const { primarySmtp } of store.directory.mailboxes) {
			store.addItem(store.folder(primarySmtp, 'contacts'), { kind: 'Contact', properties });
		}
	}
	store.grantImpersonation(ACCOUNT);
}

/** The sample with ids of objects that were made for it. */
export function mapIds(store: Store, sample: string): string {
	let n = 0;
	return sample.replace(REFERENCE, (_all, ...[prefix, element, xmlns, attribute]: string[]) => {
		n += 1;
		if (element === 'AttachmentId') {
			return `<${prefix}${element}${xmlns} Id="${attachmentFor(store, sample, n)}"`;
		}
		const { id, changeKey } = element?.endsWith('FolderId')
			? folderFor(store, sample, n)
			: itemFor(store, sample, n);
		const given = attribute === 'OccurrenceId' ? occurrenceId(id, START / 60_000) : id;
		return `<${prefix}${element}${xmlns} ${attribute}="${given}" ChangeKey="${changeKey}"`;
	});
}
