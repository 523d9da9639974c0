import type { Row, Session } from '../../core';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const own = { folders: [] };
const bench = useSandbox();
let session: Session;
beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
});
const request = (record: object, options = {}) => ({
	table: 'contact',
	scope: own,
	records: [{ index: 0, ...record }],
	options,
});
const create = async (values: Row): Promise<string> => {
	const [made] = await session.create(request({ values }), call);
	expect(made?.outcome).toBe('created');
	return made?.id ?? '';
};
const read = async (id: string, select: string[]) => {
	const [row] = await session.get({ table: 'contact', scope: own, select }, [id], call);
	if (!row || row instanceof Error) throw row ?? new Error('no row');
	return row;
};

describe('address and display name share one entry', () => {
	const both = ['emailAddress1', 'emailAddress1Name'];
	const given = { emailAddress1: 'a@contoso.example', emailAddress1Name: 'Contact A' };

	it.each<[string, Row, Row]>([
		['name alone', { emailAddress1Name: 'B' }, { ...given, emailAddress1Name: 'B' }],
		[
			'address alone',
			{ emailAddress1: 'b@contoso.example' },
			{ ...given, emailAddress1: 'b@contoso.example' },
		],
		['neither', { givenName: 'X' }, given],
		['address cleared', { emailAddress1: null }, { emailAddress1: null, emailAddress1Name: null }],
	])('update of the %s', async (_what, values, expected) => {
		const id = await create(given);
		const [updated] = await session.update(request({ id, values }), call);
		expect(updated?.outcome).toBe('updated');
		expect(await read(id, both)).toMatchObject(expected);
	});

	it('upsert by the address writes the name, and a list read shows it', async () => {
		await create(given);
		const values = { emailAddress1: 'A@contoso.example', emailAddress1Name: 'New' };
		const options = { matchColumns: ['emailAddress1'] };
		const [first] = await session.upsert(request({ values }, options), call);
		expect(first?.outcome).toBe('updated');
		const rows = await rowsOf(session, { table: 'contact', scope: own, select: both });
		expect(rows).toMatchObject([{ emailAddress1Name: 'New', emailAddress1: 'A@contoso.example' }]);
	});

	it('an X.500 address stays one when its name changes, and its original is a column', async () => {
		const { store } = bench.sandbox;
		const legacyDn = store.mailbox('user2@contoso.example').legacyDn;
		const item = store.addItem(store.folder('user1@contoso.example', 'contacts'), {
			kind: 'Contact',
			properties: {
				'contacts:EmailAddress:EmailAddress1': legacyDn,
				'contacts:EmailAddress:EmailAddress1:RoutingType': 'EX',
			},
		});
		const values = { emailAddress1Name: 'User Two' };
		const [updated] = await session.update(request({ id: item.id, values }), call);
		expect(updated?.outcome).toBe('updated');
		expect(item.properties.get('contacts:EmailAddress:EmailAddress1')).toBe(legacyDn);
		expect(item.properties.get('contacts:EmailAddress:EmailAddress1:RoutingType')).toBe('EX');
		expect(await read(item.id, [...both, 'emailAddress1Original'])).toMatchObject({
			emailAddress1: 'user2@contoso.example',
			emailAddress1Name: 'User Two',
			emailAddress1Original: legacyDn,
		});
	});
});

describe('searchKey', () => {
	it('matches records for life, also after they moved; none is created with it', async () => {
		const id = await create({ givenName: 'A' });
		const { searchKey } = await read(id, ['searchKey']);
		const { store } = bench.sandbox;
		const home = store.folder('user1@contoso.example', 'contacts');
		store.moveItem(store.findItem(id)!, store.addFolder(home, 'Team'));
		const scope = { folders: [], includeSubfolders: true };
		const records = [{ index: 0, values: { searchKey, givenName: 'B' } }];
		const options = { matchColumns: ['searchKey'] };
		const upsert = () => session.upsert({ table: 'contact', scope, records, options }, call);
		expect(await upsert()).toMatchObject([{ outcome: 'updated' }]);
		expect(await upsert()).toMatchObject([{ outcome: 'unchanged' }]);
		const [refused] = await session.upsert(
			request({ values: { searchKey: 'AAAAAAAAAAAAAAAAAAAAAA==', givenName: 'C' } }, options),
			call,
		);
		expect(refused).toMatchObject({ outcome: 'failed', error: { field: 'searchKey' } });
		expect(bench.sandbox.log.writes({ operation: 'CreateItem' })).toBe(1);
	});
});
