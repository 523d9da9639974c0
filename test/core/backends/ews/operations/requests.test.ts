import { EwsChannel } from '../../../../../core/backends/ews/channel';
import { createFolder } from '../../../../../core/backends/ews/operations/createFolder';
import { createItem } from '../../../../../core/backends/ews/operations/createItem';
import { deleteFolder } from '../../../../../core/backends/ews/operations/deleteFolder';
import { deleteItem } from '../../../../../core/backends/ews/operations/deleteItem';
import { findFolder } from '../../../../../core/backends/ews/operations/findFolder';
import { findItem } from '../../../../../core/backends/ews/operations/findItem';
import { getFolder } from '../../../../../core/backends/ews/operations/getFolder';
import { getItem } from '../../../../../core/backends/ews/operations/getItem';
import { resolveNames } from '../../../../../core/backends/ews/operations/resolveNames';
import { sendItem } from '../../../../../core/backends/ews/operations/sendItem';
import { updateFolder } from '../../../../../core/backends/ews/operations/updateFolder';
import { updateItem } from '../../../../../core/backends/ews/operations/updateItem';
import type { EwsCall, FieldValue } from '../../../../../core/backends/ews/request';
import type { Column } from '../../../../../core/schema/column';
import type { Table } from '../../../../../core/schema/table';
import { contact } from '../../../../../core/tables/mailbox/contact';
import { event } from '../../../../../core/tables/mailbox/event';
import { folder } from '../../../../../core/tables/mailbox/folder';
import { message } from '../../../../../core/tables/mailbox/message';
import { task } from '../../../../../core/tables/mailbox/task';
import { FakeServer, SETTINGS, answer, success } from './fakeServer';
import { haveSchemas, schemaErrors } from './schema';

const NASTY = ` & < > " ' ]]> \r\n\t\u{1F600} \u05D0 </t:Subject><t:Body/> `;
const ID = { id: 'AAMk"&<=', changeKey: 'EQAA==' };
const CALL: EwsCall = {
	timeZoneId: 'W. Europe Standard Time',
	impersonate: { type: 'PrimarySmtpAddress', value: 'contact17@contoso.example' },
};

/** A value that the column's type takes. */
function sample(column: Column): unknown {
	const values: Partial<Record<Column['type'], unknown>> = {
		text: NASTY,
		id: 'AAMkAD',
		choice: column.choices?.[0],
		integer: 7,
		int64: '9007199254740993',
		decimal: 50,
		boolean: true,
		dateTime: '2026-05-17T09:00:00+02:00',
		date: '2026-05-17',
		binary: 'AAEC',
		textList: ['Customer', NASTY],
		recipient: { name: NASTY, address: 'a@contoso.example' },
		recipientList: [{ name: null, address: 'a@contoso.example' }, 'b@contoso.example'],
		attendeeList: [
			{ name: 'Contact 1', address: 'a@contoso.example', type: 'required' },
			{ name: 'Room', address: 'r@contoso.example', type: 'resource' },
			{ name: 'Contact 2', address: 'b@contoso.example' },
		],
		recurrence: {
			pattern: { type: 'weekly', interval: 2, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
			range: { type: 'numbered', startDate: '2026-05-17', numberOfOccurrences: 5 },
		},
		flag: { status: 'flagged', start: '2026-05-17', due: '2026-05-18T00:00:00Z' },
	};
	if (/TimeZone$/.test(column.id)) return 'Europe/Berlin';
	if (column.id === 'culture') return 'en-US';
	if (/businessHomePage/.test(column.id)) return 'https://contoso.example/?a=1&b=2';
	return values[column.type];
}

const writable = (table: Table, kind: 'create' | 'update'): FieldValue[] =>
	table.columns
		.filter(({ ews, partOf }) => !partOf && (ews?.write === 'both' || ews?.write === kind))
		.map((column) => ({ column, value: sample(column) }));

const TABLES = [contact, message, event, task];

async function drain(rows: AsyncGenerator<unknown, unknown>): Promise<void> {
	while (!(await rows.next()).done);
}

/** The requests that `run` sends; whatever the fake server answers. */
async function requestsOf(run: (channel: EwsChannel) => Promise<unknown>): Promise<string[]> {
	const server = new FakeServer([{ body: '' }]);
	const channel = new EwsChannel(server, SETTINGS, { retryBudgetMs: 0 });
	await run(channel).catch((error: { code?: string }) => {
		if (error.code !== 'EMPTY_ANSWER') throw error;
	});
	expect(server.requests).toHaveLength(1);
	return server.bodies;
}

const inTables = (
	run: (channel: EwsChannel, table: Table) => Promise<unknown>,
): Array<[string, (channel: EwsChannel) => Promise<unknown>]> =>
	TABLES.map((table) => [table.name, (channel) => run(channel, table)]);

const folderFields: FieldValue[] = folder.columns
	.filter(({ id }) => id === 'displayName')
	.map((column) => ({ column, value: NASTY }));

const text = { uri: 'item:Subject' } as const;
const tagged = { tag: '0x3A45', mapiType: 'String' } as const;
const named = { set: 'PublicStrings', propertyName: 'x<&', mapiType: 'String' } as const;
const guid = {
	set: '00062004-0000-0000-C000-000000000046',
	propertyId: 0x8080,
	mapiType: 'Integer',
} as const;
const entry = { uri: 'contacts:EmailAddress', index: 'EmailAddress1' } as const;

const CASES: Array<[string, (channel: EwsChannel) => Promise<unknown>]> = [
	...inTables((channel, table) =>
		drain(
			findItem(
				channel,
				{
					table,
					parents: [{ distinguished: 'contacts', mailbox: 'a&b@contoso.example' }, ID],
					columns: table.columns.filter(({ ews }) => ews !== undefined && ews.read !== 'item'),
					view: { kind: 'indexed', offset: 100, max: 1000 },
					restriction: {
						and: [
							{
								or: [
									{ exists: text },
									{ not: { contains: tagged, mode: 'Prefixed', value: NASTY } },
								],
							},
							{ compare: 'IsGreaterThanOrEqualTo', field: named, value: NASTY },
							{ excludes: guid, bitmask: 255 },
							{ and: [{ contains: entry, mode: 'ExactPhrase', value: '' }] },
						],
					},
					order: [
						{ field: text, direction: 'asc' },
						{ field: guid, direction: 'desc' },
					],
					bodyFormat: 'text',
				},
				CALL,
			),
		),
	),
	[
		'calendar view',
		(channel) =>
			drain(
				findItem(
					channel,
					{
						table: event,
						parents: [{ distinguished: 'calendar' }],
						columns: [],
						view: { kind: 'calendar', start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' },
					},
					{},
				),
			),
	],
	...inTables((channel, table) =>
		getItem(
			channel,
			{
				table,
				ids: [ID, { id: 'x' }],
				columns: table.columns.filter(({ ews }) => ews),
				bodyFormat: 'html',
			},
			CALL,
		),
	),
	...inTables((channel, table) =>
		createItem(channel, { table, items: [writable(table, 'create'), []], folder: ID }, CALL),
	),
	...inTables((channel, table) =>
		updateItem(channel, { table, changes: [{ ref: ID, fields: writable(table, 'update') }] }, CALL),
	),
	...inTables((channel, table) =>
		updateItem(
			channel,
			{
				table,
				changes: [
					{
						ref: ID,
						fields: writable(table, 'update')
							.filter(({ column }) => !column.ews?.kept)
							.map(({ column }) => ({ column, value: null })),
					},
				],
				suppressReadReceipts: true,
			},
			CALL,
		),
	),
	[
		'delete items',
		(channel) => deleteItem(channel, { refs: [ID, ID], deleteType: 'HardDelete' }, CALL),
	],
	[
		'send items',
		(channel) => sendItem(channel, { refs: [ID], folder: { distinguished: 'sentitems' } }, CALL),
	],
	[
		'find folders',
		(channel) =>
			drain(
				findFolder(
					channel,
					{
						parents: [{ distinguished: 'msgfolderroot' }],
						traversal: 'Deep',
						columns: folder.columns.filter(({ ews }) => ews !== undefined && ews.read !== 'item'),
						view: { offset: 0, max: 500 },
						restriction: { exists: { uri: 'folder:DisplayName' } },
					},
					CALL,
				),
			),
	],
	[
		'get folders',
		(channel) =>
			getFolder(
				channel,
				{
					folders: [ID, { distinguished: 'inbox' }],
					columns: folder.columns.filter(({ ews }) => ews),
				},
				CALL,
			),
	],
	[
		'create folders',
		(channel) =>
			createFolder(
				channel,
				{
					parent: { distinguished: 'msgfolderroot' },
					folders: [
						{ fields: folderFields },
						{ element: 'ContactsFolder', fields: folderFields },
						{ element: 'CalendarFolder', fields: folderFields },
						{ element: 'TasksFolder', fields: folderFields },
					],
				},
				CALL,
			),
	],
	[
		'update folders',
		(channel) => updateFolder(channel, { changes: [{ target: ID, fields: folderFields }] }, CALL),
	],
	[
		'delete folders',
		(channel) => deleteFolder(channel, { targets: [ID], deleteType: 'MoveToDeletedItems' }, CALL),
	],
	[
		'resolve names',
		(channel) =>
			resolveNames(
				channel,
				{ text: NASTY, contactData: true, folder: { distinguished: 'contacts' } },
				CALL,
			),
	],
];

describe('requests', () => {
	const available = haveSchemas();

	test('every request is valid by the schemas of Exchange SE', async () => {
		const messages: string[] = [];
		for (const [, run] of CASES) messages.push(...(await requestsOf(run)));
		expect(messages).toHaveLength(CASES.length);
		if (!available) return;
		const errors = schemaErrors(messages);
		const found = errors.flatMap((list, index) =>
			list.map((error) => `${index} ${CASES[index]?.[0]}: ${error}`),
		);
		expect(found).toEqual([]);
	});

	test('the check does find a wrong request', async () => {
		const [good = ''] = await requestsOf((channel) =>
			deleteItem(channel, { refs: [ID], deleteType: 'HardDelete' }, {}),
		);
		if (!available) return;
		const [errors] = schemaErrors([good.replace('HardDelete', 'Burn')]);
		expect(errors).not.toEqual([]);
	});

	test('values that look like markup stay values', async () => {
		const column = contact.columns.find(({ id }) => id === 'displayName') as Column;
		const [body = ''] = await requestsOf((channel) =>
			createItem(channel, { table: contact, items: [[{ column, value: NASTY }]] }, {}),
		);
		expect(body).toContain('<t:DisplayName> &amp; &lt; &gt; " \' ]]&gt; &#13;\n\t');
		expect(body.match(/<t:Body/)).toBeNull();
	});

	test('a list of records is answered in its order', async () => {
		const server = new FakeServer([
			{
				body: answer('CreateItem', [
					success(
						'CreateItem',
						'<m:Items><t:Contact><t:ItemId Id="A" ChangeKey="1"/></t:Contact></m:Items>',
					),
					success(
						'CreateItem',
						'<m:Items><t:Contact><t:ItemId Id="B" ChangeKey="2"/></t:Contact></m:Items>',
					),
				]),
			},
		]);
		const channel = new EwsChannel(server, SETTINGS);
		await expect(createItem(channel, { table: contact, items: [[], []] }, {})).resolves.toEqual([
			{ id: 'A', changeKey: '1' },
			{ id: 'B', changeKey: '2' },
		]);
		expect(server.requests[0]?.safe).toBe(false);
	});
});
