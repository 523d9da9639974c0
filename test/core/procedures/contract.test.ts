import { EwsChannel } from '../../../core/backends/ews/channel';
import { EwsBackend } from '../../../core/backends/ews/backend';
import { handlers } from '../../../core/backends/ews/procedures/registry';
import { InputError } from '../../../core/errors';
import { findProcedure, procedures, shownProcedures } from '../../../core/procedures/registry';
import { procedureInput } from '../../../core/records/procedureInput';
import { EWS_VERSIONS } from '../../../core/schema/column';
import { parseFolder } from '../../../core/schema/folders';
import type { Procedure, ProcedureInput } from '../../../core/schema/procedure';
import { convert } from '../../../core/schema/value';
import { FakeServer, SETTINGS } from '../backends/ews/operations/fakeServer';

const rules = { timeZone: 'UTC' };
const named = ({ name, aliases = [] }: Procedure) => [
	...new Set([name, ...aliases].map((one) => one.toLowerCase())),
];
const byId = (procedure: Procedure, id: string | undefined) =>
	procedure.inputs.find((input) => input.id === id);
const double = (names: readonly string[]) => {
	const lower = names.map((name) => name.toLowerCase());
	return lower.filter((name, place) => lower.indexOf(name) !== place);
};

it('each procedure of EWS has a handler, and each handler its procedure', () => {
	const declared = procedures
		.filter(({ dialects = ['ews'] }) => dialects.includes('ews'))
		.map(({ name }) => name);
	expect(Object.keys(handlers).sort()).toEqual([...declared].sort());
});

it('no two have a name in common, without case', () => {
	expect(double(procedures.flatMap(named))).toEqual([]);
});

it('no two are the same operation of a resource', () => {
	const operations = shownProcedures.map(({ resource, operation }) => `${resource} ${operation}`);
	expect(double(operations)).toEqual([]);
});

/** Procedures of both older schemas that EWS runs. */
it.each([
	...['SendMail', 'SendItem', 'MoveItem', 'GetAttachment', 'CreateAttachments', 'DeleteAttachment'],
	...['ForwardMail', 'ReplyToMessage', 'MoveMail', 'DownloadAttachments', 'AddAttachments'],
])('%s is found by its old name', (name) => {
	expect(findProcedure(` ${name.toUpperCase()} `).name).toBeTruthy();
});

describe.each(procedures.map((procedure) => [procedure.name, procedure] as const))(
	'%s',
	(_name, procedure) => {
		const { inputs, recordInput, binaryInput, binaryOutput, risky, reads } = procedure;

		it('has inputs with names of their own', () => {
			const names = inputs.flatMap(({ id, aliases = [] }) => [
				id,
				...aliases.filter((alias) => alias.toLowerCase() !== id.toLowerCase()),
			]);
			expect(double(names)).toEqual([]);
		});

		it('has defaults and choices that are its own values', () => {
			for (const input of inputs) {
				const { type, default: value, choices } = input;
				expect(type === 'choice').toBe(choices !== undefined);
				if (value === undefined || type === 'folder' || type === 'files') continue;
				expect(convert({ ...input, type }, value, rules)).toBe(value);
			}
		});

		it('names its record and its files', () => {
			const record = byId(procedure, recordInput);
			expect(record === undefined).toBe(recordInput === undefined);
			if (record) expect(['id', 'text', 'folder']).toContain(record.type);
			expect(byId(procedure, binaryInput)?.type).toBe(binaryInput && 'files');
			if (binaryOutput) expect(reads).toBe(true);
			// A sign-in touches nothing in Exchange, but says who the connection is.
			expect(Boolean(risky && reads)).toBe(/SignIn$/.test(procedure.name));
		});

		it('says what it does in sentences without end', () => {
			expect(procedure.description).toMatch(/^[A-Z].*[^.]$/);
			if (procedure.action) expect(procedure.action).toMatch(/^[A-Z][^.]*$/);
			expect(procedure.resource === undefined).toBe(procedure.operation === undefined);
			expect(procedure.resource === undefined).toBe(procedure.action === undefined);
		});

		it('refuses inputs that it does not know, and missing ones, by name', () => {
			const given = () => procedureInput(procedure, { nonsense: 1 }, rules);
			expect(given).toThrow("'nonsense'");
			const needed = inputs.find(({ required, default: value }) => required && value === undefined);
			if (needed) expect(() => procedureInput(procedure, {}, rules)).toThrow(InputError);
		});
	},
);

const sample = (input: ProcedureInput): unknown => {
	if (input.type === 'folder') return parseFolder('inbox');
	if (input.type === 'files') return [];
	if (input.type === 'recipientList') return [{ name: null, address: 'a@contoso.example' }];
	return input.default ?? input.choices?.[0] ?? 'x';
};

/** Builds 14.2, 15.0 before and with SP1, 15.2. */
describe.each(['Exchange2010_SP2', 'Exchange2013', 'Exchange2013_SP1', 'Exchange2019'] as const)(
	'a server that is %s',
	(platform) => {
		const known = platform === 'Exchange2019' ? 'Exchange2016' : platform;
		const has = (since: (typeof EWS_VERSIONS)[number] = 'Exchange2007') =>
			EWS_VERSIONS.indexOf(known) >= EWS_VERSIONS.indexOf(since);

		it.each(
			procedures
				.filter(({ since, dialects = ['ews'] }) => !has(since) && dialects.includes('ews'))
				.map((procedure) => [procedure.name, procedure] as const)
				.concat([['(none is too new)', findProcedure('sendMail')]]),
		)('refuses %s before any request', async (name, procedure) => {
			if (name.startsWith('(')) return expect(has(procedure.since)).toBe(true);
			const server = new FakeServer([{ body: '' }]);
			const settings = { ...SETTINGS, platform };
			const backend = new EwsBackend(new EwsChannel(server, settings), settings as never);
			const input = Object.fromEntries(procedure.inputs.map((one) => [one.id, sample(one)]));
			await expect(
				backend.execute(procedure, [input], { folders: [] }, { timeZone: 'UTC' }),
			).rejects.toMatchObject({ code: 'SERVER_TOO_OLD' });
			expect(server.requests).toHaveLength(0);
		});
	},
);
