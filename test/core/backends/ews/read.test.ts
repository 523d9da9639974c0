import { type Bench, contact, startBench, USER } from './onSandbox';

let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterAll(async () => bench.close());
beforeEach(() => {
	bench.sandbox.reset();
	bench.notices.length = 0;
});

function fill(count: number, folder = 'contacts') {
	const { store } = bench.sandbox;
	const target = store.folder(USER, folder);
	return Array.from({ length: count }, (_, n) =>
		store.addItem(target, {
			kind: 'Contact',
			properties: { 'contacts:GivenName': `Given ${n}`, 'contacts:Surname': `Contact ${n}` },
		}),
	);
}

describe('reading contacts', () => {
	it.each([0, 1, 2, 101, 5001])('returns %i rows, each once', async (count) => {
		fill(count);
		const rows = await bench.rows({ select: ['givenName'] });
		expect(rows).toHaveLength(count);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
		if (count > 0) expect(rows[0]).toMatchObject({ givenName: 'Given 0' });
	});

	it('filters at the server', async () => {
		fill(300);
		const where = { column: 'surname', operator: 'equals', value: 'contact 7' } as const;
		const rows = await bench.rows({ select: ['surname'], where });
		expect(rows.map(({ surname }) => surname)).toEqual(['Contact 7']);
	});

	it('leaves out items of another kind', async () => {
		fill(3);
		const { store } = bench.sandbox;
		store.addItem(store.folder(USER, 'contacts'), {
			kind: 'DistributionList',
			properties: { 'contacts:DisplayName': 'A list' },
		});
		expect(await bench.rows({ select: ['givenName'] })).toHaveLength(3);
	});

	it('returns text whole that a list cuts, and compares it whole', async () => {
		const long = `${'Long street '.repeat(30)}end`;
		const { store } = bench.sandbox;
		for (let n = 0; n < 30; n++) {
			store.addItem(store.folder(USER, 'contacts'), {
				kind: 'Contact',
				properties: { 'contacts:CompanyName': n % 7 === 3 ? long : `Company ${n}` },
			});
		}
		const rows = await bench.rows({ select: ['companyName'] });
		expect(rows.map(({ companyName }) => companyName)).toEqual(
			Array.from({ length: 30 }, (_, n) => (n % 7 === 3 ? long : `Company ${n}`)),
		);
		const where = { column: 'companyName', operator: 'endsWith', value: 'end' } as const;
		expect(await bench.rows({ select: ['companyName'], where })).toHaveLength(4);
	});

	it('reads a record anew, as a whole, that changed after the list cut it', async () => {
		const { store } = bench.sandbox;
		const long = 'Long street '.repeat(30);
		const items = Array.from({ length: 3 }, (_, n) =>
			store.addItem(store.folder(USER, 'contacts'), {
				kind: 'Contact',
				properties: { 'contacts:CompanyName': long, 'contacts:Surname': `Contact ${n}` },
			}),
		);
		bench.sandbox.scripts.add({
			match: { operation: 'FindItem' },
			run: () => {
				store.updateItem(items[1]!, {
					'contacts:CompanyName': `${long}new`,
					'contacts:Surname': 'Changed',
				});
				store.deleteItem(items[2]!, 'HardDelete');
			},
		});
		expect(await bench.rows({ select: ['companyName', 'surname'] })).toMatchObject([
			{ companyName: long, surname: 'Contact 0' },
			{ companyName: `${long}new`, surname: 'Changed' },
		]);
	});

	it('reads by id what no list delivers, only for rows that pass', async () => {
		const { store } = bench.sandbox;
		for (let n = 0; n < 120; n++) {
			store.addItem(store.folder(USER, 'contacts'), {
				kind: 'Contact',
				properties: {
					'contacts:Surname': `Contact ${n % 2}`,
					'item:Body': { type: 'Text', text: `Note ${n}` },
				},
			});
		}
		bench.sandbox.log.clear();
		const rows = await bench.rows({
			select: ['personalNotes'],
			where: { column: 'surname', operator: 'equals', value: 'Contact 1' },
			bodyFormat: 'text',
		});
		expect(rows).toHaveLength(60);
		expect(rows[0]).toMatchObject({ personalNotes: 'Note 1', surname: 'Contact 1' });
	});

	it('turns X.500 addresses into SMTP and keeps the original beside', async () => {
		const { store } = bench.sandbox;
		const legacyDn = store.mailbox('user2@contoso.example').legacyDn;
		store.addItem(store.folder(USER, 'contacts'), {
			kind: 'Contact',
			properties: { 'contacts:EmailAddress:EmailAddress1': legacyDn },
		});
		const where = {
			column: 'emailAddress1',
			operator: 'equals',
			value: 'USER2@contoso.example',
		} as const;
		const [row, ...others] = await bench.rows({ select: ['emailAddress1'], where });
		expect(others).toEqual([]);
		expect(row).toMatchObject({
			emailAddress1: 'user2@contoso.example',
			emailAddress1Original: legacyDn,
		});
	});

	it('gives the newest few by one sorted page', async () => {
		fill(1500);
		bench.sandbox.log.clear();
		const orderBy = [{ column: 'createdDateTime', direction: 'desc' }] as const;
		const rows = await bench.rows({ select: ['givenName'], orderBy, limit: 11 });
		expect(rows.map(({ givenName }) => givenName)).toEqual(
			Array.from({ length: 11 }, (_, n) => `Given ${1499 - n}`),
		);
		expect(count('FindItem')).toBe(1);
	});

	it('reads all when one sorted page does not hold enough', async () => {
		fill(600);
		const orderBy = [{ column: 'createdDateTime', direction: 'desc' }] as const;
		const where = { column: 'givenName', operator: 'endsWith', value: '7' } as const;
		const rows = await bench.rows({ select: ['givenName'], orderBy, limit: 40, where });
		expect(rows).toHaveLength(60);
	});
});

/** Requests of one operation since the log was cleared. */
function count(operation: string): number {
	return bench.sandbox.log.count({ operation });
}

describe('a folder that changes while it is read', () => {
	const seeded = (seed: number) => () => {
		seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
		return seed / 2 ** 32;
	};

	it.each([1, 2, 3, 4, 5, 6])('keeps the promise of exactly once (seed %i)', async (seed) => {
		const random = seeded(seed);
		const { store, scripts } = bench.sandbox;
		const items = fill(400);
		const folder = store.folder(USER, 'contacts');
		const elsewhere = store.folder(USER, 'deleteditems');
		const older = Array.from({ length: 60 }, (_, n) =>
			store.addItem(elsewhere, {
				kind: 'Contact',
				created: (items[n * 6]?.created ?? 0) + 1,
				properties: { 'contacts:GivenName': `Moved ${n}` },
			}),
		);
		const stays = new Map(items.map((item) => [item.id, item]));
		scripts.add({
			match: { operation: 'FindItem' },
			times: 1000,
			run: () => {
				for (let change = 0; change < 12; change++) {
					const item = items[Math.floor(random() * items.length)];
					const dice = random();
					if (dice < 0.35 && item && stays.delete(item.id)) store.deleteItem(item, 'HardDelete');
					else if (dice < 0.7 && item && stays.delete(item.id)) store.moveItem(item, elsewhere);
					else if (dice < 0.85) {
						const moved = older.pop();
						if (moved) store.moveItem(moved, folder);
					} else {
						store.addItem(folder, {
							kind: 'Contact',
							properties: { 'contacts:GivenName': 'New' },
						});
					}
				}
			},
		});
		const rows = await bench.rows({ select: ['givenName'], pageSize: 20 + seed * 7 });
		const ids = rows.map(({ id }) => String(id));
		expect(new Set(ids).size).toBe(ids.length);
		expect([...stays.keys()].filter((id) => !ids.includes(id))).toEqual([]);
		expect(stays.size).toBeLessThan(400);
	});

	it.each(['dropMiddle', 'truncate', 'dropBefore', 'serviceUnavailable'] as const)(
		'reads on after %s',
		async (kind) => {
			fill(250);
			const { faults } = bench.sandbox;
			faults.add({ kind, match: { operation: 'FindItem' }, after: 1, retryAfter: 0 });
			const rows = await bench.rows({ select: ['givenName'], pageSize: 60 });
			expect(rows).toHaveLength(250);
			expect(new Set(rows.map(({ id }) => id)).size).toBe(250);
		},
	);

	it('leaves out what vanishes before it is read by id', async () => {
		const { store, scripts } = bench.sandbox;
		const items = fill(10);
		scripts.add({
			match: { operation: 'FindItem' },
			run: () => store.deleteItem(items[4]!, 'HardDelete'),
		});
		const rows = await bench.rows({ select: ['givenName', 'personalNotes'] });
		expect(rows).toHaveLength(9);
	});
});

describe('folders of a read', () => {
	const given = (rows: Array<Record<string, unknown>>) => rows.map(({ givenName }) => givenName);

	function tree() {
		const { store } = bench.sandbox;
		const root = store.folder(USER, 'contacts');
		const customers = store.addFolder(root, 'Customers');
		const north = store.addFolder(customers, 'North/East');
		const mail = store.addFolder(root, 'Mail', 'IPF.Note');
		const add = (folder: typeof root, name: string) =>
			store.addItem(folder, { kind: 'Contact', properties: { 'contacts:GivenName': name } });
		add(root, 'root');
		add(customers, 'customers');
		add(north, 'north');
		add(mail, 'mail');
		return { root, customers, north };
	}

	it('takes a path, an id, a well-known name', async () => {
		const { customers } = tree();
		const select = ['givenName'];
		const path = { kind: 'path', path: 'contacts/CUSTOMERS/North\\/East' } as const;
		expect(given(await bench.rows({ select, scope: { folders: [path] } }))).toEqual(['north']);
		const id = { kind: 'id', id: customers.id } as const;
		expect(given(await bench.rows({ select, scope: { folders: [id] } }))).toEqual(['customers']);
		const name = { kind: 'wellKnown', name: 'Contacts' } as const;
		expect(given(await bench.rows({ select, scope: { folders: [name] } }))).toEqual(['root']);
	});

	it('reads several folders, each once, and those below', async () => {
		const { customers } = tree();
		const folders = [
			{ kind: 'default' } as const,
			{ kind: 'id', id: customers.id } as const,
			{ kind: 'path', path: 'Contacts/Customers' } as const,
		];
		const select = ['givenName'];
		expect(given(await bench.rows({ select, scope: { folders } }))).toEqual(['root', 'customers']);
		const scope = { folders: [], includeSubfolders: true };
		const rows = await bench.rows({ select: [...select, 'parentFolderPath'], scope });
		expect(rows.map((row) => [row.givenName, row.parentFolderPath])).toEqual([
			['root', 'Contacts'],
			['customers', 'Contacts/Customers'],
			['north', 'Contacts/Customers/North\\/East'],
		]);
	});

	it('names a folder that is not there, and what is beside it', async () => {
		tree();
		const folders = [{ kind: 'path', path: 'Contacts/Custmers' } as const];
		await expect(bench.rows({ scope: { folders } })).rejects.toMatchObject({
			field: 'Folder',
			message: expect.stringContaining("'Contacts/Custmers'"),
			advice: expect.stringContaining("'Customers'"),
		});
	});

	it('names a mailbox that is not there', async () => {
		const scope = { folders: [], mailbox: 'nobody@contoso.example' };
		await expect(bench.rows({ scope })).rejects.toMatchObject({ field: 'Mailbox' });
	});

	it('says how to get the right that is missing', async () => {
		const scope = { folders: [], mailbox: 'user2@contoso.example' };
		await expect(bench.rows({ scope })).rejects.toMatchObject({
			kind: 'permission',
			advice: expect.stringContaining('Add-Mailbox'),
		});
	});

	it('reaches another mailbox by full access and by impersonation', async () => {
		const { store } = bench.sandbox;
		const folder = store.folder('user2@contoso.example', 'contacts');
		store.addItem(folder, { kind: 'Contact', properties: { 'contacts:GivenName': 'Two' } });
		store.grantFullAccess('user2@contoso.example', USER);
		const scope = { folders: [], mailbox: 'user2@contoso.example' };
		expect(given(await bench.rows({ select: ['givenName'], scope }))).toEqual(['Two']);

		store.grantImpersonation(USER);
		const impersonated = { ...scope, access: 'impersonate' as const };
		const rows = await bench.rows({ select: ['givenName'], scope: impersonated });
		expect(given(rows)).toEqual(['Two']);
	});
});

describe('records by id', () => {
	it('come in the order asked for, errors in the place of what is not there', async () => {
		const items = fill(120);
		const ids = items.map(({ id }) => id).reverse();
		bench.sandbox.store.deleteItem(items[50]!, 'HardDelete');
		const rows = await bench.backend.fetch(
			contact,
			[...ids, ''],
			['givenName', 'parentFolderPath'],
			{ folders: [] },
			bench.call,
		);
		expect(rows).toHaveLength(121);
		expect(rows[0]).toMatchObject({ givenName: 'Given 119', parentFolderPath: 'Contacts' });
		expect(rows[69]).toMatchObject({ code: 'ErrorItemNotFound' });
		expect(rows[120]).toMatchObject({ field: 'id' });
	});

	it('refuses an id of another mailbox', async () => {
		const { store } = bench.sandbox;
		store.grantFullAccess('user2@contoso.example', USER);
		const foreign = store.addItem(store.folder('user2@contoso.example', 'contacts'), {
			kind: 'Contact',
			properties: { 'contacts:GivenName': 'Two' },
		});
		const get = (mailbox?: string) =>
			bench.backend.fetch(
				contact,
				[foreign.id],
				['givenName'],
				{ folders: [], mailbox },
				bench.call,
			);
		expect(await get()).toMatchObject([{ field: 'id', recordKey: foreign.id }]);
		expect(await get('user2@contoso.example')).toMatchObject([{ givenName: 'Two' }]);
	});
});

it('never needs two connections at a time', async () => {
	const narrow = await startBench({}, { concurrency: 1 });
	try {
		const { store } = narrow.sandbox;
		for (let n = 0; n < 130; n++) {
			store.addItem(store.folder(USER, 'contacts'), {
				kind: 'Contact',
				properties: {
					'contacts:CompanyName': 'x'.repeat(n % 9 === 0 ? 300 : 5),
					'contacts:EmailAddress:EmailAddress1': store.mailbox('user2@contoso.example').legacyDn,
				},
			});
		}
		const rows = await narrow.rows({ select: ['companyName', 'emailAddress1'], pageSize: 40 });
		expect(rows).toHaveLength(130);
		expect(new Set(rows.map(({ emailAddress1 }) => emailAddress1))).toEqual(
			new Set(['user2@contoso.example']),
		);
		expect(rows.filter(({ companyName }) => String(companyName).length === 300)).toHaveLength(15);
	} finally {
		await narrow.close();
	}
});
