// Creates, updates and deletes contacts through the built core.
import { createRequire } from 'node:module';
import { input } from '../lib/child.mjs';
import { contactValues, phases } from '../lib/written.mjs';

const { url, user, password, count, warm } = await input();
const { openSession } = createRequire(import.meta.url)('../../dist/core.js');
const session = await openSession({
	authScheme: 'Basic',
	server: url,
	user,
	password,
	allowPlainHttp: true,
});
const scope = { folders: [] };
const call = { timeZone: 'UTC' };

function all(outcome, results) {
	const other = results.find((result) => result.outcome !== outcome);
	if (other) throw other.error ?? new Error(`${other.outcome} instead of ${outcome}`);
	return results;
}

async function cycle(size, phase) {
	const write = (action, records, options = {}) =>
		session[action]({ table: 'contact', scope, records, options }, call);
	const made = await phase('create', async () => {
		const records = Array.from({ length: size }, (_, index) => ({
			index,
			values: contactValues(index),
		}));
		return all('created', await write('create', records));
	});
	await phase('update', async () => {
		const records = made.map(({ index, id, changeKey }) => ({
			index,
			id,
			changeKey,
			values: { jobTitle: 'Director', department: `New ${index}`, mobilePhone: null },
		}));
		all('updated', await write('update', records));
	});
	await phase('delete', async () => {
		const records = made.map(({ index, id }) => ({ index, id }));
		all('deleted', await write('delete', records, { deleteType: 'hardDelete' }));
	});
}

const measured = await phases(cycle, count, warm);
await session.close();
console.log(JSON.stringify(measured));
