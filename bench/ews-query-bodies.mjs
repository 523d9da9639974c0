// 2,000 messages with bodies and recipients, which no list read has: this package against
// ews-javascript-api, exchangelib and the raw transfer of the same bytes.
import { MAIL_COLUMNS } from './lib/columns.mjs';
import { buildPackage, installExchangelib } from './lib/peers.mjs';
import { readersBudgets, readersTable, runClient, timeReaders } from './lib/readers.mjs';
import { startSandboxProcess } from './lib/sandbox.mjs';

const MESSAGES = 2_000;

export default async function ewsQueryBodies({ runs, say }) {
	await buildPackage(say);
	const python = await installExchangelib(say);
	const sandbox = await startSandboxProcess({ contacts: 0, schemes: 'Basic', seed: 7 });
	try {
		const { user, password, mailbox } = sandbox.accounts[0];
		const target = { url: sandbox.url, user, password, mailbox, mail: true };
		say(`filling in ${MESSAGES} messages`);
		const { made } = await runClient('mail_fill.mjs', { ...target, count: MESSAGES });
		if (made !== MESSAGES) throw new Error(`${made} messages were made instead of ${MESSAGES}`);
		const figures = await timeReaders({
			target,
			rows: MESSAGES,
			warmUp: 400,
			peer: 'mail_ews-javascript-api.mjs',
			python,
			fields: MAIL_COLUMNS.map(([, , field]) => field),
			runs,
			say,
		});
		const title = `${MESSAGES} messages x ${MAIL_COLUMNS.length} columns with bodies, ${figures.requests} requests, medians`;
		return {
			tables: [readersTable(title, figures)],
			budgets: readersBudgets(figures, { ews: 1 / 3, exchangelib: 1 / 10 }),
		};
	} finally {
		await sandbox.close();
	}
}
