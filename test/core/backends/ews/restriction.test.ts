import { compileCondition } from '../../../../core/backends/ews/restriction/compile';
import type { Restriction } from '../../../../core/backends/ews/request';
import type { Condition, Operator } from '../../../../core/query/condition';
import { compileCondition as truth } from '../../../../core/query/evaluate';
import type { Column, Row } from '../../../../core/schema/column';

const field = (uri: string) => ({ uri });
const column = (id: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
	id,
	label: id,
	type,
	ews: { field: field(id), at: id, read: 'list', filter: true },
	...more,
});

const COLUMNS = new Map(
	[
		column('name', 'text'),
		column('city', 'text'),
		column('count', 'integer'),
		column('done', 'boolean'),
		column('when', 'dateTime'),
		column('day', 'date'),
		column('level', 'choice', { choices: ['low', 'normal', 'high'] }),
		column('tags', 'textList'),
		column('key', 'binary'),
		column('email', 'text', {
			ews: {
				field: { uri: 'contacts:EmailAddress', index: 'EmailAddress1' },
				at: 'EmailAddresses/Entry[EmailAddress1]',
				read: 'list',
				filter: true,
			},
		}),
		column('hidden', 'text', { ews: { field: field('hidden'), read: 'list' } }),
	].map((entry) => [entry.id, entry]),
);

const is = (id: string, operator: Operator, value?: unknown): Condition => ({
	column: id,
	operator,
	...(value === undefined ? {} : { value }),
});
const restrict = (where: Condition) => compileCondition(where, COLUMNS).restriction;
const missing = (id: string) => ({ not: { exists: field(id) } });

describe('restriction', () => {
	it.each<[string, Condition, unknown]>([
		[
			'text equals',
			is('name', 'equals', 'Ada'),
			{ contains: field('name'), mode: 'FullString', value: 'Ada' },
		],
		[
			'text not equals keeps absent values',
			is('name', 'notEquals', 'Ada'),
			{
				or: [
					missing('name'),
					{ not: { contains: field('name'), mode: 'FullString', value: 'Ada' } },
				],
			},
		],
		[
			'ends with is contained in contains',
			is('name', 'endsWith', 'a'),
			{ contains: field('name'), mode: 'Substring', value: 'a' },
		],
		[
			'text order asks for presence only',
			is('name', 'greaterThan', 'B'),
			{ exists: field('name') },
		],
		['text is empty', is('name', 'isEmpty'), undefined],
		['number is empty', is('count', 'isEmpty'), missing('count')],
		['is not empty', is('name', 'isNotEmpty'), { exists: field('name') }],
		[
			'phrase',
			is('name', 'containsPhrase', 'a b'),
			{ contains: field('name'), mode: 'ExactPhrase', value: 'a b' },
		],
		[
			'word prefix',
			is('name', 'containsWordPrefix', 'a'),
			{ contains: field('name'), mode: 'PrefixOnWords', value: 'a' },
		],
		[
			'a number',
			is('count', 'greaterThan', 5),
			{ compare: 'IsGreaterThan', field: field('count'), value: '5' },
		],
		[
			'bits',
			is('count', 'excludesBits', 4),
			{ or: [missing('count'), { excludes: field('count'), bitmask: 4 }] },
		],
		[
			'an instant in UTC, a second wider on both sides',
			is('when', 'equals', '2026-03-01T12:00:00+02:00'),
			{
				and: [
					{
						compare: 'IsGreaterThanOrEqualTo',
						field: field('when'),
						value: '2026-03-01T09:59:59Z',
					},
					{ compare: 'IsLessThanOrEqualTo', field: field('when'), value: '2026-03-01T10:00:01Z' },
				],
			},
		],
		[
			'a choice as EWS writes it',
			is('level', 'equals', 'high'),
			{ or: [missing('level'), { compare: 'IsEqualTo', field: field('level'), value: 'High' }] },
		],
		['an empty text', is('name', 'equals', ''), undefined],
		['a column that no restriction may name', is('hidden', 'equals', 'x'), undefined],
		[
			'a list',
			is('name', 'in', ['a', 'b']),
			{
				or: [
					{ contains: field('name'), mode: 'FullString', value: 'a' },
					{ contains: field('name'), mode: 'FullString', value: 'b' },
				],
			},
		],
		[
			'a list that is too long',
			is(
				'name',
				'in',
				Array.from({ length: 101 }, (_, i) => `n${i}`),
			),
			undefined,
		],
		[
			'AND keeps what can be sent',
			{ and: [is('name', 'equals', 'a'), is('hidden', 'equals', 'x')] },
			{ contains: field('name'), mode: 'FullString', value: 'a' },
		],
		[
			'OR needs all arms',
			{ or: [is('name', 'equals', 'a'), is('hidden', 'equals', 'x')] },
			undefined,
		],
		[
			'NOT of an order holds for absent values',
			{ not: is('count', 'lessThan', 5) },
			{
				or: [
					missing('count'),
					{ compare: 'IsGreaterThanOrEqualTo', field: field('count'), value: '5' },
				],
			},
		],
		['NOT of ends with', { not: is('name', 'endsWith', 'a') }, undefined],
	])('%s', (_name, where, expected) => {
		expect(restrict(where)).toEqual(expected);
	});

	it('lets addresses through that are stored as X.500 or with a prefix', () => {
		const email = { uri: 'contacts:EmailAddress', index: 'EmailAddress1' };
		const prefixed = (value: string) => ({ contains: email, mode: 'Prefixed', value });
		const full = (value: string) => ({ contains: email, mode: 'FullString', value });
		expect(restrict(is('email', 'in', ['a@example.org', 'b@example.org']))).toEqual({
			or: [full('a@example.org'), full('b@example.org'), prefixed('/'), prefixed('smtp:')],
		});
	});

	it('keeps the whole condition to be checked here', () => {
		const where = is('name', 'equals', 'a');
		expect(compileCondition(where, COLUMNS).residual).toBe(where);
		expect(compileCondition(undefined, COLUMNS)).toEqual({});
		expect(compileCondition(where, COLUMNS, false)).toEqual({ residual: where });
	});

	it('never sends more nodes than Exchange takes', () => {
		const list = (id: string) =>
			is(
				id,
				'in',
				Array.from({ length: 100 }, (_, i) => `${id}${i}`),
			);
		const sent = restrict({ and: [list('name'), list('city'), list('email')] });
		expect(JSON.stringify(sent).match(/"mode"/g)).toHaveLength(200);
		const alternatives = Array.from({ length: 300 }, (_, i) => is('name', 'equals', `x${i}`));
		expect(restrict({ or: alternatives })).toBeUndefined();
	});
});

describe('a restriction lets every row through that the condition holds for', () => {
	const seeded = (seed: number) => () => {
		seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
		return seed / 2 ** 32;
	};
	const random = seeded(20260101);
	const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

	const TEXTS = [
		'Ada',
		'ada',
		'Ada Lovelace',
		'lovelace',
		'x Ada y',
		'/o=Contoso/cn=1',
		'SMTP:ada',
	];
	const TIMES = ['2026-03-01T10:00:00Z', '2026-03-01T10:00:01Z', '2026-03-02T00:00:00+01:00'];
	const VALUES: Record<string, readonly unknown[]> = {
		name: TEXTS,
		city: TEXTS,
		email: TEXTS,
		hidden: TEXTS,
		count: [-1, 0, 1, 5, 6],
		done: [true, false],
		when: TIMES,
		day: ['2026-03-01', '2026-03-02', '2026-05-01'],
		level: ['low', 'normal', 'high'],
		tags: ['Red', 'red', 'Blue'],
		key: ['AAE=', 'aae='],
	};
	const OPERATORS: Record<string, readonly Operator[]> = {
		text: [
			'equals',
			'notEquals',
			'contains',
			'notContains',
			'startsWith',
			'notStartsWith',
			'endsWith',
			'containsPhrase',
			'containsWordPrefix',
			'in',
			'notIn',
			'isEmpty',
			'isNotEmpty',
			'greaterThan',
			'lessThanOrEqual',
			'between',
		],
		integer: [
			'equals',
			'notEquals',
			'greaterThan',
			'greaterThanOrEqual',
			'lessThan',
			'lessThanOrEqual',
			'between',
			'in',
			'notIn',
			'isEmpty',
			'isNotEmpty',
			'excludesBits',
		],
		boolean: ['equals', 'notEquals', 'isEmpty', 'isNotEmpty'],
		dateTime: [
			'equals',
			'notEquals',
			'greaterThan',
			'lessThan',
			'lessThanOrEqual',
			'between',
			'in',
		],
		date: ['equals', 'greaterThan', 'lessThanOrEqual', 'between', 'in', 'isEmpty'],
		choice: ['equals', 'notEquals', 'in', 'notIn', 'isEmpty', 'isNotEmpty'],
		textList: ['equals', 'contains', 'notContains', 'startsWith', 'in', 'isEmpty', 'isNotEmpty'],
		binary: ['equals', 'notEquals', 'in', 'isEmpty'],
	};

	function randomCondition(depth: number): Condition {
		const shape = depth > 0 ? random() : 1;
		if (shape < 0.2) return { and: [randomCondition(depth - 1), randomCondition(depth - 1)] };
		if (shape < 0.4) return { or: [randomCondition(depth - 1), randomCondition(depth - 1)] };
		if (shape < 0.55) return { not: randomCondition(depth - 1) };
		const id = pick([...COLUMNS.keys()]);
		const operator = pick(OPERATORS[COLUMNS.get(id)?.type ?? 'text'] ?? []);
		const value = () => pick(VALUES[id] ?? []);
		if (operator === 'between') return is(id, operator, [value(), value()]);
		if (operator === 'in' || operator === 'notIn') return is(id, operator, [value(), value()]);
		if (operator === 'isEmpty' || operator === 'isNotEmpty') return is(id, operator);
		return is(id, operator, value());
	}

	function randomRow(): Row {
		const row: Row = {};
		for (const id of COLUMNS.keys()) {
			if (random() < 0.25) row[id] = null;
			else if (id === 'tags') row[id] = [pick(VALUES.tags ?? []), pick(VALUES.tags ?? [])];
			else row[id] = pick(VALUES[id] ?? []);
		}
		return row;
	}

	/** What Exchange stores for a row: sub-second times, days as some zone's midnight. */
	function stored(row: Row): Row {
		const shift = (value: unknown, ms: number) =>
			typeof value === 'string' ? new Date(Date.parse(value) + ms).toISOString() : value;
		return {
			...row,
			when: shift(row.when, Math.floor(random() * 999)),
			day: shift(row.day, Math.floor(random() * 26 - 12) * 3_600_000),
		};
	}

	function passes(restriction: Restriction, row: Row): boolean {
		if ('and' in restriction) return restriction.and.every((part) => passes(part, row));
		if ('or' in restriction) return restriction.or.some((part) => passes(part, row));
		if ('not' in restriction) return !passes(restriction.not, row);
		const named = 'exists' in restriction ? restriction.exists : undefined;
		const target =
			named ??
			('excludes' in restriction
				? restriction.excludes
				: 'contains' in restriction
					? restriction.contains
					: 'field' in restriction
						? restriction.field
						: undefined);
		const uri = (target as { uri: string }).uri;
		const value = row[uri === 'contacts:EmailAddress' ? 'email' : uri];
		if (value === null || value === undefined) return false;
		if ('exists' in restriction) return true;
		if ('excludes' in restriction) return (Number(value) & restriction.bitmask) === 0;
		if ('contains' in restriction) {
			const wanted = restriction.value.toLowerCase();
			const entries = (Array.isArray(value) ? value : [value]).map((entry) =>
				String(entry).toLowerCase(),
			);
			const word = (text: string) =>
				text.split(/\s+/).some((_w, at, words) => words.slice(at).join(' ').startsWith(wanted));
			return entries.some((text) => {
				if (restriction.mode === 'FullString') return text === wanted;
				if (restriction.mode === 'Prefixed') return text.startsWith(wanted);
				if (restriction.mode === 'PrefixOnWords') return word(text) || text.includes(wanted);
				return text.includes(wanted);
			});
		}
		if (!('compare' in restriction)) throw new Error('unknown node');
		const time = /^\d{4}-/.test(restriction.value);
		const [left, right] = time
			? [Date.parse(String(value)), Date.parse(restriction.value)]
			: typeof value === 'number'
				? [value, Number(restriction.value)]
				: [capital(String(value)), restriction.value];
		switch (restriction.compare) {
			case 'IsEqualTo':
				return left === right;
			case 'IsNotEqualTo':
				return left !== right;
			case 'IsGreaterThan':
				return left > right;
			case 'IsGreaterThanOrEqualTo':
				return left >= right;
			case 'IsLessThan':
				return left < right;
			case 'IsLessThanOrEqualTo':
				return left <= right;
		}
	}
	const capital = (text: string) =>
		['low', 'normal', 'high'].includes(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;

	it('for 4,000 random conditions', () => {
		let sent = 0;
		let held = 0;
		for (let round = 0; round < 4000; round++) {
			const where = randomCondition(3);
			const restriction = restrict(where);
			if (!restriction) continue;
			sent += 1;
			const test = truth(where, COLUMNS);
			for (let row = 0; row < 12; row++) {
				const values = randomRow();
				if (!test(values)) continue;
				held += 1;
				if (!passes(restriction, stored(values))) {
					throw new Error(
						`lost ${JSON.stringify(values)} by ${JSON.stringify(restriction)} of ${JSON.stringify(where)}`,
					);
				}
			}
		}
		expect(sent).toBeGreaterThan(1000);
		expect(held).toBeGreaterThan(3000);
	});
});
