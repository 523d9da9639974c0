import { tables } from '../../core';
import type { Row, Session } from '../../core';
import { generate } from '../../sandbox/data';
import { type Spelling, startRespeller } from '../servers/respeller';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

/** Answers that say the same in other characters give the same rows: nothing depends on how Exchange writes XML. */

const SPELLINGS: Readonly<Record<string, Spelling>> = {
	'default namespaces': { prefix: () => '', loose: false, piece: 64 * 1024 },
	'other prefixes, a few bytes at a time': {
		prefix: (uri) => (uri.includes('types') ? 'ns1' : uri.includes('messages') ? 'q' : 'SOAP-ENV'),
		loose: false,
		piece: 7,
	},
	'comments, CDATA, references and spaces': {
		prefix: (uri) => (uri.includes('soap') ? 'env' : ''),
		loose: true,
		piece: 1021,
	},
};
const scope = { folders: [] };
const server = useSandbox({ schemes: ['Basic'], contacts: 0 });
const listed = tables.filter(({ ews }) => ews?.kind === 'item' || ews?.kind === 'folder');

async function all(session: Session, table: string): Promise<Row[]> {
	const rows = await rowsOf(session, { table, scope });
	const ids = rows.slice(0, 20).map(({ id }) => String(id));
	const whole = await session.get({ table, scope }, ids, call);
	return [...rows, ...whole.map((row) => (row instanceof Error ? { error: row.message } : row))];
}

describe.each(Object.entries(SPELLINGS))('An answer with %s', (_name, spelling) => {
	it('gives the same rows, outcomes and errors', async () => {
		const { store } = server.sandbox;
		const [mailbox] = store.directory.mailboxes;
		generate(store, { mailbox: mailbox!.primarySmtp, contacts: 40, seed: 11 });
		const respeller = await startRespeller(server.sandbox.url, spelling);
		try {
			const direct = await sessionOn(server.sandbox, { authScheme: 'Basic' });
			const other = await sessionOn(server.sandbox, { authScheme: 'Basic', server: respeller.url });
			for (const { name } of listed) {
				expect([name, await all(other, name)]).toEqual([name, await all(direct, name)]);
			}
			expect(respeller.count).toBeGreaterThan(listed.length);

			const values = {
				givenName: 'A & <B> "C"\t\r\nD',
				surname: ' x ',
				emailAddress1: 'a@b.example',
			};
			const records = [
				{ index: 0, values },
				{ index: 1, values: { fileAs: 'F'.repeat(70_000) } },
			];
			const made = await other.create({ table: 'contact', scope, records, options: {} }, call);
			expect(made.map(({ outcome }) => outcome)).toContain('created');
			const id = String(made[0]?.id);
			const [seen] = await direct.get({ table: 'contact', scope }, [id], call);
			const [read] = await other.get({ table: 'contact', scope }, [id], call);
			expect(read).toEqual(seen);
			const gone = { table: 'contact', scope, records: [{ index: 0, id }], options: {} };
			expect(await other.delete(gone, call)).toMatchObject([{ outcome: 'deleted' }]);
			const [missing] = await other.get(
				{ table: 'contact', scope },
				[`${id.slice(0, -4)}AAAA`],
				call,
			);
			const [known] = await direct.get(
				{ table: 'contact', scope },
				[`${id.slice(0, -4)}AAAA`],
				call,
			);
			expect(missing).toBeInstanceOf(Error);
			expect((missing as Error).message).toBe((known as Error).message);
		} finally {
			await respeller.close();
		}
	}, 120_000);
});
