import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { ldapts, nextMessageId, sendSearch } from '../../../../core/backends/ldap/ldapts';

/**
 * What is used of the library beyond what it promises. Its version is locked and bundled; a newer one
 * that looks different inside fails here, not at a customer's.
 */
describe('The LDAP library', () => {
	const manifest = (file: string) =>
		JSON.parse(readFileSync(file, 'utf8')) as Record<string, never>;

	it('is the version that is locked', () => {
		const installed = createRequire(__filename).resolve('ldapts');
		const { version } = manifest(installed.replace(/ldapts[/\\].*$/, 'ldapts/package.json'));
		const { packages } = manifest('package-lock.json') as unknown as {
			packages: Record<string, { version: string }>;
		};
		expect(version).toBe(packages['node_modules/ldapts']?.version);
	});

	it('numbers its requests and sends one by methods of these names', async () => {
		const library = await ldapts();
		const client = new library.Client({ url: 'ldap://localhost' });
		const inside = client as unknown as Record<string, (...given: never[]) => unknown>;
		expect([inside['_send']?.length, inside['_nextMessageId']?.length]).toEqual([1, 0]);
		const first = nextMessageId(client);
		expect([first > 0, nextMessageId(client)]).toEqual([true, first + 1]);
		const request = new library.SearchRequest({
			messageId: 3,
			baseDN: 'DC=x',
			scope: 'base',
			filter: new library.PresenceFilter({ attribute: 'objectClass' }),
			attributes: ['1.1'],
			timeLimit: 7,
		});
		// Without a connection it says so; anything else would be another way of sending.
		await expect(sendSearch(library, client, request)).rejects.toThrow(
			'Socket connection not established',
		);
		// BER of the request: nothing of the library's own defaults but what we know of.
		expect(request.write().toString('hex')).toBe(
			'302e0201036329 040444433d78 0a0100 0a0100 020100 020107 010100 870b6f626a656374436c617373 3005 0403312e31'.replaceAll(
				' ',
				'',
			),
		);
	});

	it('tells results by these classes', async () => {
		const { SearchResponse, StatusCodeParser } = await ldapts();
		const response = new SearchResponse({ messageId: 1, status: 32, errorMessage: 'gone' });
		expect(response).toMatchObject({ status: 32, searchEntries: [], searchReferences: [] });
		expect(StatusCodeParser.parse(response)).toMatchObject({ code: 32 });
	});
});
