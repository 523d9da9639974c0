import {
	displayParameterPath,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { procedures, shownProcedures } from '../../../core/procedures/registry';
import type { Operation, Table } from '../../../core/schema/table';
import { tables } from '../../../core/tables/registry';
import { MicrosoftExchange } from '../../../nodes/MicrosoftExchange/MicrosoftExchange.node';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const { description } = new MicrosoftExchange();
const { properties } = description;
const optionsOf = (property: INodeProperties | undefined) =>
	(property?.options ?? []) as INodePropertyOptions[];

/** Whether the panel shows a parameter, judged by n8n itself. */
const isShown = (property: INodeProperties, values: Record<string, unknown>): boolean =>
	displayParameterPath(
		{ parameters: values } as never,
		property,
		'parameters',
		{
			typeVersion: 1,
		},
		description,
	);

const shownParameters = (resource: string, operation: string): string[] =>
	properties
		.filter((property) => isShown(property, { resource, operation, returnAll: false }))
		.map(({ name }) => name);

/** The entries of Options that are offered. */
const shownOptions = (resource: string, operation: string): string[] => {
	const whole = properties.find(({ name }) => name === 'options');
	const rules = (entry: INodeProperties) => entry.displayOptions?.show ?? {};
	return ((whole?.options ?? []) as INodeProperties[])
		.filter((entry) => {
			const { '/resource': resources, '/operation': operations } = rules(entry);
			return (
				(!resources || resources.includes(resource)) &&
				(!operations || operations.includes(operation))
			);
		})
		.map(({ name }) => name);
};

const operationsOf = (resource: string): INodePropertyOptions[] =>
	optionsOf(
		properties.find((property) => property.name === 'operation' && isShown(property, { resource })),
	);

const resources = optionsOf(properties.find(({ name }) => name === 'resource'));

describe('The list of actions', () => {
	it('has at most 18 resources, each with operations, in the order of the alphabet', () => {
		expect(resources.length).toBeLessThanOrEqual(18);
		expect(resources.map(({ name }) => name)).toEqual(
			resources.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en')),
		);
		for (const { value } of resources) {
			expect(operationsOf(String(value)).length).toBeGreaterThan(0);
		}
	});

	it('names each action once, and every one says what it is about', () => {
		const actions = resources.flatMap(({ value }) =>
			operationsOf(String(value)).map(({ action }) => action ?? ''),
		);
		expect(actions.filter((action) => !/^[A-Z][a-z]+ \w/.test(action))).toEqual([]);
		expect(actions.filter((action, at) => actions.indexOf(action) !== at)).toEqual([]);
	});

	it('has every operation of every table, and each procedure that belongs to a resource', () => {
		for (const table of tables) {
			const values = operationsOf(table.name).map(({ value }) => value);
			expect(values).toEqual(expect.arrayContaining([...table.operations]));
			expect(new Set(values).size).toBe(values.length);
		}
		for (const { resource, operation } of shownProcedures) {
			expect(operationsOf(resource).map(({ value }) => value)).toContain(operation);
		}
	});
});

/** Parameters of each operation of a table, by the kind of its records. */
const EXPECTED: Readonly<Record<Operation, (table: Table) => string[]>> = {
	query: ({ name, ews }) => [
		...(ews?.kind === 'collection' ? [] : ['folder', 'additionalFolders']),
		'returnAll',
		'limit',
		...(name === 'event' ? ['expandSeries'] : []),
		'conditions',
		'combineConditions',
		'sort',
		'output',
	],
	get: () => ['recordId', 'output'],
	create: ({ ews }) => [
		...(ews?.kind === 'collection' ? [] : ['folder']),
		'columns',
		'additionalColumns',
	],
	update: () => ['columns', 'additionalColumns'],
	upsert: ({ ews }) => [
		...(ews?.kind === 'collection' ? [] : ['folder']),
		'columns',
		'additionalColumns',
	],
	delete: ({ ews }) => ['recordId', ...(ews?.kind === 'collection' ? [] : ['deleteType'])],
};

const ALWAYS = ['authentication', 'resource', 'operation', 'mailbox', 'access', 'options'];
const without = (names: string[]) => names.filter((name) => !ALWAYS.includes(name));

describe('Parameters of a table', () => {
	const cases = tables.flatMap((table) =>
		table.operations.map((operation) => [table.name, operation, table] as const),
	);

	it.each(cases)('%s, %s: those that apply and no other', (name, operation, table) => {
		const shown = without(shownParameters(name, operation));
		expect([...shown].sort()).toEqual([...EXPECTED[operation](table)].sort());
	});

	const option = (name: string, wanted: (table: Table, operation: Operation) => boolean) =>
		[name, wanted] as const;
	const writes: readonly Operation[] = ['create', 'update', 'upsert'];

	it.each([
		option('bodyFormat', ({ ews }, op) => ews?.kind === 'item' && ['query', 'get'].includes(op)),
		option(
			'includeSubfolders',
			({ ews }, op) => op === 'query' && ews?.kind !== 'collection' && !ews?.deep,
		),
		option('offset', (_, op) => op === 'query'),
		option('failIfTruncated', (_, op) => op === 'query'),
		option('dryRun', (_, op) => op === 'delete' || writes.includes(op)),
		option('batchSize', (_, op) => op === 'delete' || writes.includes(op)),
		option('unknownColumns', (_, op) => writes.includes(op)),
		option(
			'sendInvitations',
			({ name }, op) => ['event', 'attendee'].includes(name) && writes.includes(op),
		),
		option('sendCancellations', ({ name }, op) =>
			['event', 'attendee'].includes(name) ? op === 'delete' : false,
		),
		option('taskOccurrences', ({ name }, op) => name === 'task' && op === 'delete'),
		option(
			'removeOutlookRules',
			({ name }, op) => name === 'inboxRule' && (op === 'delete' || writes.includes(op)),
		),
		option(
			'changeKey',
			({ ews, columns }, op) =>
				['update', 'delete'].includes(op) &&
				(ews?.kind !== 'collection' || columns.some(({ id }) => id === 'changeKey')),
		),
		option(
			'conflictResolution',
			({ ews, columns }, op) =>
				['update', 'upsert'].includes(op) &&
				ews?.kind !== 'folder' &&
				(ews?.kind === 'item' || columns.some(({ id }) => id === 'changeKey')),
		),
	])('the option %s is offered where it does something', (entry, wanted) => {
		for (const table of tables) {
			for (const operation of table.operations) {
				const offered = shownOptions(table.name, operation).includes(entry);
				expect([table.name, operation, offered]).toEqual([
					table.name,
					operation,
					wanted(table, operation),
				]);
			}
		}
	});
});

describe('Parameters of a procedure', () => {
	const own = shownProcedures.filter(
		({ resource, operation }) =>
			!tables
				.find(({ name }) => name === resource)
				?.operations.some((offered) => offered === operation),
	);

	it.each(own.map((procedure) => [procedure.name, procedure] as const))(
		'%s: its own and no other',
		(_, procedure) => {
			const { resource, operation, inputs, recordInput, binaryInput, binaryOutput } = procedure;
			const mapped = inputs.filter(({ id }) => id !== recordInput && id !== binaryInput);
			const expected = [
				...(recordInput === undefined ? [] : ['recordId']),
				...(mapped.length === 0 ? [] : ['inputs']),
				...(binaryInput === undefined ? [] : ['binaryPropertyName']),
				...(binaryOutput ? ['outputBinaryProperty'] : []),
			];
			expect(without(shownParameters(resource, operation)).sort()).toEqual(expected.sort());
			const offered = shownOptions(resource, operation);
			if (procedure.risky) expect(offered).toContain('allowRiskyTool');
			expect(offered).toEqual(expect.arrayContaining(['timeout', 'timezone']));
			for (const entry of ['dryRun', 'batchSize', 'changeKey', 'bodyFormat', 'offset']) {
				expect(offered).not.toContain(entry);
			}
		},
	);

	it('any of them: its name and its inputs', () => {
		expect(without(shownParameters('procedure', 'execute')).sort()).toEqual([
			'inputs',
			'procedure',
		]);
	});

	it('an operation that is one of the table hides the procedure of the same name, which has its door', () => {
		const hidden = shownProcedures.filter((procedure) => !own.includes(procedure));
		for (const { resource, operation, label } of hidden) {
			const [entry] = operationsOf(resource).filter(({ value }) => value === operation);
			expect(entry?.name).not.toBe(label);
		}
		expect(procedures).toEqual(expect.arrayContaining(hidden));
	});
});
