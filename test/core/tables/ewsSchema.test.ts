import type { Column } from '../../../core/schema/column';
import { tables } from '../../../core/tables/registry';
import { describeWithShared } from '../../support/shared';
import { readEwsSchema } from './schema';

/** Element of a record -> its type in the schema. */
const TYPES: Readonly<Record<string, string>> = {
	Contact: 'ContactItemType',
	Message: 'MessageType',
	CalendarItem: 'CalendarItemType',
	Task: 'TaskType',
	Folder: 'FolderType',
	CalendarFolder: 'CalendarFolderType',
	DistributionList: 'DistributionListType',
};
/** Elements that only some kinds of folders or messages have. */
const ELSEWHERE: Readonly<Record<string, string>> = {
	SharingEffectiveRights: 'CalendarFolderType',
	SearchParameters: 'SearchFolderType',
	AssociatedCalendarItemId: 'MeetingMessageType',
	IsDelegated: 'MeetingMessageType',
	IsOutOfDate: 'MeetingMessageType',
	HasBeenProcessed: 'MeetingMessageType',
	ResponseType: 'MeetingMessageType',
	MeetingRequestType: 'MeetingRequestMessageType',
};

/** A choice column compares with the enumeration at its place; so does every other simple type. */
const SIMPLE: Readonly<Record<string, readonly string[]>> = {
	boolean: ['boolean'],
	dateTime: ['dateTime'],
	int: ['integer', 'int64'],
	long: ['int64'],
	double: ['decimal'],
	string: ['text', 'id'],
	base64Binary: ['binary'],
};

describeWithShared('tables against the EWS schema', 'schemas/ews/exchange-se/types.xsd', (file) => {
	const schema = readEwsSchema(file);
	const bound = tables.flatMap((table) =>
		table.columns
			.filter((column) => column.ews?.field && 'uri' in column.ews.field)
			.map((column): [string, string, Column] => [
				`${table.name}.${column.id}`,
				TYPES[table.ews?.element ?? ''] ?? '',
				column,
			]),
	);

	it('reads the enumerations', () => {
		expect(schema.fieldUris.size).toBeGreaterThan(300);
		expect(schema.dictionaryUris.has('contacts:EmailAddress')).toBe(true);
		expect(bound.length).toBeGreaterThan(300);
	});

	it.each(bound)('%s names a property that exists', (_, __, column) => {
		const field = column.ews?.field;
		if (!field || !('uri' in field)) throw new Error('filtered above');
		const known = 'index' in field ? schema.dictionaryUris : schema.fieldUris;
		expect(known.has(field.uri)).toBe(true);
	});

	it.each(bound)('%s stands where the schema has it', (_, root, column) => {
		const [elements = '', attribute] = (column.ews?.at ?? '').split('@');
		let type: string | undefined = root;
		for (const step of elements.split('/')) {
			const name = step.replace(/\[.*/, '');
			type = schema.child(type, name) ?? schema.child(ELSEWHERE[name] ?? '', name);
			expect([step, type]).toEqual([step, expect.any(String)]);
			const key = /\[(\D\w*)\]/.exec(step)?.[1];
			if (key) {
				const keys = schema.child(type ?? '', 'Key') ?? KEY_TYPES[elements.split('/')[0] ?? ''];
				expect(schema.values(keys ?? '')).toContain(key);
			}
			if (type === undefined) return;
		}
		if (attribute) {
			expect([attribute, schema.hasAttribute(type, attribute)]).toEqual([attribute, true]);
			return;
		}
		// A codec makes a part of the whole element: what the values are is its own.
		if (column.partOf && column.ews?.codec) return;
		if (column.type === 'choice') {
			const values = schema.values(type);
			for (const choice of column.choices ?? []) {
				const spelt =
					column.ews?.values?.[choice] ?? choice.charAt(0).toUpperCase() + choice.slice(1);
				expect(values).toContain(spelt);
			}
			return;
		}
		const fitting = SIMPLE[type];
		if (fitting && column.type !== 'date') expect(fitting).toContain(column.type);
		if (column.type === 'date') expect(type).toBe('dateTime');
	});

	const KEY_TYPES: Readonly<Record<string, string>> = {
		EmailAddresses: 'EmailAddressKeyType',
		PhysicalAddresses: 'PhysicalAddressKeyType',
		PhoneNumbers: 'PhoneNumberKeyType',
		ImAddresses: 'ImAddressKeyType',
	};

	it('has the keys of every dictionary of a contact', () => {
		const used = new Map<string, Set<string>>();
		for (const [, , { ews }] of bound) {
			const match = /^(\w+)\/Entry\[(\w+)\]/.exec(ews?.at ?? '');
			if (!match) continue;
			const [, dictionary = '', key = ''] = match;
			used.set(dictionary, (used.get(dictionary) ?? new Set()).add(key));
		}
		expect(used.get('EmailAddresses')?.size).toBe(3);
		expect(used.get('PhysicalAddresses')?.size).toBe(3);
		expect(used.get('ImAddresses')?.size).toBe(3);
		expect(used.get('PhoneNumbers')?.size).toBe(19);
	});
});
