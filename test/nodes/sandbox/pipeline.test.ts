import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { MicrosoftExchange } from '../../../nodes/MicrosoftExchange/MicrosoftExchange.node';
import { DEFAULT_PASSWORD } from '../../../sandbox';
import { locator } from '../../support/locator';
import { fakeExecution, fakePanel } from '../../support/n8n';
import { useSandbox } from '../../support/sandbox';

const CONTACTS = 12;

/** The node over the real core against the sandbox: query, create or update, query again. */
describe('A pipeline between two mailboxes', () => {
	const server = useSandbox({ contacts: CONTACTS, seed: 7 });
	const node = new MicrosoftExchange();

	const credential = (): IDataObject => ({
		schema: 'EWS',
		authScheme: 'NTLM',
		server: server.sandbox.url,
		user: 'service@contoso.example',
		password: DEFAULT_PASSWORD,
		access: 'impersonate',
		allowPlainHttp: true,
	});

	async function run(
		parameters: IDataObject,
		items: IDataObject[] = [{}],
		continueOnFail = false,
	): Promise<INodeExecutionData[]> {
		const { context } = fakeExecution({
			parameters: { authentication: 'microsoftExchangeApi', options: {}, ...parameters },
			items,
			credential: credential(),
			continueOnFail,
		});
		const [output = []] = await node.execute.call(context);
		return output;
	}

	const source = locator('user1@contoso.example', 'email');
	const target = locator('user2@contoso.example', 'email');
	const query = (mailbox: IDataObject, more: IDataObject = {}): IDataObject => ({
		resource: 'contact',
		operation: 'query',
		mailbox,
		returnAll: true,
		output: 'fields',
		fields: ['givenName', 'surname', 'emailAddress1', 'companyName'],
		...more,
	});
	const upsert = {
		resource: 'contact',
		operation: 'upsert',
		mailbox: target,
		columns: {
			mappingMode: 'autoMapInputData',
			value: null,
			matchingColumns: ['emailAddress1'],
		},
	};

	it('creates what is missing, and changes nothing the second time', async () => {
		const found = (await run(query(source))).map(({ json }) => json);
		expect(found).toHaveLength(CONTACTS);
		const addressed = found.filter(({ emailAddress1 }) => emailAddress1);
		const first = await run(upsert, addressed);
		expect(first.map(({ json }) => json.outcome)).toEqual(addressed.map(() => 'created'));
		expect(first.map(({ pairedItem }) => pairedItem)).toEqual(
			addressed.map((_, item) => ({ item })),
		);
		const second = await run(upsert, addressed);
		expect(second.map(({ json }) => json.outcome)).toEqual(addressed.map(() => 'unchanged'));

		const values = ({ givenName, surname, emailAddress1, companyName }: IDataObject): string =>
			JSON.stringify({ givenName, surname, emailAddress1, companyName });
		const copied = (await run(query(target))).map(({ json }) => values(json));
		expect(copied.sort()).toEqual(addressed.map(values).sort());
	});

	it('filters, sorts and limits', async () => {
		const all = (await run(query(source))).map(({ json }) => String(json.surname));
		const wanted = all[0]!;
		const filtered = await run(
			query(source, {
				conditions: {
					values: [
						{
							column: 'surname',
							operator: 'equals',
							value: wanted.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
						},
					],
				},
			}),
		);
		expect(filtered).toHaveLength(all.filter((name) => name === wanted).length);
		const sorted = await run(
			query(source, {
				returnAll: false,
				limit: 3,
				sort: { values: [{ column: 'surname', direction: 'asc' }] },
			}),
		);
		expect(sorted.map(({ json }) => String(json.surname).toLowerCase())).toEqual(
			all
				.map((name) => name.toLowerCase())
				.sort()
				.slice(0, 3),
		);
	});

	it('gets, updates and deletes by id, and tells which id is wrong', async () => {
		const [created] = await run({
			resource: 'contact',
			operation: 'create',
			mailbox: target,
			columns: {
				mappingMode: 'defineBelow',
				value: { givenName: '<&>"\'', surname: ' kept ', companyName: null },
			},
		});
		const { id } = created!.json;
		const get = {
			resource: 'contact',
			operation: 'get',
			mailbox: target,
			recordId: '={{ $json.id }}',
			output: 'fields',
			fields: ['givenName', 'surname', 'companyName'],
		};
		const [read] = await run(get, [{ id: id! }]);
		expect(read?.json).toMatchObject({
			id,
			givenName: '<&>"\'',
			surname: ' kept ',
			companyName: null,
		});
		const [untouched] = await run({
			resource: 'contact',
			operation: 'update',
			mailbox: target,
			columns: {
				mappingMode: 'defineBelow',
				value: { id, givenName: null, surname: null },
				matchingColumns: ['id'],
			},
		} as IDataObject);
		expect(untouched?.json.outcome).toBe('unchanged');
		const remove = {
			resource: 'contact',
			operation: 'delete',
			mailbox: target,
			recordId: '={{ $json.id }}',
			deleteType: 'moveToDeletedItems',
		};
		expect((await run(remove, [{ id: id! }]))[0]?.json).toEqual({ id, deleted: true });
		const [missing] = await run(remove, [{ id: 'AAAA' }], true);
		expect(missing?.json.error).toEqual(expect.any(String));
		expect(missing?.error).toBeDefined();
	});

	it('sends a message by both doors', async () => {
		const inputs = {
			mappingMode: 'defineBelow',
			value: { toRecipients: 'user2@contoso.example', subject: '={{ $json.subject }}', body: 'x' },
		};
		const doors: IDataObject[] = [
			{ resource: 'message', operation: 'send' },
			{ resource: 'procedure', operation: 'execute', procedure: locator('SendMail', 'name') },
		];
		for (const [at, door] of doors.entries()) {
			const sent = await run({ ...door, mailbox: source, inputs }, [{ subject: `Door ${at}` }]);
			expect(sent).toHaveLength(1);
		}
		const kept = await run({
			...query(source, { resource: 'message', fields: ['subject'] }),
			folder: locator('sentitems'),
			conditions: { values: [{ column: 'subject', operator: 'startsWith', value: 'Door' }] },
		});
		expect(kept.map(({ json }) => json.subject).sort()).toEqual(['Door 0', 'Door 1']);
	});

	it('reads dates without offset in the zone of the workflow, or of the option', async () => {
		// The workflow's zone is Europe/Berlin: half past midnight there is 18:30 in New York.
		await run({
			resource: 'event',
			operation: 'create',
			mailbox: target,
			columns: {
				mappingMode: 'defineBelow',
				value: { subject: 'Late', start: '2026-03-01T00:30:00', end: '2026-03-01T00:45:00' },
			},
		});
		const found = async (rangeStart: string, rangeEnd: string, timezone: string) =>
			(
				await run({
					...query(target, { resource: 'event', fields: ['subject', 'start'] }),
					expandSeries: true,
					rangeStart,
					rangeEnd,
					options: { timezone },
				})
			).map(({ json }) => json.subject);
		const evening = ['2026-02-28T18:00:00', '2026-02-28T19:00:00'] as const;
		expect(await found('2026-03-01T00:00:00', '2026-03-01T01:00:00', '')).toEqual(['Late']);
		expect(await found(...evening, 'America/New_York')).toEqual(['Late']);
		expect(await found(...evening, '')).toEqual([]);
	});

	it('finds mailboxes and folders for the panel', async () => {
		const panel = fakePanel({ resource: 'contact', mailbox: source, access: '' }, credential());
		const { listSearch } = node.methods;
		const mailboxes = await listSearch.searchMailboxes.call(panel, 'User');
		expect(mailboxes.results.length).toBeGreaterThanOrEqual(3);
		const folders = await listSearch.searchFolders.call(panel);
		expect(folders.results.map(({ name }) => name)).toContain('Contacts');
	});

	it('tests the credential', async () => {
		const test = async (data: IDataObject) =>
			await node.methods.credentialTest.microsoftExchangeApiTest.call(
				{} as never,
				{ id: '1', name: 'c', type: 'microsoftExchangeApi', data } as never,
			);
		expect(await test(credential())).toMatchObject({ status: 'OK' });
		const refused = await test({ ...credential(), password: 'not-the-password' });
		expect(refused.status).toBe('Error');
		expect(refused.message).not.toContain('not-the-password');
		const plain = await test({ ...credential(), allowPlainHttp: false });
		expect(plain.message).toContain('Allow Plain HTTP');
	});
});
