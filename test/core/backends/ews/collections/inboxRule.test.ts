import type { Row, Session } from '../../../../../core';
import { ACTIONS, PREDICATES } from '../../../../../core/backends/ews/collections/ruleParts';
import { startSandbox, type Sandbox } from '../../../../../sandbox';
import { call, rowsOf, sessionOn } from '../../../../support/session';
import { describeWithShared } from '../../../../support/shared';
import { readFileSync } from 'node:fs';

const own = { folders: [] };
const USER = 'user1@contoso.example';
let sandbox: Sandbox;
let session: Session;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(async () => {
	sandbox.reset();
	session = await sessionOn(sandbox);
});

const request = (records: readonly object[], options = {}) => ({
	table: 'inboxRule',
	scope: own,
	records: records.map((record, index) => ({ index, ...record })),
	options,
});
const create = (values: readonly Row[], options = {}) =>
	session.create(
		request(
			values.map((one) => ({ values: one })),
			options,
		),
		call,
	);
const rules = () => rowsOf(session, { table: 'inboxRule', scope: own });
const kinds = (results: ReadonlyArray<{ outcome: string }>) =>
	results.map(({ outcome }) => outcome);
const actions = { stopProcessingRules: true };

describe('rules', () => {
	it('with every condition and action come back as they were written', async () => {
		const target = sandbox.store.addFolder(sandbox.store.folder(USER, 'inbox'), 'Customers');
		const conditions = {
			categories: ['Red & <b>'],
			bodyContains: ['body'],
			headerContains: ['X-Test: 1'],
			recipientContains: ['team'],
			senderContains: ['boss'],
			bodyOrSubjectContains: ['both', '"quoted"'],
			subjectContains: ['Invoice'],
			messageActionFlag: 'fyi',
			fromAddresses: [{ name: 'A & B', address: 'a@contoso.example' }],
			hasAttachments: true,
			importance: 'high',
			itemClasses: ['IPM.Note'],
			sentToMe: true,
			isNonDeliveryReport: true,
			sentToAddresses: [{ name: null, address: 'user2@contoso.example' }],
			sensitivity: 'confidential',
			withinDateRange: {
				startDateTime: '2026-01-01T00:00:00.000Z',
				endDateTime: '2026-02-01T00:00:00.000Z',
			},
			withinSizeRange: { minimumSize: 1, maximumSize: 1024 },
		};
		const does = {
			assignCategories: ['Red & <b>'],
			moveToFolder: 'Inbox/Customers',
			copyToFolder: 'junkemail',
			forwardTo: [{ name: 'F', address: 'f@contoso.example' }],
			markImportance: 'low',
			markAsRead: true,
			stopProcessingRules: true,
		};
		const exceptions = { subjectContains: ['Not this'], isMeetingRequest: true };
		const [made] = await create([
			{
				displayName: 'All & more',
				sequence: 1,
				isEnabled: false,
				conditions,
				exceptions,
				actions: does,
			},
		]);
		expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
		const [row] = await rules();
		expect(row).toMatchObject({
			id: made?.id,
			displayName: 'All & more',
			sequence: 1,
			isEnabled: false,
			hasError: false,
			isReadOnly: false,
			exceptions,
			actions: {
				...does,
				moveToFolder: target.id,
				copyToFolder: sandbox.store.folder(USER, 'junkemail').id,
			},
		});
		const read = row?.['conditions'] as Row;
		expect(Object.keys(read).sort()).toEqual(Object.keys(conditions).sort());
		for (const [part, value] of Object.entries(conditions)) {
			if (part === 'withinDateRange' || part === 'sentToAddresses') continue;
			expect([part, read[part]]).toEqual([part, value]);
		}
	});

	it('take a place after the others unless told', async () => {
		const made = await create([
			{ displayName: 'One', actions },
			{ displayName: 'Two', actions },
			{ displayName: 'First', sequence: 1, actions },
		]);
		expect(kinds(made)).toEqual(['created', 'created', 'created']);
		expect(new Set(made.map(({ id }) => id)).size).toBe(3);
		const rows = await rules();
		expect(rows.map(({ displayName }) => displayName)).toEqual(['First', 'One', 'Two']);
		const byName = new Map(rows.map((row) => [row['displayName'], row['id']]));
		expect(made.map(({ id }) => id)).toEqual(
			['One', 'Two', 'First'].map((name) => byName.get(name)),
		);
	});

	it('an update changes what it names and leaves the rest', async () => {
		const [made] = await create([
			{ displayName: 'One', conditions: { subjectContains: ['x'] }, actions: { markAsRead: true } },
		]);
		const id = made?.id;
		const update = async (values: Row) => {
			const [outcome] = await session.update(request([{ id, values }]), call);
			return [outcome?.outcome, outcome?.error?.message];
		};
		expect(await update({ isEnabled: false })).toEqual(['updated', undefined]);
		expect(await update({ conditions: { sentToMe: true } })).toEqual(['updated', undefined]);
		expect(await rules()).toMatchObject([
			{
				displayName: 'One',
				isEnabled: false,
				conditions: { sentToMe: true },
				actions: { markAsRead: true },
			},
		]);
		expect(await update({ conditions: null })).toEqual(['updated', undefined]);
		expect(await rules()).toMatchObject([{ conditions: null }]);
		expect(await update({ isEnabled: false, actions: { markAsRead: true } })).toEqual([
			'unchanged',
			undefined,
		]);
		expect(await update({ actions: null })).toEqual([
			'failed',
			expect.stringContaining("'Actions' cannot be cleared"),
		]);
		const [gone] = await session.delete(request([{ id }]), call);
		expect(gone?.outcome).toBe('deleted');
		expect(await rules()).toEqual([]);
	});

	it('upsert by name; folders and people may be named in any way', async () => {
		const values = {
			displayName: 'Sort',
			conditions: { fromAddresses: 'User 2 <user2@contoso.example>', subjectContains: 'a, b' },
			actions: { moveToFolder: 'JunkEmail' },
		};
		const upsert = () =>
			session.upsert(request([{ values }], { matchColumns: ['displayName'] }), call);
		expect(kinds(await upsert())).toEqual(['created']);
		expect(kinds(await upsert())).toEqual(['unchanged']);
		expect(await rules()).toHaveLength(1);
	});
});

describe('bad input', () => {
	it('is refused by the name of the part, each record for itself', async () => {
		const bad: ReadonlyArray<[Row, string, string]> = [
			[
				{ conditions: { subjectContain: ['x'] } },
				"'Conditions' of a rule have no 'subjectContain'",
				"Did you mean 'subjectContains'?",
			],
			[
				{ conditions: { importance: 'urgent' } },
				"'Conditions: importance' must be one of low, normal, high",
				'',
			],
			[
				{ conditions: { withinSizeRange: 5 } },
				"'Conditions: withinSizeRange' must be an object with minimumSize or maximumSize",
				'',
			],
			[{ actions: { forwardTo: 'nobody' } }, "'Actions: forwardTo' must be addresses", ''],
			[{ actions: {} }, "'Actions' is empty", 'at least one action'],
			[
				{ actions: { moveToFolder: 'Inbox/Missing' } },
				"The folder 'Inbox/Missing' does not exist",
				'',
			],
			[{ exceptions: [] }, "'Exceptions' must be an object", 'messageRule'],
			[{ sequence: 0 }, "'Sequence' must be a whole number from 1", ''],
			[
				{ conditions: { bodyContains: ['x'.repeat(600)] } },
				'Exchange refused the rule: conditions.bodyContains',
				'',
			],
			[{ displayName: '' }, "'Display Name' is empty", ''],
		];
		const good = { displayName: 'Good', actions };
		const made = await create([
			...bad.map(([values]) => ({ displayName: 'Bad', actions, ...values })),
			good,
		]);
		expect(kinds(made)).toEqual([...bad.map(() => 'failed'), 'created']);
		for (const [place, [, message, advice]] of bad.entries()) {
			expect(made[place]?.error?.message).toContain(message);
			expect((made[place]?.error as { advice?: string }).advice).toContain(advice);
		}
		expect((await rules()).map(({ displayName }) => displayName)).toEqual(['Good']);
	});

	it('what is not there', async () => {
		const [missing] = await session.update(
			request([{ id: 'AAAA', values: { isEnabled: true } }]),
			call,
		);
		expect(missing).toMatchObject({ outcome: 'failed', error: { code: 'ErrorItemNotFound' } });
		const [gone] = await session.delete(request([{ id: 'AAAA' }]), call);
		expect(gone?.outcome).toBe('failed');
	});
});

describe('rules that only Outlook runs', () => {
	const clientRules = () => sandbox.store.mailbox(USER).services.clientRules;

	it('stay: the change is refused, with what to do', async () => {
		clientRules().push('Play a sound');
		const [refused] = await create([{ displayName: 'New', actions }]);
		expect(refused).toMatchObject({
			outcome: 'failed',
			error: { code: 'ErrorOutlookRuleBlobExists' },
		});
		expect((refused?.error as { advice?: string }).advice).toContain("'Remove Outlook Rules'");
		expect(clientRules()).toEqual(['Play a sound']);
		expect(await rules()).toEqual([]);
	});

	it('go only when asked to', async () => {
		clientRules().push('Play a sound');
		const [made] = await create([{ displayName: 'New', actions }], { removeOutlookRules: true });
		expect(made?.outcome).toBe('created');
		expect(clientRules()).toEqual([]);
	});
});

it('a lost answer makes no second rule', async () => {
	sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'UpdateInboxRules' } });
	const made = await create([
		{ displayName: 'Once', actions },
		{ displayName: 'Twice', actions },
	]);
	expect(kinds(made)).toEqual(['created', 'created']);
	const rows = await rules();
	expect(rows.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
});

it('of somebody else by full access', async () => {
	sandbox.store.grantFullAccess('user2@contoso.example', USER);
	const scope = { folders: [], mailbox: 'user2@contoso.example' };
	const records = [
		{ index: 0, values: { displayName: 'Theirs', actions: { moveToFolder: 'junkemail' } } },
	];
	const [made] = await session.create({ table: 'inboxRule', scope, records, options: {} }, call);
	expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
	expect(await rowsOf(session, { table: 'inboxRule', scope })).toHaveLength(1);
	expect(await rules()).toEqual([]);
});

describeWithShared('parts against the EWS schema', 'schemas/ews/exchange-se/types.xsd', (file) => {
	const schema = readFileSync(file, 'utf8');
	const elementsOf = (type: string) => {
		const [body = ''] =
			new RegExp(`<xs:complexType name="${type}">[\\s\\S]*?</xs:complexType>`).exec(schema) ?? [];
		return [...body.matchAll(/<xs:element name="(\w+)"/g)].map((match) => match[1]);
	};

	it.each([
		['RulePredicatesType', PREDICATES],
		['RuleActionsType', ACTIONS],
	])('%s: all of them, in order', (type, parts) => {
		expect(elementsOf(type).length).toBeGreaterThan(10);
		expect(parts.map(({ element }) => element)).toEqual(elementsOf(type));
	});
});
