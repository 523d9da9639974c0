import { readFileSync } from 'node:fs';
import { compileGraphQuery } from '../../../../core/backends/graph/compile';
import { relativeUrl } from '../../../../core/backends/graph/odata';
import type { Condition } from '../../../../core/query/condition';
import type { Query } from '../../../../core/query/query';
import { normalizeCondition } from '../../../../core/query/normalize';
import { findTable } from '../../../../core/tables/registry';
import { describeWithShared } from '../../../support/shared';
import { readGraphApi } from './openapi';

const { table: contact } = findTable('contact', 'graph');
const { table: task } = findTable('task', 'ews');
const compile = (query: Partial<Query> = {}) =>
	compileGraphQuery(contact, { table: 'contact', scope: { folders: [] }, ...query });
const filterOf = (where: Condition) =>
	compile({
		where: normalizeCondition(contact, where, 'graph', { timeZone: 'Europe/Berlin' }),
	}).query['$filter'];

describe('compileGraphQuery', () => {
	it('reads the default folder of the signed-in mailbox', () => {
		expect(compile({ select: ['displayName', 'businessAddressCity', 'emailAddress1'] })).toEqual({
			method: 'GET',
			path: '/me/contacts',
			query: { $select: 'id,changeKey,displayName,businessAddress,emailAddresses', $top: '100' },
			headers: { Prefer: 'IdType="ImmutableId"' },
			columns: ['id', 'changeKey', 'displayName', 'businessAddressCity', 'emailAddress1'],
		});
	});

	it.each<[Query['scope'], string]>([
		[{ folders: [{ kind: 'wellKnown', name: 'contacts' }] }, '/me/contacts'],
		[{ mailbox: 'user1@contoso.example', folders: [] }, '/users/user1%40contoso.example/contacts'],
		[{ mailbox: '../me?x', folders: [] }, '/users/..%2Fme%3Fx/contacts'],
		[
			{ mailbox: 'u', folders: [{ kind: 'id', id: 'AAMk/+=' }] },
			'/users/u/contactFolders/AAMk%2F%2B%3D/contacts',
		],
	])('path of %j', (scope, path) => {
		expect(compile({ scope }).path).toBe(path);
	});

	it('asks for MAPI properties by expansion', () => {
		const { query } = compile({ select: ['businessFax', 'pager', 'surname'] });
		expect(query['$select']).toBe('id,changeKey,surname');
		expect(query['$expand']).toBe(
			"singleValueExtendedProperties($filter=id eq 'String 0x3A24' or id eq 'String 0x3A21')",
		);
	});

	it.each<[Condition, string | undefined]>([
		[
			{ column: 'emailAddress1', operator: 'equals', value: "o'neil@contoso.example" },
			"emailAddresses/any(a:a/address eq 'o''neil@contoso.example')",
		],
		[{ column: 'emailAddress1', operator: 'startsWith', value: 'a' }, undefined],
		[
			{ column: 'displayName', operator: 'equals', value: "x' or 1 eq 1" },
			"displayName eq 'x'' or 1 eq 1'",
		],
		[{ column: 'surname', operator: 'startsWith', value: 'Ab' }, "startswith(surname,'Ab')"],
		[{ column: 'surname', operator: 'contains', value: 'b' }, undefined],
		[{ column: 'surname', operator: 'notEquals', value: 'b' }, undefined],
		[{ column: 'surname', operator: 'isEmpty' }, undefined],
		[{ column: 'surname', operator: 'in', value: ['a', 'b'] }, "surname eq 'a' or surname eq 'b'"],
		[{ column: 'surname', operator: 'in', value: Array.from({ length: 16 }, String) }, undefined],
		[{ column: 'nickName', operator: 'equals', value: 'x' }, undefined],
		[{ column: 'businessFax', operator: 'equals', value: 'x' }, undefined],
		[
			{ column: 'lastModifiedDateTime', operator: 'greaterThanOrEqual', value: '2026-07-01' },
			'lastModifiedDateTime ge 2026-06-30T22:00:00Z',
		],
		[
			{ column: 'createdDateTime', operator: 'lessThan', value: '2026-07-01T00:00:00Z' },
			'createdDateTime le 2026-07-01T00:00:01Z',
		],
		[
			{
				column: 'createdDateTime',
				operator: 'between',
				value: ['2026-07-01T00:00:00Z', '2026-07-02T00:00:00Z'],
			},
			'createdDateTime ge 2026-07-01T00:00:00Z and createdDateTime le 2026-07-02T00:00:01Z',
		],
		[
			{
				and: [
					{ column: 'surname', operator: 'in', value: ['a', 'b'] },
					{ column: 'surname', operator: 'contains', value: 'c' },
					{ column: 'givenName', operator: 'equals', value: 'd' },
				],
			},
			"(surname eq 'a' or surname eq 'b') and givenName eq 'd'",
		],
		[
			{
				or: [
					{ column: 'surname', operator: 'equals', value: 'a' },
					{ column: 'surname', operator: 'contains', value: 'c' },
				],
			},
			undefined,
		],
		[{ not: { column: 'surname', operator: 'equals', value: 'a' } }, undefined],
	])('$filter of %j', (where, filter) => {
		expect(filterOf(where)).toBe(filter);
	});

	it('checks every row again, and reads what it compares', () => {
		const where: Condition = { column: 'surname', operator: 'equals', value: 'a' };
		const compiled = compile({ select: ['givenName'], where, limit: 5 });
		expect(compiled.residual).toEqual(where);
		expect(compiled.columns).toContain('surname');
		expect(compiled.query['$top']).toBe('100');
	});

	it('sorts there only what the server sorts alike', () => {
		const byTime = [{ column: 'createdDateTime', direction: 'desc' as const }];
		expect(compile({ orderBy: byTime }).query['$orderby']).toBe('createdDateTime desc');
		expect(compile({ orderBy: byTime }).residualSort).toBeUndefined();
		const byName = [{ column: 'surname', direction: 'asc' as const }];
		expect(compile({ orderBy: byName }).query['$orderby']).toBeUndefined();
		expect(compile({ orderBy: byName }).residualSort).toEqual(byName);
		const where: Condition = { column: 'surname', operator: 'equals', value: 'a' };
		expect(compile({ orderBy: byTime, where }).residualSort).toEqual(byTime);
	});

	it.each<[Partial<Query>, string]>([
		[{}, '100'],
		[{ limit: 5 }, '5'],
		[{ limit: 5, offset: 3 }, '8'],
		[{ limit: 0 }, '1'],
		[{ pageSize: 5000 }, '1000'],
		[{ limit: 5, orderBy: [{ column: 'surname', direction: 'asc' }] }, '100'],
	])('$top of %j', (query, top) => {
		expect(compile(query).query['$top']).toBe(top);
	});

	it('refuses what Graph does not have', () => {
		expect(() => compile({ select: ['fileAsMapping'] })).toThrow('EWS only');
		expect(() => compile({ scope: { folders: [{ kind: 'path', path: 'A/B' }] } })).toThrow("'A/B'");
		expect(() =>
			compile({ scope: { folders: [{ kind: 'default' }, { kind: 'default' }] } }),
		).toThrow('one folder');
		expect(() => compileGraphQuery(task, { table: 'task', scope: { folders: [] } })).toThrow(
			'EWS only',
		);
	});

	it('escapes the URL once', () => {
		const { path, query } = compile({
			select: ['id'],
			where: { column: 'displayName', operator: 'equals', value: 'A & B=ü#' },
		});
		const url = new URL(`https://graph.example${relativeUrl(path, query)}`);
		expect(url.searchParams.get('$filter')).toBe("displayName eq 'A & B=ü#'");
		expect(url.hash).toBe('');
	});
});

describeWithShared(
	'compileGraphQuery against the API description',
	'samples/graph/openapi-ours.json',
	(file) => {
		const api = readGraphApi(file);

		it('selects only properties that the path has', () => {
			const known = api.select('/me/contacts');
			expect(known.length).toBeGreaterThan(30);
			const selected = (compile().query['$select'] ?? '').split(',');
			expect(selected.length).toBeGreaterThan(30);
			expect(selected.filter((name) => !known.includes(name))).toEqual([]);
		});

		it('sorts only by what the path sorts', () => {
			const known = api.orderBy('/me/contacts');
			const sortable = contact.columns.filter(({ graph }) => graph?.sort);
			expect(sortable.length).toBeGreaterThan(0);
			for (const { graph } of sortable) expect(known).toContain(graph?.path);
		});

		it('has a column for every property of a contact', () => {
			const roots = new Set(contact.columns.map(({ graph }) => graph?.path?.split(/[/[]/)[0]));
			// Slots of emailAddresses under other names, and relations.
			const elsewhere = ['primaryEmailAddress', 'secondaryEmailAddress', 'tertiaryEmailAddress'];
			const missing = api.select('/me/contacts').filter((name) => !roots.has(name));
			expect(missing.filter((name) => !elsewhere.includes(name))).toEqual([]);
		});
	},
);

describeWithShared(
	'compileGraphQuery against documented requests',
	'samples/graph/graph-http-samples.jsonl',
	(file) => {
		const samples = readFileSync(file, 'utf8')
			.split('\n')
			.filter((line) => line !== '')
			.map(
				(line) => JSON.parse(line) as { page: string; kind: string; method?: string; url?: string },
			);
		const documented = (page: string) => {
			const sample = samples.find((entry) => entry.page === page && entry.kind === 'request');
			return { method: sample?.method, path: sample?.url?.replace('/v1.0', '') };
		};

		it('asks as user-list-contacts does', () => {
			const { method, path } = compile();
			expect({ method, path }).toEqual(documented('user-list-contacts'));
		});

		it('asks for contacts of a folder as contactfolder-post-contacts does', () => {
			const { path } = compile({ scope: { folders: [{ kind: 'id', id: 'ID' }] } });
			expect(path.replace('ID', '{id}')).toBe(documented('contactfolder-post-contacts').path);
		});

		it('names extended properties as singlevaluelegacyextendedproperty-get does', () => {
			const urls = samples
				.filter(({ page, url }) => page === 'singlevaluelegacyextendedproperty-get' && url)
				.map(({ url = '' }) => decodeURIComponent(url));
			const sample = urls.find((url) => url.includes('$expand')) ?? '';
			const expand = /\$expand=(.*)$/.exec(sample)?.[1] ?? '';
			const ours = compile({ select: ['mileage'] }).query['$expand'] ?? '';
			const form = (text: string) =>
				text.replace(/\{[^}]*\} (?:Name \w+|Id 0x\w+)/, '{SET} PROPERTY');
			expect(form(ours)).toBe(form(expand));
		});
	},
);
