import type { Condition, Row, Session } from '../../core';
import { operatorsFor, OPERATOR_LABELS, tables } from '../../core';
import type { Operator } from '../../core';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';
import { expectWellSaid, rejection } from './wellSaid';

const ONE = 'user1@contoso.example';
const TWO = 'user2@contoso.example';
const own = { folders: [] };

const bench = useSandbox();
let session: Session;
beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
});

const contacts = (mailbox = ONE) => bench.sandbox.store.folder(mailbox, 'contacts');
const addContact = (name: string, mailbox = ONE) =>
	bench.sandbox.store.addItem(contacts(mailbox), {
		kind: 'Contact',
		properties: { 'contacts:GivenName': name },
	});
const requests = () => bench.sandbox.log.count();
const writes = () => bench.sandbox.log.writes();
const query = (more: object) => rowsOf(session, { table: 'contact', scope: own, ...more });
const create = (values: Row, options = {}) =>
	session.create({ table: 'contact', scope: own, records: [{ index: 0, values }], options }, call);

describe('a name that the table does not have', () => {
	it.each<[string, object]>([
		['select', { select: ['givenName', 'givnName'] }],
		['conditions', { where: { column: 'givnName', operator: 'equals', value: 'x' } }],
		[
			'nested conditions',
			{ where: { not: { or: [{ and: [{ column: 'givnName', operator: 'isEmpty' }] }] } } },
		],
		['sort', { orderBy: [{ column: 'givnName', direction: 'asc' }] }],
	])('in %s: named, with the nearest one, before any request', async (_where, more) => {
		const error = expectWellSaid(await rejection(query(more)), { field: 'givnName' });
		expect(error.message).toContain("'givnName'");
		expect(error.advice).toContain("'givenName'");
		expect(requests()).toBe(0);
	});

	it('in a column that only the other schema has', async () => {
		const error = await rejection(query({ select: ['imAddresses'] }));
		expectWellSaid(error, { field: 'imAddresses', says: /Graph only/ });
		expect(requests()).toBe(0);
	});

	it('in a record to write: that record alone, the others are written', async () => {
		const results = await session.create(
			{
				table: 'contact',
				scope: own,
				records: [
					{ index: 0, values: { givenName: 'A' } },
					{ index: 1, values: { givenName: 'B', shoeSize: 44 } },
					{ index: 2, values: { givenName: 'C' } },
				],
				options: {},
			},
			call,
		);
		expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'failed', 'created']);
		expectWellSaid(results[1]?.error, { field: 'shoeSize', says: /'shoeSize'/ });
		expect(contacts().items.size).toBe(2);
	});

	it('in a column to match on, and no column to match on', async () => {
		const upsert = (matchColumns: string[]) =>
			session.upsert(
				{
					table: 'contact',
					scope: own,
					records: [{ index: 0, values: { givenName: 'A' } }],
					options: { matchColumns },
				},
				call,
			);
		expectWellSaid(await rejection(upsert(['mailAdress'])), { field: 'mailAdress' });
		expectWellSaid(await rejection(upsert(['children'])), { says: /'Children'/ });
		expectWellSaid(await rejection(upsert([])), { field: 'Column to Match On' });
		expect(requests()).toBe(0);
	});

	it('as table, procedure, and input of a procedure', async () => {
		expectWellSaid(await rejection(query({ table: 'contct' })), { says: /'contct'/ });
		const send = (procedure: string, input: Row) => session.execute(procedure, input, own, call);
		expectWellSaid(await rejection(send('sendMial', {})), { says: /'sendMial'/ });
		expectWellSaid(await rejection(send('sendMail', { toRecipient: TWO })), {
			field: 'toRecipient',
		});
		expectWellSaid(await rejection(send('sendMail', { subject: 'x', body: 'y' })), {
			field: 'toRecipients',
		});
		expect(requests()).toBe(0);
	});
});

describe('an operator that the column does not have', () => {
	const all = Object.keys(OPERATOR_LABELS) as Operator[];
	const contact = tables.find(({ name }) => name === 'contact');
	const types = [
		...new Map(contact?.columns.filter(({ ews }) => ews).map((column) => [column.type, column])),
	];

	it.each(types)('%s', async (_type, column) => {
		const refused = all.filter((operator) => !operatorsFor(column).includes(operator));
		for (const operator of [...refused, 'like', '', 'toString']) {
			const where = { column: column.id, operator, value: 'x' } as Condition;
			const error = expectWellSaid(await rejection(query({ where })), { field: column.id });
			expect(error.message).toContain(`'${column.label}'`);
		}
		expect(requests()).toBe(0);
	});
});

describe('a value of the wrong type', () => {
	const WRONG: ReadonlyArray<[table: string, column: string, values: readonly unknown[]]> = [
		['contact', 'birthday', ['soon', '2026-13-01', '2026-02-30', 17, {}, true, []]],
		['contact', 'importance', ['highest', 3, {}, []]],
		['contact', 'isReminderOn', ['perhaps', 7, {}, []]],
		['contact', 'reminderMinutesBeforeStart', ['ten', 1.5, 2 ** 31, '9'.repeat(30), {}, true]],
		['contact', 'reminderDueBy', ['tomorrow', '2026-01-01T25:00:00Z', 17, {}]],
		['contact', 'givenName', [{}, [], 'a\u0000b', '\ud800', 'x\u0008']],
		['contact', 'categories', [{ a: 1 }, [{}], [['a']], 17, ['\u0001']]],
		['contact', 'flag', ['waving', 5, { status: 'x' }, { status: 'flagged', due: 'soon' }]],
		['message', 'toRecipients', [17, true, [{}], [{ name: 'x' }]]],
		['event', 'recurrence', ['daily', 17, { pattern: 'daily' }, []]],
		['event', 'startDateTime', ['noon', 17, {}]],
		['task', 'percentComplete', ['half', {}, Infinity, 'NaN']],
		['task', 'companies', [17, [{}]]],
	];

	it.each(WRONG)('%s %s, written', async (table, column, values) => {
		const label = tables
			.find(({ name }) => name === table)
			?.columns.find(({ id }) => id === column)?.label;
		for (const value of values) {
			const request = {
				table,
				scope: own,
				records: [{ index: 0, values: { [column]: value } }],
				options: {},
			};
			const [result] = await session.create(request, call);
			expect({ value, outcome: result?.outcome }).toEqual({ value, outcome: 'failed' });
			const error = expectWellSaid(result?.error);
			expect(error.field).toBe(column);
			expect(error.message).toContain(`'${label}'`);
		}
		expect(writes()).toBe(0);
	});

	it.each(WRONG.filter(([, column]) => !['flag', 'recurrence', 'toRecipients'].includes(column)))(
		'%s %s, compared',
		async (table, column, values) => {
			for (const value of values) {
				if (Array.isArray(value)) continue;
				const where = { column, operator: 'equals', value } as Condition;
				const isText = ['companies', 'categories'].includes(column);
				if (isText && typeof value !== 'object') continue;
				const error = await rejection(rowsOf(session, { table, scope: own, where }));
				expectWellSaid(error, { field: column });
			}
			expect(requests()).toBe(0);
		},
	);

	it.each<[Operator, unknown]>([
		['equals', undefined],
		['equals', null],
		['contains', ''],
		['in', []],
		['in', ''],
		['between', ['a']],
		['between', ['a', 'b', 'c']],
		['between', 'a'],
	])('operand of %s: %j', async (operator, value) => {
		const where = { column: 'givenName', operator, value };
		expectWellSaid(await rejection(query({ where })), { field: 'givenName' });
		expect(requests()).toBe(0);
	});

	it('inputs of a procedure', async () => {
		const good = { toRecipients: TWO, subject: 'x', body: 'y' };
		for (const [field, value] of [
			['toRecipients', 17],
			['importance', 'highest'],
			['saveToSentItems', 'perhaps'],
			['bodyType', 'rtf'],
			['subject', {}],
			['from', [1, 2]],
		] as const) {
			const sent = session.execute('sendMail', { ...good, [field]: value }, own, call);
			expectWellSaid(await rejection(sent), { field });
		}
		expect(writes()).toBe(0);
	});

	it('a column that Exchange sets itself', async () => {
		const [result] = await create({ size: 5 });
		expectWellSaid(result?.error, { says: /'Size'/ });
		expect(writes()).toBe(0);
	});

	it('numbers of a query', async () => {
		for (const more of [{ limit: -1 }, { limit: 1.5 }, { offset: -3 }, { pageSize: -1 }]) {
			const error = await rejection(query(more));
			expectWellSaid(error, { field: Object.keys(more)[0] });
		}
		expect(requests()).toBe(0);
	});
});

describe('a folder that is not there', () => {
	const missing = [
		{ kind: 'path', path: 'Contacts/No <Such> & "Folder"' },
		{ kind: 'wellKnown', name: 'nofolder' },
		{ kind: 'id', id: 'AAMkADhlZGQ' },
		{ kind: 'id', id: 'no id at all' },
	] as const;
	const named = ['No <Such>', 'nofolder', 'AAMkADhlZGQ', 'no id at all'];

	it.each(missing.map((folder, at) => [named[at] ?? '', folder] as const))(
		'%s: query, create and upsert name it',
		async (name, folder) => {
			const scope = { folders: [folder] };
			const error = expectWellSaid(await rejection(query({ scope })));
			expect(error.message).toContain(name);
			const records = [{ index: 0, values: { givenName: 'A' } }];
			const request = { table: 'contact', scope, records, options: {} };
			for (const write of [
				session.create(request, call),
				session.upsert({ ...request, options: { matchColumns: ['givenName'] } }, call),
			]) {
				const said = await write.then(
					([result]) => result?.error,
					(thrown: unknown) => thrown,
				);
				expect(expectWellSaid(said).message).toContain(name);
			}
			expect(writes()).toBe(0);
		},
	);

	it('was deleted since: named, and a read of several folders reads nothing twice', async () => {
		const { store } = bench.sandbox;
		const team = store.addFolder(contacts(), 'Team');
		store.removeFolder(team);
		const scope = { folders: [{ kind: 'default' as const }, { kind: 'id' as const, id: team.id }] };
		expectWellSaid(await rejection(query({ scope })), { field: 'Folder' });
	});
});

describe('a mailbox that is not there', () => {
	const nobody = { folders: [], mailbox: 'nobody@contoso.example' };

	it.each(['query', 'get', 'create', 'update', 'delete', 'upsert', 'sendMail', 'folders'])(
		'%s names it',
		async (what) => {
			const record = { index: 0, id: addContact('A').id, values: { givenName: 'B' } };
			const request = { table: 'contact', scope: nobody, records: [record], options: {} };
			const result = async (results: Promise<Array<{ error?: Error }>>) => {
				const [first] = await results;
				throw first?.error ?? new Error(`no error: ${JSON.stringify(first)}`);
			};
			const tried: Record<string, () => Promise<unknown>> = {
				query: () => query({ scope: nobody }),
				get: async () => {
					const [row] = await session.get({ table: 'contact', scope: nobody }, [record.id], call);
					throw row instanceof Error ? row : new Error('a row');
				},
				create: () => result(session.create(request, call)),
				update: () => result(session.update(request, call)),
				delete: () => result(session.delete(request, call)),
				upsert: () =>
					result(session.upsert({ ...request, options: { matchColumns: ['givenName'] } }, call)),
				sendMail: () =>
					session.execute('sendMail', { toRecipients: TWO, subject: 'x', body: 'y' }, nobody, call),
				folders: () => session.searchFolders('contact', '', nobody, call),
			};
			const error = expectWellSaid(await rejection(tried[what]!()), { field: 'Mailbox' });
			expect(error.message).toContain('nobody@contoso.example');
			expect(writes()).toBe(0);
		},
	);

	it('has no rights for us: the command that grants them', async () => {
		const error = await rejection(query({ scope: { folders: [], mailbox: TWO } }));
		expect(expectWellSaid(error, { kind: 'permission' }).advice).toContain('Add-MailboxPermission');
		const impersonate = { folders: [], mailbox: TWO, access: 'impersonate' as const };
		const denied = expectWellSaid(await rejection(query({ scope: impersonate })), {
			kind: 'permission',
		});
		expect(denied.advice).toContain('ApplicationImpersonation');
	});
});

describe('ids', () => {
	it('of another mailbox, gone, malformed, empty: each alone, the rest is done', async () => {
		const mine = addContact('Mine');
		const gone = addContact('Gone');
		bench.sandbox.store.deleteItem(gone, 'HardDelete');
		const foreign = addContact('Foreign', TWO);
		const ids = [foreign.id, gone.id, 'not an id', '', mine.id];
		const rows = await session.get({ table: 'contact', scope: own }, ids, call);
		expect(rows.map((row) => row instanceof Error)).toEqual([true, true, true, true, false]);
		for (const row of rows.slice(0, 4)) expectWellSaid(row);
		expect((rows[0] as Error).message).toContain('another mailbox');

		const records = ids.map((id, index) => ({ index, id, values: { givenName: 'New' } }));
		const request = { table: 'contact', scope: own, records, options: {} };
		const updated = await session.update(request, call);
		expect(updated.map(({ outcome }) => outcome)).toEqual([
			'failed',
			'failed',
			'failed',
			'failed',
			'updated',
		]);
		for (const { error } of updated.slice(0, 4)) expectWellSaid(error);
		const deleted = await session.delete(request, call);
		expect(deleted.map(({ outcome }) => outcome)).toEqual([
			'failed',
			'failed',
			'failed',
			'failed',
			'deleted',
		]);
		for (const { error } of deleted.slice(0, 4)) expectWellSaid(error);
		expect(foreign.properties.get('contacts:GivenName')).toBe('Foreign');
		expect(contacts(TWO).items.size).toBe(1);
		expect(writes()).toBe(2);
	});

	it('of another kind of record', async () => {
		const { store } = bench.sandbox;
		const mail = store.addItem(store.folder(ONE, 'inbox'), {
			kind: 'Message',
			properties: { 'item:Subject': 'Hello' },
		});
		const [row] = await session.get({ table: 'contact', scope: own }, [mail.id], call);
		expectWellSaid(row, { field: 'id' });
	});
});

describe('a stale change key', () => {
	it('is a conflict of that record alone; what the other wrote stays', async () => {
		const items = ['A', 'B', 'C'].map((name) => addContact(name));
		const read = await query({ select: ['givenName'] });
		bench.sandbox.store.updateItem(items[1]!, { 'contacts:GivenName': 'Theirs' });
		const records = read.map((row, index) => ({
			index,
			id: String(row['id']),
			changeKey: String(row['changeKey']),
			values: { givenName: `Ours ${index}` },
		}));
		const request = { table: 'contact', scope: own, records, options: {} };
		const results = await session.update(request, call);
		expect(results.map(({ outcome }) => outcome)).toEqual(['updated', 'failed', 'updated']);
		expectWellSaid(results[1]?.error, { kind: 'conflict' });
		expect(items.map((item) => item.properties.get('contacts:GivenName'))).toEqual([
			'Ours 0',
			'Theirs',
			'Ours 2',
		]);
		const [overwritten] = await session.update(
			{ ...request, records: [records[1]!], options: { conflictResolution: 'alwaysOverwrite' } },
			call,
		);
		expect(overwritten?.outcome).toBe('updated');
	});

	it('that is no change key at all', async () => {
		const { id } = addContact('A');
		const records = [{ index: 0, id, changeKey: 'rubbish', values: { givenName: 'B' } }];
		const [result] = await session.update(
			{ table: 'contact', scope: own, records, options: {} },
			call,
		);
		expect(result?.outcome).toBe('failed');
		expectWellSaid(result?.error);
		expect(writes()).toBe(0);
	});
});

describe('nothing to do', () => {
	it.each(['create', 'update', 'upsert', 'delete'] as const)(
		'%s of no records: no request',
		async (operation) => {
			const options = { matchColumns: ['givenName'] };
			const request = { table: 'contact', scope: own, records: [], options };
			expect(await session[operation](request, call)).toEqual([]);
			expect(requests()).toBe(0);
		},
	);

	it('get of no ids: no request', async () => {
		expect(await session.get({ table: 'contact', scope: own }, [], call)).toEqual([]);
		expect(requests()).toBe(0);
	});

	it('a record without values', async () => {
		const [created] = await create({});
		expect(created?.outcome).toBe('failed');
		expectWellSaid(created?.error, { field: 'Columns' });
		const { id } = addContact('A');
		const request = { table: 'contact', scope: own, records: [{ index: 0, id }], options: {} };
		expect(await session.update(request, call)).toMatchObject([{ outcome: 'unchanged' }]);
		expect(writes()).toBe(0);
	});
});

describe('a credential that does not work', () => {
	it('wrong password: once, without the password', async () => {
		const other = await sessionOn(bench.sandbox, { password: 'Wrong-Secret-9' });
		const read = rowsOf(other, { table: 'contact', scope: own });
		const error = expectWellSaid(await rejection(read), { kind: 'permission' });
		expect(`${error.message} ${error.advice} ${JSON.stringify(error)}`).not.toContain(
			'Wrong-Secret',
		);
	});

	it('read only: nothing is sent', async () => {
		session = await sessionOn(bench.sandbox, { readOnly: true });
		expectWellSaid(await rejection(create({ givenName: 'A' })), { kind: 'permission' });
		expect(requests()).toBe(0);
	});

	it('nobody listens there', async () => {
		const other = await sessionOn(bench.sandbox, {
			server: 'http://127.0.0.1:9/EWS/Exchange.asmx',
		});
		const read = rowsOf(other, { table: 'contact', scope: own });
		expectWellSaid(await rejection(read), { says: /127\.0\.0\.1/ });
	});
});
