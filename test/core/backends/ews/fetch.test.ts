import { EwsChannel } from '../../../../core/backends/ews/channel';
import { fetchRecords } from '../../../../core/backends/ews/fetch';
import { ExchangeError } from '../../../../core/errors';
import { findTable } from '../../../../core/tables/registry';
import { answer, failure, FakeServer, SETTINGS, success } from './operations/fakeServer';

const { table } = findTable('contact', 'ews');
const columns = table.columns.filter(({ id }) => id === 'surname');

const item = (id: string) =>
	success(
		'GetItem',
		`<m:Items><t:Contact><t:ItemId Id="${id}" ChangeKey="k"/><t:Surname>${id}</t:Surname></t:Contact></m:Items>`,
	);
const get = (...messages: string[]) => ({ body: answer('GetItem', messages) });
const trouble = (code: string) => failure('GetItem', code);

async function read(server: FakeServer, ids: string[]) {
	const channel = new EwsChannel(server, SETTINGS, { retryBudgetMs: 100 });
	const results = [];
	for await (const batch of fetchRecords(channel, { table, ids, columns }, {})) {
		results.push(...batch);
	}
	return results.map((result) => (result instanceof ExchangeError ? result.code : result.surname));
}

describe('records by id, some of which the server cannot read now', () => {
	it('are read again, those alone, until they come', async () => {
		const server = new FakeServer([
			get(item('a'), trouble('ErrorMailboxStoreUnavailable'), trouble('ErrorTimeoutExpired')),
			get(trouble('ErrorServerBusy'), item('c')),
			get(item('b')),
		]);
		expect(await read(server, ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
		expect(server.bodies.map((body) => body.match(/<t:ItemId /g)?.length)).toEqual([3, 2, 1]);
	}, 15_000);

	it('keep what is final, in its place, and are not asked for again', async () => {
		const server = new FakeServer([get(trouble('ErrorItemNotFound'), item('b'))]);
		expect(await read(server, ['a', 'b'])).toEqual(['ErrorItemNotFound', 'b']);
		expect(server.requests).toHaveLength(1);
	});

	it('keep their error when they stay so', async () => {
		const server = new FakeServer([
			get(item('a'), trouble('ErrorMailboxStoreUnavailable'), trouble('ErrorItemNotFound')),
			get(trouble('ErrorMailboxStoreUnavailable')),
		]);
		expect(await read(server, ['a', 'b', 'c'])).toEqual([
			'a',
			'ErrorMailboxStoreUnavailable',
			'ErrorItemNotFound',
		]);
	});
});
