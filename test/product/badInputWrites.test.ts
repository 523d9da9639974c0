import type { RecordResult, Row, Session } from '../../core';
import type { FaultKind, FaultSpec } from '../../sandbox';
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

const items = (folder: string, mailbox = ONE) => [
	...bench.sandbox.store.folder(mailbox, folder).items,
];
const givenNames = () =>
	items('contacts')
		.map((item) => String(item.properties.get('contacts:GivenName')))
		.sort();
const seed = (names: readonly string[]) =>
	names.map((name) =>
		bench.sandbox.store.addItem(bench.sandbox.store.folder(ONE, 'contacts'), {
			kind: 'Contact',
			properties: { 'contacts:GivenName': name },
		}),
	);
const writing = (records: ReadonlyArray<{ id?: string; values?: Row }>, options = {}) => ({
	table: 'contact',
	scope: own,
	records: records.map((record, index) => ({ index, ...record })),
	options,
});
const send = async () => {
	const mail = { toRecipients: TWO, subject: 'Hello', body: 'Hi' };
	return (await session.execute('sendMail', mail, own, call)).map(({ row }) => row);
};
const kinds = (results: readonly RecordResult[]) => results.map(({ outcome }) => outcome);
const fault = (kind: FaultKind, more: Partial<FaultSpec> = {}) => {
	for (const operation of ['CreateItem', 'UpdateItem', 'DeleteItem', 'SendItem']) {
		// Both creating records and sending mail create items: the mail is hit when it is sent.
		const contains = operation === 'CreateItem' ? '<t:Contact>' : undefined;
		bench.sandbox.faults.add({ kind, ...more, match: { operation, contains } });
	}
};

/** Creates, updates, deletes and sends at once. */
async function everyWrite() {
	const updating = seed(['U0', 'U1', 'U2']);
	const deleting = seed(['D0', 'D1']);
	const [created, updated, deleted, sent] = await Promise.all([
		session.create(
			writing([
				{ values: { givenName: 'C0' } },
				{ values: { givenName: 'C1' } },
				{ values: { givenName: 'C2' } },
			]),
			call,
		),
		session.update(
			writing(updating.map(({ id }, n) => ({ id, values: { givenName: `New ${n}` } }))),
			call,
		),
		session.delete(writing(deleting.map(({ id }) => ({ id }))), call),
		send(),
	]);
	return { created, updated, deleted, sent };
}

describe.each<[string, FaultKind]>([
	['before', 'dropBefore'],
	['during', 'dropMiddle'],
	['after', 'dropAfter'],
])('the connection is reset %s the answer of a write', (_when, kind) => {
	it('each record is written once, and its outcome known', async () => {
		fault(kind);
		const { created, updated, deleted, sent } = await everyWrite();
		expect(kinds(created)).toEqual(['created', 'created', 'created']);
		expect(kinds(updated)).toEqual(['updated', 'updated', 'updated']);
		expect(kinds(deleted)).toEqual(['deleted', 'deleted']);
		expect(sent).toMatchObject([{ outcome: 'sent' }]);
		expect(givenNames()).toEqual(['C0', 'C1', 'C2', 'New 0', 'New 1', 'New 2']);
		expect(items('deleteditems')).toHaveLength(2);
		expect(items('sentitems')).toHaveLength(1);
		expect(items('drafts')).toHaveLength(0);
		expect(items('inbox', TWO)).toHaveLength(1);
		// 3 created, 3 updated, 2 deleted, a draft made and sent: nothing was written twice.
		const { log } = bench.sandbox;
		expect(log.writes({ operation: 'CreateItem' })).toBe(4);
		expect(log.writes({ operation: 'UpdateItem' })).toBe(3);
		expect(log.writes({ operation: 'DeleteItem' })).toBe(2);
		expect(log.writes({ operation: 'SendItem' })).toBe(1);
		expect(bench.sandbox.faults.list().map(({ hits }) => hits)).toEqual([1, 1, 1, 1]);
		const ids = items('contacts').map(({ id }) => id);
		for (const { id } of [...created, ...updated]) expect(ids).toContain(id);
	});
});

describe('an answer that says nothing about a write', () => {
	it.each<[string, FaultSpec]>([
		['XML that ends early', { kind: 'truncate' }],
		['503', { kind: 'serviceUnavailable', retryAfter: 0 }],
		['busy', { kind: 'serverBusy', backOffMs: 10 }],
	])('%s: written once', async (_what, { kind, ...more }) => {
		fault(kind, more);
		const { created, updated, deleted, sent } = await everyWrite();
		expect([...kinds(created), ...kinds(updated), ...kinds(deleted)]).toEqual([
			...['created', 'created', 'created', 'updated', 'updated', 'updated', 'deleted', 'deleted'],
		]);
		expect(sent).toMatchObject([{ outcome: 'sent' }]);
		expect(givenNames()).toEqual(['C0', 'C1', 'C2', 'New 0', 'New 1', 'New 2']);
		expect(items('inbox', TWO)).toHaveLength(1);
	});

	it('the sign-in expired on its connection: written once', async () => {
		await rowsOf(session, { table: 'contact', scope: own, select: ['givenName'] });
		bench.sandbox.faults.add({ kind: 'expire', match: { operation: 'CreateItem' } });
		const results = await session.create(writing([{ values: { givenName: 'C0' } }]), call);
		expect(kinds(results)).toEqual(['created']);
		expect(givenNames()).toEqual(['C0']);
		expect(bench.sandbox.faults.list()).toMatchObject([{ hits: 1 }]);
	});

	it('HTML, a login page, 500 with and without a fault, whenever asked: nothing is written, and said', async () => {
		const meet = async (user: string, kind: FaultKind) => {
			const mailbox = `${user}@contoso.example`;
			bench.sandbox.faults.add({ kind, times: 999, match: { mailbox, operation: 'CreateItem' } });
			const other = await sessionOn(bench.sandbox, { user });
			const results = await other.create(
				writing([{ values: { givenName: 'C0' } }, { values: { givenName: 'C1' } }]),
				call,
			);
			expect(results).toHaveLength(2);
			for (const { outcome, error } of results) {
				expect(['failed', 'unknown']).toContain(outcome);
				expectWellSaid(error);
			}
			const mail = { toRecipients: ONE, subject: 'Hello', body: 'Hi' };
			const sent = other.execute('sendMail', mail, own, call);
			expectWellSaid(await rejection(sent));
			expect(items('contacts', mailbox)).toHaveLength(0);
			expect(items('drafts', mailbox)).toHaveLength(0);
		};
		await Promise.all([
			meet('user2', 'html'),
			meet('user3', 'loginPage'),
			meet('service', 'serverError'),
			meet('user1', 'soapFault'),
		]);
		expect(items('inbox')).toHaveLength(0);
	}, 60_000);

	it('a SOAP fault that refuses: failed, with its reason, once', async () => {
		fault('soapFault', { code: 'ErrorQuotaExceeded', message: 'Full.', times: 9 });
		const results = await session.create(
			writing([{ values: { givenName: 'C0' } }, { values: { givenName: 'C1' } }]),
			call,
		);
		expect(kinds(results)).toEqual(['failed', 'failed']);
		expectWellSaid(results[0]?.error, { code: 'ErrorQuotaExceeded' });
		expect(bench.sandbox.log.count({ operation: 'CreateItem' })).toBe(1);
	});
});

describe('what cannot be settled', () => {
	it('is unknown, with the id to find it by, and never written twice', async () => {
		fault('dropAfter', { times: 99 });
		for (const operation of ['FindItem', 'GetItem']) {
			// The first read is the one of change keys.
			bench.sandbox.faults.add({
				kind: 'soapFault',
				code: 'ErrorAccessDenied',
				match: { operation },
				after: operation === 'GetItem' ? 1 : 0,
				times: 99,
			});
		}
		const { created, updated, deleted, sent } = await everyWrite();
		expect(new Set(kinds([...created, ...updated, ...deleted]))).toEqual(new Set(['unknown']));
		for (const { error } of [...created, ...updated, ...deleted]) expectWellSaid(error);
		expect(created.every(({ writeId }) => /^[\w-]{20,}$/.test(writeId ?? ''))).toBe(true);
		expect(sent).toMatchObject([{ outcome: 'unknown', writeId: expect.stringMatching(/./) }]);
		expect(givenNames()).toEqual(['C0', 'C1', 'C2', 'New 0', 'New 1', 'New 2']);
		expect(items('inbox', TWO)).toHaveLength(1);
		const { log } = bench.sandbox;
		for (const operation of ['UpdateItem', 'DeleteItem', 'SendItem']) {
			const met = log.entries({ operation }).map(({ at, signIn, fault, status, writes }) => ({
				at,
				signIn,
				fault,
				status,
				writes,
			}));
			expect({ operation, met }).toMatchObject({ operation, met: [{ fault: 'dropAfter' }] });
		}
	}, 60_000);

	it('in upsert: the next record of the same key is not created beside it', async () => {
		fault('dropAfter', { times: 99 });
		bench.sandbox.faults.add({
			kind: 'soapFault',
			code: 'ErrorAccessDenied',
			match: { operation: 'FindItem' },
			after: 1,
			times: 99,
		});
		const values = { emailAddress1: 'contact1@contoso.example' };
		const results = await session.upsert(
			writing(
				[{ values: { ...values, givenName: 'A' } }, { values: { ...values, givenName: 'B' } }],
				{
					matchColumns: ['emailAddress1'],
				},
			),
			call,
		);
		expect(kinds(results)).toEqual(['unknown', 'failed']);
		expectWellSaid(results[1]?.error);
		expect(items('contacts')).toHaveLength(1);
	}, 60_000);
});

describe('a run that is written again', () => {
	it('upsert: the second run changes nothing and writes nothing', async () => {
		const records = Array.from({ length: 40 }, (_, n) => ({
			values: {
				emailAddress1: `contact${n}@contoso.example`,
				givenName: `Contact ${n}`,
				businessAddressStreet: `${'Long Street '.repeat(25)}\r\n${n}`,
				birthday: '1980-02-29',
				categories: ['B', 'A'],
			},
		}));
		const request = writing(records, { matchColumns: ['emailAddress1'] });
		bench.sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'CreateItem' } });
		expect(new Set(kinds(await session.upsert(request, call)))).toEqual(new Set(['created']));
		expect(items('contacts')).toHaveLength(40);
		bench.sandbox.log.clear();
		expect(new Set(kinds(await session.upsert(request, call)))).toEqual(new Set(['unchanged']));
		expect(bench.sandbox.log.writes()).toBe(0);
	});

	it('create after delete under somebody else: nothing of theirs is touched', async () => {
		const [theirs] = seed(['Theirs']);
		bench.sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'DeleteItem' } });
		const [mine] = seed(['Mine']);
		expect(kinds(await session.delete(writing([{ id: mine!.id }]), call))).toEqual(['deleted']);
		expect(givenNames()).toEqual(['Theirs']);
		expect(theirs?.folder.displayName).toBe('Contacts');
		const rows = await rowsOf(session, { table: 'contact', scope: own, select: ['givenName'] });
		expect(rows).toHaveLength(1);
	});

	it('a bad batch among good ones: the good ones are written once', async () => {
		const [found] = seed(['U0']);
		const read = rejection(
			rowsOf(session, { table: 'contact', scope: own, select: ['nothing of this name'] }),
		);
		expectWellSaid(await read);
		const results = await session.update(
			writing([
				{ id: found!.id, values: { givenName: 'A', birthday: 'x' } },
				{ id: found!.id, values: { givenName: 'B' } },
			]),
			call,
		);
		expect(kinds(results)).toEqual(['failed', 'updated']);
		expect(givenNames()).toEqual(['B']);
	});
});
