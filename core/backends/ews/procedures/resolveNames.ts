import { ConflictError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { ProcedureResult } from '../../../schema/procedure';
import type { Scope } from '../../../query/query';
import type { Call } from '../../backend';
import { smtpOf } from '../addresses';
import type { EwsContext } from '../context';
import { child, childText, type XmlTree } from '../decode/tree';
import { type Resolution, resolveNames as send } from '../operations/resolveNames';
import { reach } from '../reach';
import type { ProcedureHandler } from './handler';
import { camel, pascal } from './names';
import { folderOf } from './overItems';

/** What a Contact says in one text -> what the row calls it. */
const TEXTS: Readonly<Record<string, string>> = {
	GivenName: 'givenName',
	Surname: 'surname',
	Initials: 'initials',
	CompanyName: 'companyName',
	Department: 'department',
	JobTitle: 'jobTitle',
	OfficeLocation: 'officeLocation',
	Manager: 'manager',
	AssistantName: 'assistantName',
	Alias: 'alias',
};

const SHOWN = 10;

async function run(
	context: EwsContext,
	input: Readonly<Row>,
	scope: Scope,
	call: Call,
): Promise<ProcedureResult[]> {
	const { channel, settings } = context;
	const way = reach(scope, call, settings);
	const folder = input.folder ? await folderOf(context, input.folder, way) : undefined;
	const text = String(input.text);
	const found = await send(
		channel,
		{
			text,
			scope: pascal(String(input.searchIn)) as 'ActiveDirectory',
			...(folder && { folder: folder.target }),
			contactData: true,
			allData: true,
		},
		way.call,
	);
	if (found.cut) call.notice?.(`More than 100 entries match '${text}'; the first 100 came back.`);
	if (input.ambiguous === 'error' && found.resolutions.length > 1) {
		throw ambiguous(text, found.resolutions);
	}
	return found.resolutions.map((one) => ({ row: rowOf(one) }));
}

function ambiguous(text: string, found: readonly Resolution[]): ConflictError {
	const names = found.slice(0, SHOWN).map(({ name, address }) => `${name} <${address}>`);
	const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '';
	return new ConflictError(`'${text}' means ${found.length} entries: ${names.join(', ')}${more}`, {
		code: 'AMBIGUOUS_NAME',
		field: 'text',
		advice: 'Give more of the name, or smtp: and the whole address.',
	});
}

function rowOf(one: Resolution): Row {
	const { contact } = one;
	const isStore = one.itemId !== undefined || childText(contact, 'ContactSource') === 'Store';
	const row: Row = {
		name: one.displayName ?? one.name,
		address: smtpOf(one) ?? one.address,
		mailboxType: one.mailboxType === null ? null : camel(one.mailboxType),
		itemId: one.itemId?.id ?? null,
		source: isStore ? 'contacts' : 'directory',
	};
	for (const [element, id] of Object.entries(TEXTS)) row[id] = childText(contact, element) ?? null;
	for (const [key, number] of entriesOf(contact, 'PhoneNumbers')) row[camel(key)] = number;
	const addresses = entriesOf(contact, 'EmailAddresses').map(([, address]) =>
		address.replace(/^smtp:/i, ''),
	);
	row.addresses = addresses;
	return row;
}

function entriesOf(contact: XmlTree | undefined, name: string): Array<[string, string]> {
	return (child(contact, name)?.children ?? [])
		.filter(({ text }) => text !== '')
		.map(({ attributes, text }) => [attributes.Key ?? '', text]);
}

export const resolveNames: ProcedureHandler = { run };
