import path from 'node:path';
import type { Row } from '../../core';
import { generate } from '../../sandbox/data';
import { runCommand } from '../support/command';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';
import { pick, trimmed, withoutType } from './compare';
import { RECORDS } from './records';
import type { Kind } from './records';

/** ews-javascript-api (npm) beside our session, on one mailbox. In a process of its own: it takes a second to load. */

const KINDS = Object.keys(RECORDS) as Kind[];
const scope = { folders: [] };

describe('ews-javascript-api', () => {
	const server = useSandbox({ schemes: ['Basic'] });
	const ourSession = () => sessionOn(server.sandbox, { authScheme: 'Basic' });

	async function peer<T extends unknown[]>(...steps: object[]): Promise<T> {
		const [account] = server.sandbox.accounts;
		const job = {
			server: server.sandbox.url,
			user: `${account!.domain}\\${account!.user}`,
			password: account!.password,
			steps,
		};
		const script = path.join(__dirname, 'ewsJavascriptApi.mjs');
		const { code, stdout, stderr } = await runCommand(
			process.execPath,
			[script],
			JSON.stringify(job),
			{ TZ: 'UTC' },
		);
		if (code !== 0) throw new Error(`ews-javascript-api: ${stderr.slice(-2_000)}`);
		return (JSON.parse(stdout) as { results: T }).results;
	}

	it.each(KINDS)('writes %ss that our session reads identically', async (kind) => {
		const written = RECORDS[kind];
		const [made] = await peer<[Array<{ id: string }>]>({ do: 'create', kind, records: written });
		const session = await ourSession();
		const rows = await session.get(
			{ table: kind, scope },
			made.map(({ id }) => id),
			call,
		);
		expect(rows.map((row, at) => pick(row, written[at]!))).toEqual(written);
	});

	it.each(KINDS)('reads %ss that our session wrote, but for outer spaces', async (kind) => {
		const written = RECORDS[kind];
		const session = await ourSession();
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
		const [read] = await peer<[Row[]]>({ do: 'read', kind, ids: made.map(({ id }) => id) });
		expect(read.map((row, at) => trimmed(pick(row, withoutType(written[at]!))))).toEqual(
			written.map((record) => trimmed(withoutType(record))),
		);
	});

	it('pages through and filters what the generator made, as our session does', async () => {
		generate(server.sandbox.store, { contacts: 90, seed: 3, inSubfolder: 0 });
		const session = await ourSession();
		const rows = await rowsOf(session, { table: 'contact', scope, select: ['companyName'] });
		const company = rows.find((row) => row['companyName'] !== null)!['companyName'];
		const [paged, found] = await peer<[string[], string[]]>(
			{ do: 'page', kind: 'contact', size: 13 },
			{ do: 'find', kind: 'contact', company },
		);
		expect([...paged].sort()).toEqual(rows.map((row) => row['id']).sort());
		const matching = rows.filter((row) => row['companyName'] === company);
		expect([...found].sort()).toEqual(matching.map((row) => row['id']).sort());
	});
});
