import { all, call, OWNER, sandbox, texts, validateAll } from './support';
import type { Store } from '../../../sandbox/store';

const DAY = 24 * 3600 * 1000;
const NOW = Date.UTC(2026, 0, 15, 9);

const message = (store: Store, subject: string, more: Record<string, unknown> = {}) =>
	store.addItem(store.folder(OWNER, 'inbox'), {
		kind: 'Message',
		properties: {
			'item:Subject': subject,
			'message:From': { name: 'Other Two', address: 'other@contoso.example' },
			'item:DateTimeReceived': NOW,
			'message:IsRead': true,
			...(more as Record<string, never>),
		},
	});

function filled(): Store {
	const store = sandbox();
	message(store, 'Budget for spring', { 'item:DateTimeReceived': NOW - 3 * DAY });
	message(store, 'Budget for autumn', { 'message:IsRead': false });
	message(store, 'Lunch', {
		'item:Body': { type: 'Text', text: 'Salad, and the budget for soup' },
		'item:Importance': 'High',
		'message:From': { name: 'Third', address: 'third@example.org' },
	});
	return store;
}

function find(store: Store, inner: string, view = '') {
	return call(
		store,
		`<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape>${view}<m:SortOrder><t:FieldOrder Order="Ascending"><t:FieldURI FieldURI="item:Subject"/></t:FieldOrder></m:SortOrder><m:ParentFolderIds><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderIds>${inner}</m:FindItem>`,
	);
}
const query = (text: string) =>
	texts(find(filled(), `<m:QueryString>${text.replace(/</g, '&lt;')}</m:QueryString>`), 'Subject');

afterAll(() => expect(validateAll()).toBe(''));

describe('QueryString', () => {
	it.each([
		['budget', ['Budget for autumn', 'Budget for spring', 'Lunch']],
		['subject:budget', ['Budget for autumn', 'Budget for spring']],
		['subject:budget subject:spr', ['Budget for spring']],
		['subject:(spring OR lunch)', ['Budget for spring', 'Lunch']],
		['subject:budget NOT spring', ['Budget for autumn']],
		['-subject:budget', ['Lunch']],
		['"budget for soup"', ['Lunch']],
		['subject:"for a"', ['Budget for autumn']],
		['from:third', ['Lunch']],
		['isread:false', ['Budget for autumn']],
		['importance:high', ['Lunch']],
		['received:2026-01-12', ['Budget for spring']],
		['received:today AND subject:budget', ['Budget for autumn']],
		['received:<2026-01-15', ['Budget for spring']],
		['received:2026-01-10..2026-01-12', ['Budget for spring']],
		['received:"this week"', ['Budget for autumn', 'Budget for spring', 'Lunch']],
		['kind:contacts', []],
		['size:>1mb', []],
		['nothing:here', []],
	])('%s', (text, expected) => {
		expect(query(text)).toEqual(expected);
	});

	it.each(['subject:(a', 'a)', 'OR a', 'received:someday', 'kind:x', 'size:big'])(
		'%s is not valid',
		(text) => {
			const answer = find(filled(), `<m:QueryString>${text}</m:QueryString>`);
			expect(answer.codes).toEqual(['ErrorInvalidOperation']);
		},
	);
});

describe('GroupBy', () => {
	it('puts items of one value together, groups by their aggregate', () => {
		const group =
			'<m:GroupBy Order="Descending"><t:FieldURI FieldURI="message:From"/><t:AggregateOn Aggregate="Minimum"><t:FieldURI FieldURI="item:DateTimeReceived"/></t:AggregateOn></m:GroupBy>';
		const answer = find(filled(), '', group);
		expect(texts(answer, 'GroupIndex')).toEqual(['Third', 'Other Two']);
		expect(all(answer, 'GroupedItems').map((one) => texts(one, 'Subject'))).toEqual([
			['Lunch'],
			['Budget for autumn', 'Budget for spring'],
		]);
	});

	it('by conversation is one of its own', () => {
		const store = filled();
		message(store, 'RE: Lunch', { 'item:DateTimeReceived': NOW + DAY });
		const group =
			'<m:DistinguishedGroupBy Order="Descending"><t:StandardGroupBy>ConversationTopic</t:StandardGroupBy></m:DistinguishedGroupBy>';
		const answer = find(store, '', group);
		expect(texts(answer, 'GroupIndex')[0]).toBe('Lunch');
		expect(texts(all(answer, 'GroupedItems')[0]!, 'Subject')).toEqual(['Lunch', 'RE: Lunch']);
	});
});

describe('SeekToConditionPageItemView', () => {
	const seek = (point: string, rows: number) =>
		`<m:SeekToConditionPageItemView BasePoint="${point}" MaxEntriesReturned="${rows}"><t:Condition><t:Contains ContainmentMode="Prefixed" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="item:Subject"/><t:Constant Value="budget for s"/></t:Contains></t:Condition></m:SeekToConditionPageItemView>`;

	it('begins at the first row that meets the condition', () => {
		const answer = find(filled(), '', seek('Beginning', 5));
		expect(texts(answer, 'Subject')).toEqual(['Budget for spring', 'Lunch']);
	});

	it('ends with the last one when it looks from the end', () => {
		const answer = find(filled(), '', seek('End', 1));
		expect(texts(answer, 'Subject')).toEqual(['Budget for spring']);
	});
});
