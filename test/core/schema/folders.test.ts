import { joinPath, parseFolder, splitPath, WELL_KNOWN_FOLDERS } from '../../../core/schema/folders';
import { readEwsSchema } from '../tables/schema';
import { describeWithShared } from '../../support/shared';

const LONG_ID = `AAMkAD${'Ab3_'.repeat(20)}AAA=`;

it.each([
	['', { kind: 'default' }],
	['  ', { kind: 'default' }],
	['inbox', { kind: 'wellKnown', name: 'inbox' }],
	['Sent Items', { kind: 'wellKnown', name: 'sentitems' }],
	['JunkEmail', { kind: 'wellKnown', name: 'junkemail' }],
	['Junk E-mail', { kind: 'wellKnown', name: 'junkemail' }],
	['publicfoldersroot', { kind: 'wellKnown', name: 'publicfoldersroot' }],
	['Inbox/Customers', { kind: 'path', path: 'Inbox/Customers' }],
	['Customers', { kind: 'path', path: 'Customers' }],
	[LONG_ID, { kind: 'id', id: LONG_ID }],
	['AAMk/+'.padEnd(120, 'x'), { kind: 'id', id: 'AAMk/+'.padEnd(120, 'x') }],
	[
		'Inbox/Projects/CustomerRelations/NorthEastRegion',
		{ kind: 'path', path: 'Inbox/Projects/CustomerRelations/NorthEastRegion' },
	],
])('parseFolder %p', (text, expected) => {
	expect(parseFolder(text)).toEqual(expected);
});

it('splits paths, and puts them together again', () => {
	expect(splitPath('/Inbox/A\\/B / C')).toEqual(['Inbox', 'A/B', 'C']);
	expect(splitPath(joinPath(['Inbox', 'A/B']))).toEqual(['Inbox', 'A/B']);
});

describeWithShared('well-known folders', 'schemas/ews/exchange-se/types.xsd', (file) => {
	it('are in the schema', () => {
		const known = readEwsSchema(file).values('DistinguishedFolderIdNameType') ?? [];
		expect(
			WELL_KNOWN_FOLDERS.map(({ name }) => name).filter((name) => !known.includes(name)),
		).toEqual([]);
	});
});
