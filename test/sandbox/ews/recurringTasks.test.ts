import {
	all,
	ALL_PROPERTIES,
	call,
	get,
	idOf,
	sandbox,
	texts,
	validateAll,
	type CallOptions,
} from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const V: CallOptions = { version: 'Exchange2013_SP1' };
const DAILY = '<t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence>';
const WEEKS_AFTER = '<t:WeeklyRegeneration><t:Interval>2</t:Interval></t:WeeklyRegeneration>';

function recurring(store: Store, pattern: string, times: number): string {
	const made = call(
		store,
		`<m:CreateItem><m:Items><t:Task><t:Subject>Water</t:Subject><t:DueDate>2026-02-02T00:00:00Z</t:DueDate><t:Recurrence>${pattern}<t:NumberedRecurrence><t:StartDate>2026-02-02</t:StartDate><t:NumberOfOccurrences>${times}</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence><t:StartDate>2026-02-02T00:00:00Z</t:StartDate></t:Task></m:Items></m:CreateItem>`,
		V,
	);
	expect(made.codes).toEqual(['NoError']);
	return idOf(made).id;
}

function set(store: Store, id: string, name: string, value: string): string {
	const changed = call(
		store,
		`<m:UpdateItem ConflictResolution="AlwaysOverwrite"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="task:${name}"/><t:Task><t:${name}>${value}</t:${name}></t:Task></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
		V,
	);
	expect(changed.codes).toEqual(['NoError']);
	return idOf(changed).id;
}

function state(store: Store, id: string): string[] {
	const task = get(store, id, ALL_PROPERTIES, V);
	const names = ['Status', 'IsRecurring', 'StartDate', 'DueDate', 'NumberOfOccurrences'];
	return names
		.flatMap((name) => texts(task, name).slice(0, 1))
		.map((text) => text.replace(/T.*/, ''));
}

test('a recurring task that is done leaves a task of its own and goes on', () => {
	const store = sandbox();
	const id = recurring(store, DAILY, 3);
	const done = set(store, id, 'Status', 'Completed');
	expect(done).not.toBe(id);
	expect(state(store, done)).toEqual(['Completed', 'false', '2026-02-02', '2026-02-02']);
	expect(all(get(store, done, ALL_PROPERTIES, V), 'CompleteDate')).toHaveLength(1);
	expect(state(store, id)).toEqual(['NotStarted', 'true', '2026-02-03', '2026-02-03', '2']);
	expect(set(store, id, 'PercentComplete', '100')).not.toBe(id);
});

test('the last occurrence keeps its id', () => {
	const store = sandbox();
	const id = recurring(store, DAILY, 1);
	expect(set(store, id, 'Status', 'Completed')).toBe(id);
	expect(state(store, id)[0]).toBe('Completed');
});

test('another date is for the occurrence, unless the task comes again when it is done', () => {
	const store = sandbox();
	const daily = recurring(store, DAILY, 3);
	expect(set(store, daily, 'DueDate', '2026-02-02T00:00:00Z')).toBe(daily);
	const moved = set(store, daily, 'DueDate', '2026-02-05T00:00:00Z');
	expect(state(store, moved)).toEqual(['NotStarted', 'false', '2026-02-02', '2026-02-05']);
	expect(state(store, daily)[2]).toBe('2026-02-03');
	const regenerating = recurring(store, WEEKS_AFTER, 3);
	expect(set(store, regenerating, 'DueDate', '2026-02-05T00:00:00Z')).toBe(regenerating);
	expect(set(store, regenerating, 'Status', 'Completed')).not.toBe(regenerating);
});

test('other changes are for the recurring task itself', () => {
	const store = sandbox();
	const id = recurring(store, DAILY, 3);
	expect(set(store, id, 'Status', 'InProgress')).toBe(id);
	expect(state(store, id)).toEqual(['InProgress', 'true', '2026-02-02', '2026-02-02', '3']);
});
