import path from 'node:path';
import type { Row } from '../../core';
import type { Sandbox } from '../../sandbox';
import { generate } from '../../sandbox/data';
import { describeWithCommand, runCommand, works } from '../support/command';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';
import { pick, withoutBody, withoutType } from './compare';
import { RECORDS } from './records';
import type { Kind } from './records';

/** exchangelib (Debian package python3-exchangelib) beside our session, on one mailbox. */

const IMPORT = ['-c', 'import exchangelib'];
// Debian's own interpreter has the package; the first one in PATH need not be Debian's.
const python =
	['python3', '/usr/bin/python3'].find((candidate) => works(candidate, IMPORT)) ?? 'python3';
const KINDS = Object.keys(RECORDS) as Kind[];
const scope = { folders: [] };

interface Step {
	readonly do: 'create' | 'read' | 'update' | 'delete' | 'page' | 'find';
	readonly kind: Kind | 'folder';
	readonly [more: string]: unknown;
}

async function exchangelib<T extends unknown[]>(
	sandbox: Sandbox,
	auth: 'NTLM' | 'basic',
	...steps: Step[]
): Promise<T> {
	const [account] = sandbox.accounts;
	const job = {
		server: sandbox.url,
		user: `${account!.domain}\\${account!.user}`,
		password: account!.password,
		mailbox: account!.mailbox,
		auth,
		steps,
	};
	const script = path.join(__dirname, 'exchangelib_client.py');
	const { code, stdout, stderr } = await runCommand(python, [script], JSON.stringify(job));
	if (code !== 0) throw new Error(`exchangelib: ${stderr.slice(-2_000)}`);
	return (JSON.parse(stdout) as { results: T }).results;
}

describeWithCommand('exchangelib', python, IMPORT, 'python3-exchangelib', () => {
	const server = useSandbox({ schemes: ['NTLM', 'Basic'], contacts: 0 });

	it.each(KINDS)('writes %ss that our session reads identically', async (kind) => {
		const written = RECORDS[kind];
		const [made] = await exchangelib<[Array<{ id: string }>]>(server.sandbox, 'NTLM', {
			do: 'create',
			kind,
			records: written,
		});
		const session = await sessionOn(server.sandbox);
		const ids = made.map(({ id }) => id);
		const rows = await session.get({ table: kind, scope }, ids, call);
		expect(rows.map((row, at) => pick(row, written[at]!))).toEqual(written);

		const listed = await rowsOf(session, { table: kind, scope });
		const byId = new Map(listed.map((row) => [row['id'], row]));
		expect(ids.map((id, at) => pick(byId.get(id), withoutBody(written[at]!)))).toEqual(
			written.map(withoutBody),
		);
	});

	it.each(KINDS)('reads %ss that our session wrote identically', async (kind) => {
		const written = RECORDS[kind];
		const session = await sessionOn(server.sandbox);
		const made = await session.create(
			{
				table: kind,
				scope,
				records: written.map((values, index) => ({ index, values })),
				options: {},
			},
			call,
		);
		expect(made.map(({ outcome, error }) => error ?? outcome)).toEqual(made.map(() => 'created'));
		const [read] = await exchangelib<[Row[]]>(server.sandbox, 'basic', {
			do: 'read',
			kind,
			ids: made.map(({ id }) => id),
		});
		expect(read.map((row, at) => pick(row, withoutType(written[at]!)))).toEqual(
			written.map(withoutType),
		);
	});

	it('and our session change the same contact in turn', async () => {
		const session = await sessionOn(server.sandbox);
		const [contact] = RECORDS.contact;
		const [made] = await session.create(
			{ table: 'contact', scope, records: [{ index: 0, values: contact! }], options: {} },
			call,
		);
		const id = made!.id!;
		await exchangelib(server.sandbox, 'NTLM', {
			do: 'update',
			kind: 'contact',
			ids: [id],
			records: [
				{ department: ' R&D ', businessAddressStreet: 'Short', businessAddressCity: 'Łódź' },
			],
		});
		const stale = await session.update(
			{
				table: 'contact',
				scope,
				records: [{ index: 0, id, changeKey: made!.changeKey, values: { jobTitle: 'Stale' } }],
				options: { conflictResolution: 'neverOverwrite' },
			},
			call,
		);
		expect(stale[0]).toMatchObject({ outcome: 'failed', error: { kind: 'conflict' } });
		const [now] = await session.get({ table: 'contact', scope }, [id], call);
		expect(pick(now, { department: 0, businessAddressStreet: 0, jobTitle: 0 })).toEqual({
			department: ' R&D ',
			businessAddressStreet: 'Short',
			jobTitle: contact!['jobTitle'],
		});
		const upserted = await session.upsert(
			{
				table: 'contact',
				scope,
				records: [
					{ index: 0, values: { emailAddress1: 'contact1@contoso.example', department: null } },
				],
				options: { matchColumns: ['emailAddress1'] },
			},
			call,
		);
		expect(upserted).toMatchObject([{ outcome: 'updated' }]);
		const [read] = await exchangelib<[Row[]]>(server.sandbox, 'NTLM', {
			do: 'read',
			kind: 'contact',
			ids: [id],
		});
		expect(read[0]?.['department']).toBeNull();
	});

	it('pages through and filters what the generator made, as our session does', async () => {
		const { sandbox } = server;
		const { generate } =
			jest.requireActual<typeof import('../../sandbox/data')>('../../sandbox/data');
		generate(sandbox.store, { contacts: 120, seed: 7, inSubfolder: 0 });
		const session = await sessionOn(sandbox);
		const rows = await rowsOf(session, {
			table: 'contact',
			scope,
			select: ['surname', 'companyName'],
			pageSize: 11,
		});
		const company = rows.find((row) => row['companyName'] !== null)!['companyName'];
		const ours = await rowsOf(session, {
			table: 'contact',
			scope,
			select: ['id'],
			where: {
				kind: 'compare',
				column: 'companyName',
				operator: 'equals',
				value: company,
			} as never,
		});
		const [paged, found] = await exchangelib<[string[], string[]]>(
			sandbox,
			'NTLM',
			{ do: 'page', kind: 'contact', size: 13 },
			{ do: 'find', kind: 'contact', filter: { company_name: company } },
		);
		const ids = (list: readonly Row[]): unknown[] => list.map((row) => row['id']).sort();
		expect(paged).toHaveLength(120);
		expect([...paged].sort()).toEqual(ids(rows));
		expect(found.length).toBeGreaterThan(0);
		expect([...found].sort()).toEqual(ids(ours));
	});

	it('makes folders that our session lists, and deletes what it wrote', async () => {
		const { sandbox } = server;
		const [, made] = await exchangelib<[unknown, Array<{ id: string }>]>(
			sandbox,
			'NTLM',
			{ do: 'create', kind: 'folder', records: [{ displayName: 'Änderung & <Neu>' }] },
			{ do: 'create', kind: 'contact', records: RECORDS.contact },
		);
		const session = await sessionOn(sandbox);
		const folders = await rowsOf(session, {
			table: 'folder',
			scope: { folders: [{ kind: 'wellKnown', name: 'contacts' }] },
		});
		expect(folders.map((row) => row['displayName'])).toContain('Änderung & <Neu>');
		await exchangelib(sandbox, 'NTLM', {
			do: 'delete',
			kind: 'contact',
			ids: made.map(({ id }) => id),
		});
		expect(await rowsOf(session, { table: 'contact', scope })).toEqual([]);
	});
});
