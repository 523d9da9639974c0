import { findTable, tables } from '../../core';
import type { Row, Session } from '../../core';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const own = { folders: [] };
const bench = useSandbox();
let session: Session;
beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
});

/** A record of each table of the older schema that has columns of its own. */
const RECORDS: Readonly<Record<string, Row>> = {
	Contacts: { Surname: 'Contact 1', Children_1: 'A', Birthday: '1980-02-28' },
	Calendar: { Subject: 'Event', Start: '2026-03-02T09:00:00Z', End: '2026-03-02T10:00:00Z' },
	Tasks: { Subject: 'Task', DueDate: '2026-03-02', Companies1: 'Contoso' },
	Folders: { DisplayName: 'Folder' },
	Inbox: { Subject: 'Mail', ToRecipients_EmailAddress: 'user2@contoso.example' },
	Drafts: { Subject: 'Draft' },
	SentItems: { Subject: 'Sent' },
	DeletedItems: { Subject: 'Deleted' },
	JunkEmail: { Subject: 'Junk' },
	Outbox: { Subject: 'Out' },
};

describe.each(Object.entries(RECORDS))('the older table %s', (name, values) => {
	const { table } = findTable(name, 'ews');
	const names = table.columns.flatMap(({ aliases }) => aliases?.ews ?? []);
	/** A name that differs from the column's own by case alone comes back as the column. */
	const shown = (alias: string) =>
		table.columns.find(({ id }) => id.toLowerCase() === alias.toLowerCase())?.id ?? alias;
	const create = async () => {
		const records = [{ index: 0, values }];
		const [made] = await session.create({ table: name, scope: own, records, options: {} }, call);
		expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
		return made?.id ?? '';
	};

	it(`answers to all ${names.length} names of its columns`, async () => {
		const id = await create();
		const rows = await rowsOf(session, { table: name, scope: own, select: names });
		const row = rows.find((one) => (one['ItemId'] ?? one['FolderId'] ?? one['id']) === id);
		expect(Object.keys(row ?? {})).toEqual(expect.arrayContaining([...new Set(names.map(shown))]));
		const [read] = await session.get({ table: name, scope: own, select: names }, [id], call);
		expect(read).not.toBeInstanceOf(Error);
		const same = ({ parentFolderPath: _path, ...rest }: Row) => rest;
		expect(same(read as Row)).toEqual(same(row ?? {}));
		for (const [alias, value] of Object.entries(values)) {
			const held = row?.[shown(alias)];
			expect([alias, Array.isArray(held) ? held[0] : held]).toEqual([alias, value]);
		}
	});

	// The folders of mail share their columns.
	if (['Drafts', 'SentItems', 'DeletedItems', 'JunkEmail', 'Outbox'].includes(name)) return;
	it('compares each of them', async () => {
		const id = await create();
		for (const column of names) {
			const where = [
				{ column, operator: 'isEmpty' } as const,
				{ column, operator: 'isNotEmpty' } as const,
			];
			const found = await Promise.all(
				where.map((one) =>
					rowsOf(session, { table: name, scope: own, select: ['id'], where: one }),
				),
			);
			const hits = found.flat().filter((row) => row['id'] === id);
			expect([column, hits.length]).toEqual([column, 1]);
		}
	}, 60_000);
});

it('no table of the older schema is left out', () => {
	const known = tables.flatMap(({ aliases }) =>
		(aliases ?? []).filter(({ schema }) => schema === 'ews').map((alias) => alias.name),
	);
	expect(known).toEqual(expect.arrayContaining(Object.keys(RECORDS)));
});
