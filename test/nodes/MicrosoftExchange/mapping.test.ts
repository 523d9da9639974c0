import type { IDataObject } from 'n8n-workflow';
import { MicrosoftExchange } from '../../../nodes/MicrosoftExchange/MicrosoftExchange.node';
import { failNode, runNode } from '../../support/exchangeNode';
import { fakePanel } from '../../support/n8n';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

interface Written {
	id?: string;
	changeKey?: string;
	values?: IDataObject;
}

async function written(
	operation: string,
	parameters: IDataObject,
	json: IDataObject = {},
): Promise<Written> {
	const { seen } = await runNode({
		parameters: { resource: 'contact', operation, ...parameters },
		items: [json],
	});
	const { index: _, ...record } = seen.writes[0]?.request.records[0] as Written & { index: number };
	return record;
}

const byHand = (value: IDataObject, matchingColumns: string[] = ['id']): IDataObject => ({
	columns: { mappingMode: 'defineBelow', value, matchingColumns },
});
const automatic = (matchingColumns: string[] = ['id']): IDataObject => ({
	columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns },
});

describe('Columns filled by hand', () => {
	it('send nothing for an untouched Update', async () => {
		const untouched = { id: 'x', givenName: null, surname: null, birthday: null };
		expect(await written('update', byHand(untouched))).toEqual({ id: 'x', values: {} });
	});

	it('send what was filled in, exactly', async () => {
		const value = { id: 'x', givenName: ' Ada ', surname: '<&>"\'' };
		expect((await written('update', byHand(value))).values).toEqual({
			givenName: ' Ada ',
			surname: '<&>"\'',
		});
	});

	it('clear with an expression that yields null, leave alone with one that yields nothing', async () => {
		const value = {
			id: 'x',
			givenName: '={{ $json.none }}',
			surname: '={{ $json.missing }}',
			companyName: null,
		};
		expect((await written('update', byHand(value), { none: null })).values).toEqual({
			givenName: null,
		});
	});

	it('hand an empty text on for Empty Values to judge', async () => {
		const { seen } = await runNode({
			parameters: {
				resource: 'contact',
				operation: 'update',
				...byHand({ id: 'x', givenName: '' }),
				options: { emptyValues: 'clear' },
			},
		});
		expect(seen.writes[0]?.request.records[0]?.values).toEqual({ givenName: '' });
		expect(seen.writes[0]?.request.options.emptyValues).toBe('clear');
	});

	it('hand booleans and picked dates on as typed, with the zone of the workflow', async () => {
		const { seen } = await runNode({
			parameters: {
				resource: 'contact',
				operation: 'create',
				...byHand({ isReminderOn: 'false', birthday: '1980-05-17T00:00:00' }),
			},
			timezone: 'America/Los_Angeles',
		});
		expect(seen.writes[0]?.request.records[0]?.values).toEqual({
			isReminderOn: 'false',
			birthday: '1980-05-17T00:00:00',
		});
		expect(seen.writes[0]?.call.timeZone).toBe('America/Los_Angeles');
	});

	it('name the empty id of an Update', async () => {
		const failure = await failNode({
			parameters: { resource: 'contact', operation: 'update', ...byHand({ id: null }) },
		});
		expect(failure.message).toContain("The column 'ID' is empty");
	});

	it('want columns to match on for Create or Update', async () => {
		const failure = await failNode({
			parameters: {
				resource: 'contact',
				operation: 'upsert',
				...byHand({ givenName: 'a' }, []),
			},
		});
		expect(failure.message).toBe("'Columns to Match On' is empty");
	});
});

describe('Additional Columns', () => {
	const more = (...values: IDataObject[]): IDataObject => ({ additionalColumns: { values } });

	it('win over the mapper, also under an alias', async () => {
		const record = await written('create', {
			...byHand({ givenName: 'mapper', surname: 'Kept' }),
			...more({ column: 'GivenName', value: 'added' }),
		});
		expect(record.values).toEqual({ GivenName: 'added', surname: 'Kept' });
	});

	it('may name a MAPI property, or a pseudo-column of the older schemas', async () => {
		const colour = 'String {00020329-0000-0000-C000-000000000046} Name Colour';
		const record = await written('create', {
			...byHand({ surname: 'Kept' }),
			...more(
				{ column: colour, value: 'red' },
				{ column: 'ImpersonationUser', value: 'user2@contoso.example' },
			),
		});
		expect(record.values).toEqual({
			surname: 'Kept',
			[colour]: 'red',
			ImpersonationUser: 'user2@contoso.example',
		});
	});

	it('are refused when they are no column, with the nearest name', async () => {
		const failure = await failNode({
			parameters: {
				resource: 'contact',
				operation: 'create',
				...byHand({}),
				...more({ column: 'givenNmae', value: 'a' }),
			},
		});
		expect(failure.message).toContain("no column 'givenNmae'");
		expect(failure.description).toContain('givenName');
	});

	it('are refused without a name', async () => {
		const failure = await failNode({
			parameters: {
				resource: 'contact',
				operation: 'create',
				...byHand({}),
				...more({ column: '', value: 'a' }),
			},
		});
		expect(failure.message).toBe("Entry 1 of 'Additional Columns' has no column");
	});
});

describe('Automatic mapping', () => {
	it('takes id and change key of the item for an Update, and leaves out what cannot be written', async () => {
		const json = {
			id: 'x',
			changeKey: 'ck',
			givenName: 'Ada',
			createdDateTime: '2026-01-01T00:00:00Z',
			nothing: 'of the table',
		};
		expect(await written('update', automatic(), json)).toEqual({
			id: 'x',
			changeKey: 'ck',
			values: { givenName: 'Ada' },
		});
	});

	it('clears with null, leaves alone what is missing', async () => {
		expect(
			(await written('update', automatic(), { id: 'x', givenName: null, surname: undefined }))
				.values,
		).toEqual({ givenName: null });
	});

	it('does not carry the id of the source record into a Create or an upsert', async () => {
		const json = { id: 'source', changeKey: 'ck', ItemId: 'source', emailAddress1: 'a@b.example' };
		expect(await written('create', automatic([]), json)).toEqual({
			values: { emailAddress1: 'a@b.example' },
		});
		expect(await written('upsert', automatic(['emailAddress1']), json)).toEqual({
			values: { emailAddress1: 'a@b.example' },
		});
	});

	it('refuses unknown fields when the option says so', async () => {
		const failure = await failNode({
			parameters: {
				resource: 'contact',
				operation: 'create',
				...automatic([]),
				options: { unknownColumns: 'error' },
			},
			items: [{ givenName: 'a', nothing: 1 }],
		});
		expect(failure.message).toContain("no column 'nothing'");
	});

	it('passes the columns to match on', async () => {
		const { seen } = await runNode({
			parameters: {
				resource: 'contact',
				operation: 'upsert',
				...automatic(['emailAddress1', 'surname']),
			},
			items: [{ emailAddress1: 'a@b.example', surname: 'X' }],
		});
		expect(seen.writes[0]?.request.options.matchColumns).toEqual(['emailAddress1', 'surname']);
	});
});

describe('Names that no list shows', () => {
	const additional = (column: string, value: string): IDataObject => ({
		resource: 'contact',
		operation: 'create',
		columns: { mappingMode: 'defineBelow', value: { surname: 'Contact 17' } },
		additionalColumns: { values: [{ column, value }] },
	});

	it.each(['String 0x3A45', 'SharedMailboxEmail', 'ParentFolderName', 'ImpersonationUser'])(
		'%s is taken in Additional Columns',
		async (name) => {
			const { seen } = await runNode({ parameters: additional(name, 'value') });
			expect(seen.writes[0]?.request.records[0]?.values).toEqual({
				surname: 'Contact 17',
				[name]: 'value',
			});
		},
	);

	it('are refused with the nearest name when they are misspelt', async () => {
		const failure = await failNode({ parameters: additional('surnme', 'value') });
		expect(failure.message).toContain("'surnme'");
		expect(failure.description).toContain("'surname'");
	});

	it('have operators in the panel', async () => {
		const { getOperators } = new MicrosoftExchange().methods.loadOptions;
		const operators = async (column: string) =>
			(await getOperators.call(fakePanel({ resource: 'contact', '&column': column }))).map(
				({ value }) => value,
			);
		expect(await operators('SharedMailboxEmail')).toEqual(['equals', 'in']);
		expect(await operators('String 0x3A45')).toContain('startsWith');
	});
});
