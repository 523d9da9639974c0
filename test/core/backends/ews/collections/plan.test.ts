import { planCollection } from '../../../../../core/backends/ews/collections/plan';
import {
	AttendeeLists,
	attendeeId,
	parseAttendeeId,
} from '../../../../../core/backends/ews/collections/attendeeLists';
import type { Condition } from '../../../../../core/query/condition';
import { attendee } from '../../../../../core/tables/mailbox/attendee';
import { room } from '../../../../../core/tables/mailbox/room';

const is = (column: string, value: unknown): Condition => ({ column, operator: 'equals', value });
const among = (column: string, value: string[]): Condition => ({ column, operator: 'in', value });
const keys = (where?: Condition, table = attendee) =>
	planCollection(table, { table: table.name, scope: { folders: [] }, ...(where && { where }) })
		.request.keys;

describe('the keys that a filter fixes', () => {
	it.each<[string, Condition, string[]]>([
		['one value', is('eventId', 'A'), ['A']],
		['several values, each once', among('eventId', ['A', 'B', 'A']), ['A', 'B']],
		['inside of an AND', { and: [is('name', 'x'), { and: [is('eventId', 'A')] }] }, ['A']],
		[
			'in every arm of an OR, as an upsert asks',
			{
				or: [
					{ and: [is('eventId', 'A'), is('emailAddress', 'x')] },
					{ and: [is('eventId', 'B'), is('emailAddress', 'y')] },
				],
			},
			['A', 'B'],
		],
	])('%s', (_name, where, expected) => {
		expect(keys(where)).toEqual({ eventId: expected });
	});

	it.each<[string, Condition | undefined]>([
		['no condition', undefined],
		['one arm of an OR alone', { or: [is('eventId', 'A'), is('name', 'x')] }],
		['what is excluded', { not: is('eventId', 'A') }],
		['another operator', { column: 'eventId', operator: 'notEquals', value: 'A' }],
		['an empty OR', { or: [] }],
	])('not by %s', (_name, where) => {
		expect(() => keys(where)).toThrow("needs a condition on 'Event ID'");
	});

	it('are free where the table can be read whole', () => {
		expect(keys(undefined, room)).toEqual({});
		expect(keys(is('roomListEmailAddress', 'a@b.c'), room)).toEqual({
			roomListEmailAddress: ['a@b.c'],
		});
	});

	it('the limit is passed on only when nothing remains to be done here', () => {
		const query = { table: 'room', scope: { folders: [] }, limit: 5 };
		expect(planCollection(room, query).request.limit).toBe(5);
		const orderBy = [{ column: 'id', direction: 'asc' as const }];
		expect(planCollection(room, { ...query, orderBy }).request.limit).toBeUndefined();
	});
});

describe('ids of attendees', () => {
	it('come back as they were made, whatever the address holds', () => {
		const key = { eventId: 'AAMk/+=', type: 'optional' as const, address: '"a|b"@contoso.example' };
		expect(parseAttendeeId(attendeeId(key))).toEqual(key);
	});

	it.each(['', 'AAMk', 'AAMk|guest|a@b.c', '|required|a@b.c', 'AAMk|required'])(
		'%j is none',
		(id) => {
			expect(() => parseAttendeeId(id)).toThrow('not the one of an attendee');
		},
	);
});

describe('lists of attendees', () => {
	const held = (address: string, name: string | null = null, ...also: string[]) => ({
		name,
		address,
		known: [...also, address].map((one) => one.toLowerCase()),
	});
	const lists = () =>
		new AttendeeLists('E', {
			required: [
				held('/o=Contoso/cn=one', 'One', 'one@contoso.example'),
				held('two@contoso.example'),
			],
			optional: [],
			resource: [],
		});
	const key = (address: string) => ({ eventId: 'E', type: 'required' as const, address });
	const record = (values: object) => ({ index: 0, values: { ...values } });

	it('an attendee is known by its X.500 address and goes back as it came', () => {
		const changing = lists();
		const change = {
			action: 'delete' as const,
			record: record({}),
			key: key('TWO@contoso.example'),
		};
		expect(changing.apply(change)).toMatchObject({ outcome: 'changed' });
		expect(changing.changed).toEqual({ required: [{ name: 'One', address: '/o=Contoso/cn=one' }] });
	});

	it('a changed name keeps the stored address, a changed type moves the attendee', () => {
		const changing = lists();
		const values = { name: 'New', type: 'optional' };
		const applied = changing.apply({
			action: 'update',
			record: record(values),
			key: key('one@contoso.example'),
		});
		expect(applied).toEqual({
			eventId: 'E',
			type: 'optional',
			address: 'one@contoso.example',
			outcome: 'changed',
		});
		expect(changing.changed).toEqual({
			required: [{ name: null, address: 'two@contoso.example' }],
			optional: [{ name: 'New', address: '/o=Contoso/cn=one' }],
		});
	});

	it('two attendees never get one address', () => {
		const applied = lists().apply({
			action: 'update',
			record: record({ emailAddress: 'ONE@contoso.example' }),
			key: key('two@contoso.example'),
		});
		expect(applied).toMatchObject({ code: 'ATTENDEE_EXISTS' });
	});
});
