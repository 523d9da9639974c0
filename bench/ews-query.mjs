// 10,000 contacts, 30 columns, rows not kept: this package against ews-javascript-api, exchangelib and the
// raw transfer of the same bytes.
import { CONTACT_COLUMNS } from './lib/columns.mjs';
import { buildPackage, installExchangelib } from './lib/peers.mjs';
import { readersBudgets, readersTable, timeReaders } from './lib/readers.mjs';
import { startSandboxProcess } from './lib/sandbox.mjs';

const CONTACTS = 10_000;

export default async function ewsQuery({ runs, say }) {
	await buildPackage(say);
	const python = await installExchangelib(say);
	const sandbox = await startSandboxProcess({ contacts: CONTACTS, schemes: 'Basic', seed: 7 });
	try {
		const { user, password, mailbox } = sandbox.accounts[0];
		const figures = await timeReaders({
			target: { url: sandbox.url, user, password, mailbox },
			rows: CONTACTS,
			warmUp: 1000,
			peer: 'ews-javascript-api.mjs',
			python,
			fields: CONTACT_COLUMNS.map(([, , field]) => field).filter(Boolean),
			runs,
			say,
		});
		const ours = figures.of('this package', 'cpu');
		const raw = figures.of('raw transfer', 'cpu');
		const title = `${CONTACTS} contacts x ${CONTACT_COLUMNS.length} columns, ${figures.requests} requests, medians`;
		return {
			tables: [
				readersTable(title, figures),
				{
					title: 'Where the CPU goes',
					columns: ['part', 'ms', '%'],
					rows: [
						['transfer of the bytes', raw, (100 * raw) / ours],
						['scan, decode, page, filter, rows', ours - raw, (100 * (ours - raw)) / ours],
					],
				},
			],
			budgets: readersBudgets(figures, { ews: 1 / 10, exchangelib: 1 / 30 }),
		};
	} finally {
		await sandbox.close();
	}
}
