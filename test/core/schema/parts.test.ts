import { checkParts, takePart, withWholes } from '../../../core/schema/parts';
import { findTable } from '../../../core/tables/registry';

const contact = findTable('contact', 'ews').table;
const event = findTable('event', 'ews').table;
const message = findTable('message', 'ews').table;

describe('a part taken from its whole', () => {
	it.each([
		['pattern/type', { pattern: { type: 'weekly' } }, 'weekly'],
		['pattern/type', { range: {} }, null],
		['1', ['a', 'b'], 'b'],
		['2', ['a', 'b'], null],
		['[]/name', [{ name: 'A' }, { address: 'b@contoso.example' }], ['A', '']],
		['[]/itemId', [{ name: 'A' }], null],
		['status', null, null],
	])('%s of %j is %j', (path, whole, value) => {
		expect(takePart(whole, { column: 'whole', path })).toEqual(value);
	});

	it('is called as the part calls it', () => {
		const partOf = { column: 'r', path: 'pattern/month', values: { january: 1, march: 3 } };
		expect(takePart({ pattern: { month: 3 } }, partOf)).toBe('march');
	});
});

describe('parts put into their whole', () => {
	const weekly = {
		pattern: { type: 'weekly', interval: 2, daysOfWeek: ['monday'] },
		range: { type: 'noEnd', startDate: '2026-03-02' },
	};

	it('leaves what has no parts as it is', () => {
		const values = { givenName: 'Contact 1' };
		expect(withWholes(contact, values)).toBe(values);
	});

	it('changes one part of a stored value and keeps the others', () => {
		const values = { subject: 'x', recurrencePatternInterval: 3 };
		expect(withWholes(event, values, { recurrence: weekly })).toEqual({
			subject: 'x',
			recurrence: { ...weekly, pattern: { ...weekly.pattern, interval: 3 } },
		});
		expect(weekly.pattern.interval).toBe(2);
	});

	it('drops the parts of another type with it', () => {
		const values = { recurrencePatternType: 'absoluteYearly', recurrencePatternMonth: 'march' };
		expect(withWholes(event, values, { recurrence: weekly })).toEqual({
			recurrence: { ...weekly, pattern: { type: 'absoluteYearly', month: 3 } },
		});
	});

	it('clears the whole by its deciding part', () => {
		const values = { recurrencePatternType: null, recurrencePatternInterval: 3 };
		expect(withWholes(event, values, { recurrence: weekly })).toEqual({ recurrence: null });
	});

	it('fills slots of a list from the first on', () => {
		expect(withWholes(contact, { children1: 'A', children2: 'B' })).toEqual({
			children: ['A', 'B'],
		});
		expect(withWholes(contact, { children2: 'X' }, { children: ['A', 'B', 'C', 'D'] })).toEqual({
			children: ['A', 'X', 'C', 'D'],
		});
		expect(withWholes(contact, { children1: null }, { children: ['A', 'B'] })).toEqual({
			children: ['B'],
		});
		expect(withWholes(contact, { children1: null }, { children: ['A'] })).toEqual({
			children: null,
		});
		expect(() => withWholes(contact, { children3: 'C' }, { children: ['A'] })).toThrow(
			expect.objectContaining({
				message: "'Children 3' cannot be filled while a slot before it is empty",
				field: 'children3',
			}),
		);
	});

	it('makes recipients of names and addresses that stand side by side', () => {
		const values = {
			toRecipientsNames: ['A', 'B'],
			toRecipientsAddresses: ['a@contoso.example; b@contoso.example', 'c@contoso.example'],
		};
		expect(withWholes(message, values)).toEqual({
			toRecipients: [
				{ name: 'A', address: 'a@contoso.example' },
				{ name: 'B', address: 'b@contoso.example' },
				{ address: 'c@contoso.example' },
			],
		});
	});

	it('makes another person of another address', () => {
		const stored = { from: { name: 'A', address: 'a@contoso.example', routingType: 'EX' } };
		expect(withWholes(message, { fromAddress: 'b@contoso.example' }, stored)).toEqual({
			from: { address: 'b@contoso.example' },
		});
		expect(withWholes(message, { fromName: 'B' }, stored)).toEqual({
			from: { ...stored.from, name: 'B' },
		});
	});

	it('refuses a part beside its whole', () => {
		expect(() => checkParts(contact, { children: ['A'], children1: 'B' })).toThrow(
			expect.objectContaining({
				message: "'Children 1' is a part of 'Children', and both are given",
				field: 'children1',
			}),
		);
		expect(() => checkParts(contact, { children1: 'B', companies: ['A'] })).not.toThrow();
	});
});
