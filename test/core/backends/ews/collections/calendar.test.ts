import type { Session } from '../../../../../core';
import { type Build, startSandbox, type Sandbox } from '../../../../../sandbox';
import { call, rowsOf, sessionOn } from '../../../../support/session';

const own = { folders: [] };
const USER = 'user1@contoso.example';

describe.each<Build>(['14.2', '15.2'])('calendars of a server of build %s', (build) => {
	let sandbox: Sandbox;
	let session: Session;
	beforeAll(async () => {
		sandbox = await startSandbox({ build });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(async () => {
		sandbox.reset();
		session = await sessionOn(sandbox);
	});
	const request = (records: readonly object[], options = {}) => ({
		table: 'calendar',
		scope: own,
		records: records.map((record, index) => ({ index, ...record })),
		options,
	});
	const calendars = (select?: string[]) =>
		rowsOf(session, { table: 'calendar', scope: own, ...(select && { select }) });

	it('are found at any depth, and no other folder is', async () => {
		const { store } = sandbox;
		const home = store.folder(USER, 'calendar');
		store.addFolder(home, 'Travel', 'IPF.Appointment');
		const projects = store.addFolder(store.folder(USER, 'inbox'), 'Projects', 'IPF.Note');
		store.addFolder(projects, 'Deep', 'IPF.Appointment');
		const rows = await calendars(['name', 'isDefaultCalendar', 'canEdit', 'parentFolderPath']);
		expect(rows.map(({ name }) => name).sort()).toEqual(['Calendar', 'Deep', 'Travel']);
		expect(rows.find(({ name }) => name === 'Deep')).toMatchObject({
			canEdit: true,
			parentFolderPath: 'Inbox/Projects',
			isDefaultCalendar: build === '14.2' ? null : false,
		});
		expect(rows.find(({ name }) => name === 'Calendar')).toMatchObject({
			isDefaultCalendar: build === '14.2' ? null : true,
		});
	});

	it('are made below the default calendar, renamed and deleted', async () => {
		const [made] = await session.create(request([{ values: { name: 'Holidays & more' } }]), call);
		expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
		const folder = sandbox.store.folder(USER, 'Calendar/Holidays & more');
		expect(folder.folderClass).toBe('IPF.Appointment');
		const id = made?.id;
		const [renamed] = await session.update(request([{ id, values: { name: 'Leave' } }]), call);
		expect(renamed).toMatchObject({ outcome: 'updated' });
		const [again] = await session.upsert(
			request([{ values: { name: 'leave' } }], { matchColumns: ['name'] }),
			call,
		);
		expect(again?.id).toBe(id);
		const [gone] = await session.delete(request([{ id }]), call);
		expect(gone).toMatchObject({ outcome: 'deleted' });
		expect(await calendars(['name'])).toHaveLength(1);
		const folders = [{ kind: 'wellKnown' as const, name: 'deleteditems' }];
		const bin = await rowsOf(session, { table: 'calendar', scope: { folders }, select: ['name'] });
		expect(bin).toMatchObject([{ name: 'leave' }]);
	});

	it('show who may do what, read by id', async () => {
		const [row] = await calendars(['name', 'permissions', 'effectiveRightsDelete']);
		expect(row).toMatchObject({ permissions: expect.any(Array), effectiveRightsDelete: true });
	});

	it('a folder that is none is refused by get', async () => {
		const rows = await rowsOf(session, { table: 'folder', scope: own, select: ['displayName'] });
		const inbox = rows.find(({ displayName }) => displayName === 'Inbox');
		const [wrong] = await session.get({ table: 'calendar', scope: own }, [String(inbox?.id)], call);
		expect(wrong).toMatchObject({ code: 'WRONG_KIND' });
	});

	it('what only Graph has is refused by name, before anything is sent', async () => {
		sandbox.log.clear();
		await expect(calendars(['owner'])).rejects.toMatchObject({
			message: "Column 'owner' of the Calendar table is Graph only",
		});
		expect(sandbox.log.count({})).toBe(0);
	});
});

it('the older name Calendar means events', async () => {
	const sandbox = await startSandbox();
	try {
		const session = await sessionOn(sandbox);
		const select = ['ItemId', 'Subject'];
		expect(await rowsOf(session, { table: 'Calendar', scope: own, select })).toEqual([]);
	} finally {
		await sandbox.close();
	}
});
