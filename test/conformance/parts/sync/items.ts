import type { Reply } from '../../reply';
import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import {
	AS_USER2,
	base,
	createXml,
	deleteXml,
	findXml,
	getXml,
	itemId,
	named,
	paths,
	subjectChange,
	textOf,
	updateXml,
	USER2,
} from '../steps';
import { changesOf, Client, stateOf, summary, syncItemsXml, type ItemsAsked } from './steps';

const CHANGED = 'Changed subject';
const CHANGING = ' SendMeetingInvitationsOrCancellations="SendToNone"';
const DELETING = ' SendMeetingCancellations="SendToNone" AffectedTaskOccurrences="AllOccurrences"';
const CREATING = ' SendMeetingInvitations="SendToNone"';

const newXml = (element: string, folder: string) =>
	createXml(`<t:${element}><t:Subject>New ${element}</t:Subject></t:${element}>`, {
		folder: named(folder),
		attributes: CREATING,
	});

const change = (trial: Trial, id: string, element: string) =>
	trial.ok(subjectChange(id, CHANGED, element, CHANGING));
const remove = (trial: Trial, id: string) => trial.ok(deleteXml(itemId(id), DELETING));
const read = (trial: Trial, id: string, isRead: boolean) =>
	trial.ok(updateXml(id, 'message:IsRead', `<t:IsRead>${isRead}</t:IsRead>`, 'Message', CHANGING));

const clientOf = (trial: Trial, asked: Omit<ItemsAsked, 'state'>) =>
	new Client(trial, (state) =>
		syncItemsXml({ ...asked, ...(state === undefined ? {} : { state }) }),
	);

/** @throws Error unless exactly this one thing happened */
function only(reply: Reply, expected: string): void {
	const found = summary(reply);
	if (found.length !== 1 || found[0] !== expected) {
		throw new Error(`The server tells ${found.join(', ')}, not ${expected}`);
	}
}

interface Ids {
	/** It is told as created, and as what. */
	readonly created: string;
	readonly updated: string;
}

interface More {
	/** Element that the item is shown as, where it is not the one it was written as. */
	readonly shownAs?: string;
	readonly requirements?: string;
	readonly before?: (trial: Trial) => Promise<void>;
	readonly afterCreate?: (trial: Trial, reply: Reply, id: string, client: Client) => Promise<void>;
	readonly afterUpdate?: (trial: Trial, reply: Reply, id: string) => Promise<void>;
	readonly witnesses?: Scenario['witnesses'];
}

/** An item is made, changed and deleted; each is told once. */
function oneItem(
	name: string,
	folder: string,
	element: string,
	ids: Ids,
	{
		shownAs = element,
		requirements = '',
		before,
		afterCreate,
		afterUpdate,
		witnesses = [],
	}: More = {},
): Scenario {
	return scenario(
		name,
		`${ids.created} ${ids.updated} ${requirements}`,
		async (trial) => {
			await before?.(trial);
			const client = clientOf(trial, { folder });
			await client.next();
			const { id } = (await trial.ok(newXml(element, folder))).id();
			const state = client.last;
			const created = await client.next();
			trial.equal(
				ids.created.split(' '),
				summary(created),
				[`Create ${shownAs}`],
				'what was created',
			);
			await afterCreate?.(
				trial,
				created,
				id,
				new Client(trial, () => syncItemsXml({ folder, state, ignore: itemId(id) })),
			);
			await change(trial, id, shownAs);
			const updated = await client.next();
			trial.equal(
				ids.updated.split(' '),
				summary(updated),
				[`Update ${shownAs}`],
				'what was changed',
			);
			await afterUpdate?.(trial, updated, id);
			await remove(trial, id);
			only(await client.next(), 'Delete');
		},
		{ witnesses },
	);
}

const message = scenario(
	'MSOXWSSYNC_S02_TC01_SyncFolderItems_MessageType',
	`MS-OXWSSYNC_R70 MS-OXWSSYNC_R156 MS-OXWSSYNC_R131 MS-OXWSSYNC_R1571 MS-OXWSSYNC_R132
	MS-OXWSSYNC_R1572 MS-OXWSSYNC_R136 MS-OXWSSYNC_R134 MS-OXWSSYNC_R37811002`,
	async (trial) => {
		const client = clientOf(trial, { folder: 'inbox' });
		await client.next();
		const { id } = (await trial.ok(newXml('Message', 'inbox'))).id();
		const created = await client.next();
		trial.check('MS-OXWSSYNC_R70', created.first('Changes') !== undefined, 'there are no changes');
		trial.equal(
			['MS-OXWSSYNC_R156', 'MS-OXWSSYNC_R131', 'MS-OXWSSYNC_R1571'],
			summary(created),
			['Create Message'],
			'what was created',
		);
		await change(trial, id, 'Message');
		const updated = await client.next();
		trial.equal('MS-OXWSSYNC_R1572', summary(updated), ['Update Message'], 'what was changed');
		trial.equal('MS-OXWSSYNC_R132', updated.text('Subject'), CHANGED, 'the new subject');
		await read(trial, id, false);
		trial.equal(
			'MS-OXWSSYNC_R136',
			summary(await client.next()),
			['ReadFlagChange'],
			'what was marked',
		);
		await remove(trial, id);
		trial.equal(
			['MS-OXWSSYNC_R134', 'MS-OXWSSYNC_R37811002'],
			summary(await client.next()),
			['Delete'],
			'what was deleted',
		);
	},
	{ witnesses: ['sync-tells-deletions'] },
);

/** A meeting with somebody else, announced to them. @throws Error when it cannot be made */
async function meeting(trial: Trial): Promise<string> {
	const created = await trial.ok(
		createXml(
			`<t:CalendarItem><t:Subject>Meeting</t:Subject><t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>${USER2}</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees></t:CalendarItem>`,
			{ attributes: ' SendMeetingInvitations="SendToAllAndSaveCopy"' },
		),
	);
	return created.id().id;
}

const request = scenario(
	'MSOXWSSYNC_S02_TC02_SyncFolderItems_MeetingRequestMessageType',
	`MS-OXWSSYNC_R166 MS-OXWSSYNC_R1671 MS-OXWSSYNC_R1672 MS-OXWSSYNC_R380 MS-OXWSSYNC_R184
	MS-OXWSSYNC_R504 MS-OXWSSYNC_R3782`,
	async (trial) => {
		const folder = 'sentitems';
		const first = await trial.ok(syncItemsXml({ folder, shape: base('Default') }));
		await meeting(trial);
		const created = await trial.ok(
			syncItemsXml({ folder, shape: base('Default'), state: stateOf(first) }),
		);
		trial.equal(
			['MS-OXWSSYNC_R166', 'MS-OXWSSYNC_R1671'],
			summary(created),
			['Create MeetingRequest'],
			'what was sent',
		);
		trial.check(
			'MS-OXWSSYNC_R3782',
			created.text('Subject') === 'Meeting' && created.first('LastModifiedTime') === undefined,
			'the default shape has no subject, or more than it should',
		);
		const id = changesOf(created)[0]?.id ?? '';
		await change(trial, id, 'MeetingRequest');
		const updated = await trial.ok(syncItemsXml({ folder, state: stateOf(created) }));
		trial.equal('MS-OXWSSYNC_R1672', summary(updated), ['Update MeetingRequest'], 'what changed');
		const got = await trial.ok(getXml(itemId(id)));
		trial.check(
			'MS-OXWSSYNC_R380',
			updated.first('ParentFolderId') !== undefined &&
				updated.first('ParentFolderId')?.attributes['Id'] ===
					got.first('ParentFolderId')?.attributes['Id'],
			'the folder is another one',
		);
		await read(trial, id, false);
		const flagged = await trial.ok(syncItemsXml({ folder, state: stateOf(updated) }));
		only(flagged, 'ReadFlagChange');
		await remove(trial, id);
		const deleted = await trial.ok(syncItemsXml({ folder, state: stateOf(flagged) }));
		trial.equal('MS-OXWSSYNC_R184', changesOf(deleted)[0]?.id, id, 'the id of what is gone');
		trial.check(
			'MS-OXWSSYNC_R504',
			summary(deleted).join() === 'Delete' && stateOf(deleted) !== '',
			'the answer is not what happened since the state',
		);
	},
);

const response = scenario(
	'MSOXWSSYNC_S02_TC03_SyncFolderItems_MeetingResponseMessageType',
	`MS-OXWSSYNC_R3832 MS-OXWSSYNC_R3831 MS-OXWSSYNC_R168 MS-OXWSSYNC_R1691 MS-OXWSSYNC_R1692
	MS-OXWSSYNC_R3783 MS-OXWSSYNC_R65`,
	async (trial) => {
		const shape = base('IdOnly');
		const begun = await trial.call(syncItemsXml({ folder: 'inbox', shape }));
		trial.equal('MS-OXWSSYNC_R3832', begun.codes, ['NoError'], 'the code without a state');
		await meeting(trial);
		const invitation = await trial.ok(findXml(named('inbox')), AS_USER2);
		await trial.ok(
			createXml(`<t:AcceptItem><t:ReferenceItemId Id="${invitation.id().id}"/></t:AcceptItem>`, {
				disposition: 'SendAndSaveCopy',
			}),
			AS_USER2,
		);
		const created = await trial.call(
			syncItemsXml({ folder: 'inbox', shape, state: stateOf(begun) }),
		);
		trial.equal('MS-OXWSSYNC_R3831', created.codes, ['NoError'], 'the code with a state');
		trial.equal(
			['MS-OXWSSYNC_R168', 'MS-OXWSSYNC_R1691'],
			summary(created),
			['Create MeetingResponse'],
			'what arrived',
		);
		const id = changesOf(created)[0]?.id ?? '';
		await change(trial, id, 'MeetingResponse');
		const updated = await trial.ok(
			syncItemsXml({ folder: 'inbox', shape, state: stateOf(created) }),
		);
		trial.equal('MS-OXWSSYNC_R1692', summary(updated), ['Update MeetingResponse'], 'what changed');
		trial.equal(
			'MS-OXWSSYNC_R3783',
			updated.first('MeetingResponse')?.children.map(({ name }) => name),
			['ItemId'],
			'what IdOnly returns',
		);
		await remove(trial, id);
		const deleted = await trial.ok(
			syncItemsXml({ folder: 'inbox', shape, state: stateOf(updated) }),
		);
		only(deleted, 'Delete');
		trial.check(
			'MS-OXWSSYNC_R65',
			/^[A-Za-z0-9+/]+={0,2}$/.test(stateOf(deleted)),
			'the state is not Base64',
		);
	},
);

const cancellation = scenario(
	'MSOXWSSYNC_S02_TC04_SyncFolderItems_MeetingCancellationMessageType',
	`MS-OXWSSYNC_R170 MS-OXWSSYNC_R1951 MS-OXWSSYNC_R1711 MS-OXWSSYNC_R1712 MS-OXWSSYNC_R194
	MS-OXWSSYNC_R195 MS-OXWSSYNC_R1952`,
	async (trial) => {
		const client = clientOf(trial, { folder: 'junkemail' });
		await client.next();
		const id = await meeting(trial);
		await trial.ok(
			createXml(`<t:CancelCalendarItem><t:ReferenceItemId Id="${id}"/></t:CancelCalendarItem>`, {
				disposition: 'SendAndSaveCopy',
				folder: named('junkemail'),
			}),
		);
		const created = await client.next();
		trial.equal(
			['MS-OXWSSYNC_R170', 'MS-OXWSSYNC_R1711'],
			summary(created),
			['Create MeetingCancellation'],
			'what was saved',
		);
		trial.equal('MS-OXWSSYNC_R1951', created.text('IsRead'), 'true', 'whether it is read');
		const copy = changesOf(created)[0]?.id ?? '';
		await change(trial, copy, 'MeetingCancellation');
		const updated = await client.next();
		trial.equal(
			'MS-OXWSSYNC_R1712',
			summary(updated),
			['Update MeetingCancellation'],
			'what was changed',
		);
		await read(trial, copy, false);
		const flagged = await client.next();
		only(flagged, 'ReadFlagChange');
		trial.equal('MS-OXWSSYNC_R194', changesOf(flagged)[0]?.id, copy, 'the id of what was marked');
		trial.equal(
			['MS-OXWSSYNC_R195', 'MS-OXWSSYNC_R1952'],
			flagged.text('IsRead'),
			'false',
			'whether it is read',
		);
		await remove(trial, copy);
		only(await client.next(), 'Delete');
	},
);

const task = scenario(
	'MSOXWSSYNC_S02_TC05_SyncFolderItems_TaskType',
	`MS-OXWSSYNC_R6702 MS-OXWSSYNC_R3891 MS-OXWSSYNC_R388 MS-OXWSSYNC_R172 MS-OXWSSYNC_R1731
	MS-OXWSSYNC_R37809 MS-OXWSSYNC_R1732`,
	async (trial) => {
		const folder = 'tasks';
		const shape = `${base('AllProperties')}<t:InlineImageUrlTemplate>Template</t:InlineImageUrlTemplate>`;
		const begun = await trial.ok(syncItemsXml({ folder, shape }));
		const first = (await trial.ok(newXml('Task', folder))).id();
		const second = (await trial.ok(newXml('Task', folder))).id();
		const part = await trial.call(syncItemsXml({ folder, shape, state: stateOf(begun), most: 1 }));
		trial.check(
			'MS-OXWSSYNC_R37809',
			part.isSuccess,
			`a template for images ends in ${part.codes}`,
		);
		trial.equal(
			'MS-OXWSSYNC_R6702',
			part.text('IncludesLastItemInRange'),
			'false',
			'whether the last one is there',
		);
		trial.equal(
			['MS-OXWSSYNC_R3891', 'MS-OXWSSYNC_R388'],
			changesOf(part).length,
			1,
			'how many changes came',
		);
		trial.equal(
			['MS-OXWSSYNC_R172', 'MS-OXWSSYNC_R1731'],
			summary(part),
			['Create Task'],
			'what was created',
		);
		await remove(trial, second.id);
		const rest = await trial.ok(syncItemsXml({ folder, state: stateOf(part) }));
		await change(trial, first.id, 'Task');
		const updated = await trial.ok(syncItemsXml({ folder, state: stateOf(rest) }));
		trial.equal('MS-OXWSSYNC_R1732', summary(updated), ['Update Task'], 'what was changed');
		await remove(trial, first.id);
		only(await trial.ok(syncItemsXml({ folder, state: stateOf(updated) })), 'Delete');
	},
	{ witnesses: ['sync-keeps-to-its-maximum'] },
);

const contact = oneItem(
	'MSOXWSSYNC_S02_TC06_SyncFolderItems_ContactItemType',
	'contacts',
	'Contact',
	{
		created: 'MS-OXWSSYNC_R160 MS-OXWSSYNC_R1611 MS-OXWSSYNC_R3852',
		updated: 'MS-OXWSSYNC_R1612',
	},
	{
		requirements: 'MS-OXWSSYNC_R3861 MS-OXWSSYNC_R3851 MS-OXWSSYNC_R3862 MS-OXWSSYNC_R382',
		afterCreate: async (trial, created, _id, ignoring) => {
			trial.check('MS-OXWSSYNC_R3862', created.isSuccess, 'it does not work without Ignore');
			const ignored = await ignoring.next();
			trial.check('MS-OXWSSYNC_R3861', ignored.isSuccess, `Ignore ends in ${ignored.codes}`);
			trial.equal('MS-OXWSSYNC_R3851', summary(ignored), [], 'what is told of what is ignored');
		},
		afterUpdate: async (trial) => {
			const again = await trial.ok(syncItemsXml({ folder: 'contacts' }));
			trial.equal(
				'MS-OXWSSYNC_R382',
				changesOf(again).map(({ name, node }) => [name, textOf(node, 'Subject')]),
				[['Create', CHANGED]],
				'what there is without a state',
			);
		},
	},
);

const post = oneItem(
	'MSOXWSSYNC_S02_TC07_SyncFolderItems_PostItemType',
	'inbox',
	'PostItem',
	{ created: 'MS-OXWSSYNC_R174 MS-OXWSSYNC_R1751', updated: 'MS-OXWSSYNC_R1752' },
	{
		requirements: 'MS-OXWSCDATA_R518 MS-OXWSSYNC_R67 MS-OXWSSYNC_R6701',
		before: async (trial) => {
			const invalid = await trial.call(syncItemsXml({ folder: 'inbox', state: 'H4sIAAA==' }));
			trial.equal('MS-OXWSCDATA_R518', invalid.codes, ['ErrorInvalidSyncStateData'], 'the code');
		},
		afterUpdate: async (trial, updated) =>
			trial.equal(
				['MS-OXWSSYNC_R67', 'MS-OXWSSYNC_R6701'],
				updated.text('IncludesLastItemInRange'),
				'true',
				'whether the last one is there',
			),
	},
);

const event = scenario(
	'MSOXWSSYNC_S02_TC08_SyncFolderItems_CalendarItemType',
	`MS-OXWSSYNC_R347 MS-OXWSSYNC_R37811008 MS-OXWSSYNC_R348 MS-OXWSSYNC_R158 MS-OXWSSYNC_R37814
	MS-OXWSSYNC_R37815 MS-OXWSSYNC_R1591 MS-OXWSSYNC_R1592`,
	async (trial) => {
		const folder = 'calendar';
		const begun = await trial.ok(syncItemsXml({ folder, shape: base('IdOnly') }));
		const { id } = (await trial.ok(newXml('CalendarItem', folder))).id();
		const { store } = trial.sandbox;
		store.addItem(store.folder('user1@contoso.example', folder), {
			kind: 'Message',
			properties: { 'item:ItemClass': 'IPM.Configuration.Test' },
			associated: true,
		});
		const normal = await trial.call(
			syncItemsXml({
				folder,
				shape: base('AllProperties', paths('item:Subject')),
				state: stateOf(begun),
				scope: 'NormalItems',
			}),
		);
		trial.check('MS-OXWSSYNC_R37811008', normal.isSuccess, `a scope ends in ${normal.codes}`);
		trial.equal(
			['MS-OXWSSYNC_R347', 'MS-OXWSSYNC_R158', 'MS-OXWSSYNC_R1591'],
			summary(normal),
			['Create CalendarItem'],
			'what was created',
		);
		trial.equal(
			['MS-OXWSSYNC_R37814', 'MS-OXWSSYNC_R37815'],
			normal.text('Subject'),
			'New CalendarItem',
			'the additional property',
		);
		const both = await trial.ok(
			syncItemsXml({ folder, state: stateOf(begun), scope: 'NormalAndAssociatedItems' }),
		);
		trial.equal(
			'MS-OXWSSYNC_R348',
			summary(both),
			['Create CalendarItem', 'Create Message'],
			'what there is with what is associated',
		);
		await change(trial, id, 'CalendarItem');
		const updated = await trial.ok(syncItemsXml({ folder, state: stateOf(normal) }));
		trial.equal('MS-OXWSSYNC_R1592', summary(updated), ['Update CalendarItem'], 'what changed');
		await remove(trial, id);
		only(await trial.ok(syncItemsXml({ folder, state: stateOf(updated) })), 'Delete');
	},
);

const FOLDERS: ReadonlyArray<readonly [string, string]> = [
	['calendar', 'CalendarItem'],
	['contacts', 'Contact'],
	['tasks', 'Task'],
	['drafts', 'Message'],
];

/** Items of several kinds at once: made, changed, deleted. */
async function allKinds(
	trial: Trial,
	look: (step: string, ids: readonly string[]) => Promise<void>,
): Promise<void> {
	const ids: string[] = [];
	for (const [folder, element] of FOLDERS) {
		ids.push((await trial.ok(newXml(element, folder))).id().id);
	}
	await look('Create', ids);
	for (const [at, id] of ids.entries()) await change(trial, id, FOLDERS[at]?.[1] ?? '');
	await look('Update', ids);
	for (const id of ids) await remove(trial, id);
	await look('Delete', ids);
}

const without = scenario(
	'MSOXWSSYNC_S04_TC01_SyncFolderItems_WithoutOptionalElements',
	'MS-OXWSSYNC_R383 MS-OXWSSYNC_R386 MS-OXWSSYNC_R3781',
	async (trial) => {
		await allKinds(trial, async (step, ids) => {
			for (const [at, [folder, element]] of FOLDERS.entries()) {
				const reply = await trial.call(syncItemsXml({ folder }));
				const expected = step === 'Delete' ? [] : [`Create ${element}`];
				trial.equal(
					['MS-OXWSSYNC_R383', 'MS-OXWSSYNC_R386'],
					[reply.codes, summary(reply)],
					[['NoError'], expected],
					`after ${step} of ${ids[at]}: the code and the items`,
				);
				if (step === 'Delete') continue;
				trial.check(
					'MS-OXWSSYNC_R3781',
					['LastModifiedTime', 'DateTimeCreated', 'ItemClass'].every((one) => reply.first(one)),
					'not all properties are there',
				);
			}
		});
	},
);

const withAll = scenario(
	'MSOXWSSYNC_S04_TC02_SyncFolderItems_WithAllOptionalElements',
	`MS-OXWSSYNC_R383 MS-OXWSSYNC_R385 MS-OXWSSYNC_R386 MS-OXWSSYNC_R3861 MS-OXWSSYNC_R3787`,
	async (trial) => {
		const shape = `${base('IdOnly')}<t:InlineImageUrlTemplate>Template</t:InlineImageUrlTemplate>${paths('item:Subject')}`;
		const asked = (folder: string) => ({ folder, shape, scope: 'NormalItems' });
		const states = new Map<string, string>();
		for (const [folder] of FOLDERS) {
			states.set(folder, stateOf(await trial.ok(syncItemsXml(asked(folder)))));
		}
		await allKinds(trial, async (step, ids) => {
			for (const [at, [folder]] of FOLDERS.entries()) {
				const reply = await trial.call(
					syncItemsXml({
						...asked(folder),
						state: states.get(folder) ?? '',
						ignore: itemId(ids[at] ?? ''),
					}),
				);
				trial.equal(
					['MS-OXWSSYNC_R385', 'MS-OXWSSYNC_R386', 'MS-OXWSSYNC_R3861', 'MS-OXWSSYNC_R383'],
					[reply.codes, summary(reply)],
					[['NoError'], []],
					`after ${step} in ${folder}: the code, and what is told of what is ignored`,
				);
			}
		});
		const mime = await trial.call(
			syncItemsXml({
				folder: 'drafts',
				shape: `${base('IdOnly')}<t:IncludeMimeContent>true</t:IncludeMimeContent>`,
			}),
		);
		trial.equal(
			'MS-OXWSSYNC_R3787',
			mime.codes,
			['ErrorInvalidPropertyForOperation'],
			'the code for MIME content',
		);
	},
);

export const items: readonly Scenario[] = [
	message,
	request,
	response,
	cancellation,
	task,
	contact,
	post,
	event,
	oneItem(
		'MSOXWSSYNC_S02_TC09_SyncFolderItems_DistributionListType',
		'contacts',
		'DistributionList',
		{ created: 'MS-OXWSSYNC_R37811 MS-OXWSSYNC_R1631', updated: 'MS-OXWSSYNC_R1632' },
	),
	oneItem(
		'MSOXWSSYNC_S02_TC10_SyncFolderItems_ItemType',
		'inbox',
		'Item',
		{ created: 'MS-OXWSSYNC_R37811004', updated: 'MS-OXWSSYNC_R132' },
		{ shownAs: 'Message' },
	),
	oneItem('MSOXWSSYNC_S02_TC11_SyncFolderItems_AbchPersonItemType', 'contacts', 'Person', {
		created: 'MS-OXWSSYNC_R1752005',
		updated: 'MS-OXWSSYNC_R37811006',
	}),
	without,
	withAll,
];
