import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findColumn } from '../../../core/schema/resolve';
import { findTable } from '../../../core/tables/registry';
import { columnsMarkdown, NOT_YET, parityMarkdown } from '../../../scripts/lib/columnDocs';
import { propertiesMarkdown } from '../../../scripts/lib/propertyDocs';
import { describeWithShared } from '../../support/shared';

const docs = path.resolve(__dirname, '../../../docs');
/** Tables are aligned when they are written. */
const plain = (text: string) =>
	text
		.replace(/ *\| */g, '|')
		.replace(/-{3,}/g, '---')
		.replace(/\*/g, '_')
		.replace(/\n+/g, '\n')
		.trim();

describe('docs generated from the declarations', () => {
	it.each([
		['parity.md', parityMarkdown],
		['columns.md', columnsMarkdown],
		['guides/advanced-properties.md', propertiesMarkdown],
	])('%s is up to date (npx tsx scripts/parity.ts)', (name, make) => {
		expect(plain(readFileSync(path.join(docs, name), 'utf8'))).toBe(plain(make()));
	});
});

/** Sections of the reference, the table that each lists, and how many columns it has. */
const SECTIONS = [
	['### 2.4a', 'Inbox', 81],
	['### 2.5', 'Calendar', 99],
	['### 2.6', 'Contacts', 135],
	['### 2.7', 'Tasks', 80],
	['### 2.8', 'Folders', 27],
] as const;

describeWithShared('parity with the older EWS schema', 'reference/jitterbit-cdata.md', (file) => {
	const reference = readFileSync(file, 'utf8');

	it.each(SECTIONS)('%s %s', (heading, name, count) => {
		const start = reference.indexOf(heading);
		const section = reference.slice(start, reference.indexOf('\n### ', start + 1));
		const old = [...section.matchAll(/^\| \d+ \| `(\w+)`/gm)].map((match) => match[1] ?? '');
		expect(old.length).toBe(count);
		const { table } = findTable(name, 'ews');
		const missing = old.filter((column) => findColumn(table, column, 'ews')?.ews === undefined);
		expect(missing).toEqual(NOT_YET[name] ?? []);
	});
});

describe('parity with the older MSGraph schema', () => {
	it.each(
		[
			'id categories changeKey createdDateTime lastModifiedDateTime assistantName birthday',
			'businessAddress_street businessAddress_city businessAddress_state',
			'businessAddress_countryOrRegion homeAddress_street otherAddress_postalCode displayName',
			'givenName surname middleName nickName emailAddresses primaryEmailAddress_address',
			'mobilePhone businessPhones homePhones companyName jobTitle department officeLocation',
			'manager businessHomePage children fileAs generation imAddresses initials parentFolderId',
			'personalNotes profession spouseName title yomiCompanyName yomiGivenName yomiSurname',
		].flatMap((line) => line.split(' ')),
	)('Contacts.%s', (name) => {
		const { table } = findTable('Contacts', 'graph');
		expect(findColumn(table, name, 'graph')?.graph).toBeDefined();
	});
});
