import type { Session } from '../../../../../core';
import { startSandbox, type Sandbox } from '../../../../../sandbox';
import { call, rowsOf, sessionOn } from '../../../../support/session';

const own = { folders: [] };
let sandbox: Sandbox;
let session: Session;
beforeAll(async () => {
	sandbox = await startSandbox({ contacts: 300 });
});
afterAll(async () => await sandbox.close());
beforeEach(async () => {
	sandbox.reset();
	session = await sessionOn(sandbox);
});

const request = (records: readonly object[], options = {}, table = 'distributionList') => ({
	table,
	scope: own,
	records: records.map((record, index) => ({ index, ...record })),
	options,
});
const one = { name: 'Contact 1', address: 'contact1@contoso.example' };
const two = { name: 'Contact & 2', address: 'contact2@contoso.example' };
const lists = (select?: string[]) =>
	rowsOf(session, { table: 'distributionList', scope: own, ...(select && { select }) });

async function made(values: object): Promise<string> {
	const [list] = await session.create(request([{ values }]), call);
	if (!list?.id) throw list?.error ?? new Error('no list');
	return list.id;
}

it('are read among many contacts by their class alone, in one page', async () => {
	await made({ displayName: 'Team & Co', members: [one, two], categories: ['Red'] });
	sandbox.log.clear();
	const rows = await lists(['displayName', 'members', 'itemClass', 'categories']);
	expect(rows).toMatchObject([
		{
			displayName: 'Team & Co',
			members: [one, two],
			itemClass: 'IPM.DistList',
			categories: ['Red'],
		},
	]);
	expect(sandbox.log.count({ operation: 'FindItem' })).toBe(1);
	expect(sandbox.log.count({ operation: 'GetItem' })).toBe(1);
	const contacts = await rowsOf(session, { table: 'contact', scope: own, select: ['id'] });
	expect(contacts).toHaveLength(300);
});

it('set exactly the members that are given; null takes all out', async () => {
	const id = await made({ displayName: 'Team', members: [one, two] });
	const update = async (values: object) => {
		const [outcome] = await session.update(request([{ id, values }]), call);
		expect([outcome?.outcome, outcome?.error?.message]).toEqual(['updated', undefined]);
		const [row] = await session.get(
			{ table: 'distributionList', scope: own, select: ['members', 'displayName'] },
			[id],
			call,
		);
		return row;
	};
	const three = 'contact3@contoso.example';
	expect(await update({ members: [two, three] })).toMatchObject({
		members: [two, { address: three }],
		displayName: 'Team',
	});
	expect(await update({ displayName: 'New Team' })).toMatchObject({
		members: [two, { address: three }],
	});
	const cleared = (await update({ members: null })) as { members: unknown };
	expect(cleared.members ?? []).toEqual([]);
});

it('hold contacts and lists of the mailbox by their id', async () => {
	const inner = await made({ displayName: 'Inner', members: [one] });
	const outer = await made({
		displayName: 'Outer',
		members: [{ name: 'Inner', itemId: inner }, two],
	});
	const [row] = await session.get(
		{ table: 'distributionList', scope: own, select: ['members'] },
		[outer],
		call,
	);
	expect(row).toMatchObject({ members: [{ itemId: inner }, two] });
});

it('upsert leaves alone what is so', async () => {
	const values = { displayName: 'Team', members: [one, two] };
	const upsert = () =>
		session.upsert(request([{ values }], { matchColumns: ['displayName'] }), call);
	expect(await upsert()).toMatchObject([{ outcome: 'created' }]);
	expect(await upsert()).toMatchObject([{ outcome: 'unchanged' }]);
	expect(await lists(['id'])).toHaveLength(1);
});

it('a contact is no list, and a list no contact', async () => {
	const id = await made({ displayName: 'Team' });
	const [wrong] = await session.get({ table: 'contact', scope: own }, [id], call);
	expect(wrong).toMatchObject({ code: 'WRONG_KIND' });
});

it('members need Exchange 2010; a name that is no address is refused', async () => {
	const [bad] = await session.create(
		request([{ values: { displayName: 'Team', members: ['nobody'] } }]),
		call,
	);
	expect(bad?.error?.message).toContain("'Members' must be addresses");
	const old = await sessionOn(sandbox, { platform: 'Exchange2007_SP1' });
	const [refused] = await old.create(
		request([{ values: { displayName: 'T', members: [one] } }]),
		call,
	);
	expect(refused?.error?.message).toContain("The column 'Members' needs Exchange2010 or newer");
});
