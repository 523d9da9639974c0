import type { Reply } from '../../reply';
import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import { all, at, text } from '../../xml';
import { address, createXml, element, entries, FULL, getXml, REQUIRED, roundTrip } from './contact';

const required = scenario(
	'MSOXWSCONT_S01_TC01_VerifyContactItemWithRequiredElement',
	'MS-OXWSCONT_R297 MS-OXWSCONT_R113 MS-OXWSCONT_R273 MS-OXWSCONT_R20',
	async (trial) => {
		const created = await trial.call(createXml(REQUIRED));
		trial.equal('MS-OXWSCONT_R297', created.codes, ['NoError'], 'the code of CreateItem');
		const { id } = created.id();
		const got = await trial.call(getXml(id));
		trial.equal('MS-OXWSCONT_R113', got.codes, ['NoError'], 'the code of GetItem');
		trial.equal('MS-OXWSCONT_R20', got.text('FileAs'), 'Contact 1', 'FileAs');
		const deleted = await trial.call(
			`<m:DeleteItem DeleteType="HardDelete"><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`,
		);
		const gone = await trial.call(getXml(id));
		trial.equal(
			'MS-OXWSCONT_R273',
			[deleted.codes, gone.codes],
			[['NoError'], ['ErrorItemNotFound']],
			'the codes of deleting and reading again',
		);
	},
	{ witnesses: ['delete-removes'] },
);

/** Elements with one text: what a contact has to give back, and the requirements that say so. */
const TEXTS: ReadonlyArray<readonly [string, string, string]> = [
	['FileAs', 'Filed 1', 'MS-OXWSCONT_R20'],
	['FileAsMapping', 'None', 'MS-OXWSCONT_R22'],
	['DisplayName', 'Display 1', 'MS-OXWSCONT_R24 MS-OXWSCONT_R25'],
	['GivenName', 'Given', 'MS-OXWSCONT_R26 MS-OXWSCONT_R27'],
	['Initials', 'G.M.S.', 'MS-OXWSCONT_R28 MS-OXWSCONT_R29'],
	['MiddleName', 'Middle', 'MS-OXWSCONT_R30 MS-OXWSCONT_R31'],
	['Nickname', 'Nick', 'MS-OXWSCONT_R32 MS-OXWSCONT_R33'],
	['CompanyName', 'Contoso', 'MS-OXWSCONT_R36 MS-OXWSCONT_R37'],
	['AssistantName', 'Assistant', 'MS-OXWSCONT_R44 MS-OXWSCONT_R45'],
	['Birthday', '1980-02-03T00:00:00Z', 'MS-OXWSCONT_R46 MS-OXWSCONT_R47'],
	['BusinessHomePage', 'http://example.org/', 'MS-OXWSCONT_R48 MS-OXWSCONT_R49'],
	['Department', 'Department', 'MS-OXWSCONT_R56 MS-OXWSCONT_R57'],
	['Generation', 'Jr.', 'MS-OXWSCONT_R58 MS-OXWSCONT_R59'],
	['JobTitle', 'Engineer', 'MS-OXWSCONT_R62 MS-OXWSCONT_R63'],
	['Manager', 'Manager', 'MS-OXWSCONT_R64 MS-OXWSCONT_R65'],
	['Mileage', '12 km', 'MS-OXWSCONT_R66 MS-OXWSCONT_R67'],
	['OfficeLocation', 'Room 1', 'MS-OXWSCONT_R68 MS-OXWSCONT_R69'],
	['PostalAddressIndex', 'Business', 'MS-OXWSCONT_R70 MS-OXWSCONT_R71'],
	['Profession', 'Profession', 'MS-OXWSCONT_R72 MS-OXWSCONT_R73'],
	['SpouseName', 'Spouse', 'MS-OXWSCONT_R74 MS-OXWSCONT_R75'],
	['Surname', 'Surname', 'MS-OXWSCONT_R76 MS-OXWSCONT_R77'],
	['WeddingAnniversary', '2005-06-07T00:00:00Z', 'MS-OXWSCONT_R78 MS-OXWSCONT_R79'],
];

const COMPLETE_NAME: ReadonlyArray<readonly [string, string, string]> = [
	['Title', 'Dr.', 'MS-OXWSCONT_R193 MS-OXWSCONT_R194'],
	['FirstName', 'Given', 'MS-OXWSCONT_R195 MS-OXWSCONT_R196 MS-OXWSCONT_R355'],
	['MiddleName', 'Middle', 'MS-OXWSCONT_R197 MS-OXWSCONT_R198'],
	['LastName', 'Surname', 'MS-OXWSCONT_R199 MS-OXWSCONT_R200 MS-OXWSCONT_R356'],
	['Suffix', 'Jr.', 'MS-OXWSCONT_R201 MS-OXWSCONT_R202 MS-OXWSCONT_R357'],
	['Initials', 'G.M.S.', 'MS-OXWSCONT_R203 MS-OXWSCONT_R204'],
	['FullName', 'Display 1', 'MS-OXWSCONT_R205'],
	['Nickname', 'Nick', 'MS-OXWSCONT_R207 MS-OXWSCONT_R208'],
	['YomiFirstName', 'Yomi First', 'MS-OXWSCONT_R209 MS-OXWSCONT_R210'],
	['YomiLastName', 'Yomi Last', 'MS-OXWSCONT_R211 MS-OXWSCONT_R212'],
];

/** Dictionaries: the element, its one key and text, and the requirements. */
const DICTIONARIES: ReadonlyArray<readonly [string, string, string, string]> = [
	[
		'EmailAddresses',
		'EmailAddress1',
		'one@example.org',
		`MS-OXWSCONT_R38 MS-OXWSCONT_R39 MS-OXWSCONT_R225 MS-OXWSCONT_R227 MS-OXWSCONT_R228
		MS-OXWSCONT_R235 MS-OXWSCONT_R237 MS-OXWSCONT_R238`,
	],
	[
		'PhoneNumbers',
		'BusinessPhone',
		'+49 30 1',
		`MS-OXWSCONT_R42 MS-OXWSCONT_R43 MS-OXWSCONT_R247 MS-OXWSCONT_R249 MS-OXWSCONT_R250
		MS-OXWSCONT_R251 MS-OXWSCONT_R253 MS-OXWSCONT_R254`,
	],
	[
		'ImAddresses',
		'ImAddress1',
		'im@example.org',
		`MS-OXWSCONT_R60 MS-OXWSCONT_R61 MS-OXWSCONT_R239 MS-OXWSCONT_R241 MS-OXWSCONT_R242
		MS-OXWSCONT_R243 MS-OXWSCONT_R245 MS-OXWSCONT_R246`,
	],
];

const LISTS: ReadonlyArray<readonly [string, readonly string[], string]> = [
	['Children', ['Child 1', 'Child 2'], 'MS-OXWSCONT_R50 MS-OXWSCONT_R51'],
	['Companies', ['Company 1', 'Company 2'], 'MS-OXWSCONT_R52 MS-OXWSCONT_R53'],
];

const PARTS: ReadonlyArray<readonly [string, string]> = [
	['Street', 'MS-OXWSCONT_R257 MS-OXWSCONT_R258'],
	['City', 'MS-OXWSCONT_R259 MS-OXWSCONT_R260'],
	['State', 'MS-OXWSCONT_R261 MS-OXWSCONT_R262'],
	['CountryOrRegion', 'MS-OXWSCONT_R263 MS-OXWSCONT_R264'],
	['PostalCode', 'MS-OXWSCONT_R265 MS-OXWSCONT_R266'],
];

const ADDRESSES = `MS-OXWSCONT_R40 MS-OXWSCONT_R41 MS-OXWSCONT_R255 MS-OXWSCONT_R267 MS-OXWSCONT_R268
	MS-OXWSCONT_R269 MS-OXWSCONT_R271 MS-OXWSCONT_R272`;
const URLS = `MS-OXWSCONT_R224013 MS-OXWSCONT_R224014 MS-OXWSCONT_R1275032`;
const URL_PARTS: ReadonlyArray<readonly [string, string, string]> = [
	['Type', 'Business', 'MS-OXWSCONT_R224004 MS-OXWSCONT_R224005'],
	['Name', 'Site', 'MS-OXWSCONT_R224006 MS-OXWSCONT_R224007'],
	['Address', 'http://example.org/site', 'MS-OXWSCONT_R224008 MS-OXWSCONT_R224009'],
];
const COMPLETE = 'MS-OXWSCONT_R34 MS-OXWSCONT_R35';

const ids = (list: ReadonlyArray<readonly unknown[]>) => list.map((row) => row.at(-1)).join(' ');
const FULL_IDS = [
	ids(TEXTS),
	ids(COMPLETE_NAME),
	ids(DICTIONARIES),
	ids(LISTS),
	ids(PARTS),
	ADDRESSES,
	URLS,
	ids(URL_PARTS),
	COMPLETE,
]
	.join(' ')
	.split(/\s+/);

/** Each element of a contact that was written in full. */
function checkFull(trial: Trial, reply: Reply): void {
	const contact = reply.first('Contact');
	const words = (list: string) => list.trim().split(/\s+/);
	for (const [name, value, list] of TEXTS)
		trial.equal(words(list), text(contact, name), value, name);
	const complete = at(contact, 'CompleteName');
	trial.check(words(COMPLETE), complete !== undefined, 'there is no CompleteName');
	for (const [name, value, list] of COMPLETE_NAME) {
		trial.equal(words(list), text(complete, name), value, `CompleteName/${name}`);
	}
	for (const [name, key, value, list] of DICTIONARIES) {
		const [one] = at(contact, name)?.children ?? [];
		trial.equal(words(list), [one?.attributes['Key'], one?.text], [key, value], name);
	}
	for (const [name, values, list] of LISTS) {
		trial.equal(
			words(list),
			at(contact, name)?.children.map((node) => node.text),
			values,
			name,
		);
	}
	const [physical] = at(contact, 'PhysicalAddresses')?.children ?? [];
	trial.equal(words(ADDRESSES), physical?.attributes['Key'], 'Business', 'the address');
	for (const [name, list] of PARTS) {
		trial.equal(words(list), text(physical, name), `${name} Business`, name);
	}
	const [url] = at(contact, 'Urls')?.children ?? [];
	trial.check(words(URLS), url?.name === 'Url', 'there is no Url');
	for (const [name, value, list] of URL_PARTS) {
		trial.equal(words(list), text(url, name), value, `Url/${name}`);
	}
}

const full = scenario(
	'MSOXWSCONT_S01_TC02_VerifyContactItemWithAllElement',
	FULL_IDS,
	async (trial) => checkFull(trial, await roundTrip(trial, FULL)),
);

/** Each key of a dictionary alone: it comes back, with its value, and nothing else does. */
const keys = (
	name: string,
	dictionary: string,
	requirements: Readonly<Record<string, string>>,
	more = '',
) =>
	scenario(name, `${Object.values(requirements).join(' ')} ${more}`, async (trial) => {
		const seen: string[] = [];
		for (const [key, id] of Object.entries(requirements)) {
			const inner =
				dictionary === 'PhysicalAddresses'
					? `<t:PhysicalAddresses>${address(key)}</t:PhysicalAddresses>`
					: entries(dictionary, { [key]: `value of ${key}` });
			const reply = await roundTrip(trial, element('Subject', key) + inner);
			const found = at(reply.first('Contact'), dictionary)?.children ?? [];
			const value = found[0]?.text || text(found[0], 'City');
			trial.equal(
				id,
				[found.length, found[0]?.attributes['Key'], value],
				[1, key, dictionary === 'PhysicalAddresses' ? `City ${key}` : `value of ${key}`],
				`the entry ${key}`,
			);
			seen.push(found[0]?.attributes['Key'] ?? '');
		}
		if (more !== '') trial.equal(more, seen, Object.keys(requirements), 'the keys');
	});

const numbered = (names: readonly string[], from: number) =>
	Object.fromEntries(names.map((name, i) => [name, `MS-OXWSCONT_R${from + i}`]));

const PHONES =
	`AssistantPhone BusinessFax BusinessPhone BusinessPhone2 Callback CarPhone CompanyMainPhone
	HomeFax HomePhone HomePhone2 Isdn MobilePhone OtherFax OtherTelephone Pager PrimaryPhone RadioPhone
	Telex TtyTddPhone`.split(/\s+/);

const MAPPINGS: ReadonlyArray<readonly [string, string]> = [
	['LastCommaFirst', 'Surname, Given Middle'],
	['FirstSpaceLast', 'Given Middle Surname Jr.'],
	['LastSpaceFirst', 'Surname Given Middle'],
];

const fileAs = scenario(
	'MSOXWSCONT_S01_TC04_VerifyContactItemWithFileAsMappingTypeEnums',
	'MS-OXWSCONT_R130 MS-OXWSCONT_R133 MS-OXWSCONT_R127',
	async (trial) => {
		const names =
			element('GivenName', 'Given') +
			element('MiddleName', 'Middle') +
			element('CompanyName', 'Contoso') +
			element('Generation', 'Jr.') +
			element('Surname', 'Surname');
		const read = async (mapping: string, given = '') => {
			const reply = await roundTrip(
				trial,
				element('Subject', mapping) + given + element('FileAsMapping', mapping) + names,
			);
			return [reply.text('FileAsMapping'), reply.text('FileAs')];
		};
		trial.equal(
			'MS-OXWSCONT_R130',
			await read('None', element('FileAs', 'As it is')),
			['None', 'As it is'],
			'FileAs with None',
		);
		trial.equal(
			'MS-OXWSCONT_R133',
			await read('Company'),
			['Company', 'Contoso'],
			'FileAs with Company',
		);
		const composed: unknown[] = [];
		for (const [mapping] of MAPPINGS) composed.push(await read(mapping));
		trial.equal('MS-OXWSCONT_R127', composed, MAPPINGS, 'FileAs as its mapping composes it');
	},
	{ witnesses: ['file-as-follows-mapping'] },
);

const addressIndex = scenario(
	'MSOXWSCONT_S01_TC07_VerifyContactItemWithPhysicalAddressIndexTypeEnums',
	'MS-OXWSCONT_R180 MS-OXWSCONT_R181 MS-OXWSCONT_R182 MS-OXWSCONT_R183 MS-OXWSCONT_R177',
	async (trial) => {
		const values = ['None', 'Business', 'Home', 'Other'];
		const seen: Array<string | undefined> = [];
		for (const [i, value] of values.entries()) {
			const reply = await roundTrip(
				trial,
				element('Subject', value) + element('PostalAddressIndex', value),
			);
			const index = reply.text('PostalAddressIndex');
			trial.equal(`MS-OXWSCONT_R${180 + i}`, index, value, 'PostalAddressIndex');
			seen.push(index);
		}
		trial.equal('MS-OXWSCONT_R177', seen, values, 'the values');
	},
);

const notInContacts = (name: string, folders: readonly string[]) =>
	scenario(
		name,
		'MS-OXWSCDATA_R262 MS-OXWSCONT_R301001',
		async (trial) => {
			const codes: string[] = [];
			for (const folder of folders) {
				codes.push(...(await trial.call(createXml(REQUIRED, folder))).codes);
			}
			trial.equal(
				'MS-OXWSCDATA_R262',
				codes,
				folders.map(() => 'ErrorCannotCreateContactInNonContactFolder'),
				`the codes in ${folders.join(', ')}`,
			);
			const right = await trial.call(createXml(REQUIRED));
			trial.check(
				'MS-OXWSCONT_R301001',
				right.isSuccess && codes.every((code) => code !== 'NoError'),
				`in Contacts it ended in ${right.codes.join()}, elsewhere in ${codes.join()}`,
			);
		},
		{ witnesses: ['contacts-in-contact-folders'] },
	);

const hasPicture = scenario(
	'MSOXWSCONT_S01_TC10_VerifyHasPictureIsReadonly',
	'MS-OXWSCONT_R81001',
	async (trial) => {
		const created = await trial.call(
			createXml(element('Subject', 'Contact 1') + element('HasPicture', 'true')),
		);
		const plain = await roundTrip(trial, REQUIRED);
		trial.equal(
			'MS-OXWSCONT_R81001',
			[created.codes, plain.text('HasPicture')],
			[['ErrorInvalidPropertySet'], 'false'],
			'the code of setting it, and what the server says',
		);
	},
	{ witnesses: ['read-only-refused'] },
);

const person = scenario(
	'MSOXWSCONT_S01_TC12_VerifyAbchPersonItemType',
	`MS-OXWSCONT_R336002 MS-OXWSCONT_R16005 MS-OXWSCONT_R16006 MS-OXWSCONT_R16011 MS-OXWSCONT_R16012
	MS-OXWSCONT_R16019 MS-OXWSCONT_R16022`,
	async (trial) => {
		const inner = `${element('Subject', 'Person 1')}${element('AntiLinkInfo', 'set 1')}<t:ContactCategories>${element('String', 'Family')}</t:ContactCategories>${element('FavoriteOrder', '2')}`;
		const created = await trial.call(
			`<m:CreateItem><m:Items><t:Person>${inner}</t:Person></m:Items></m:CreateItem>`,
		);
		const { id } = created.id();
		const got = await trial.ok(getXml(id));
		trial.equal(
			'MS-OXWSCONT_R336002',
			[created.codes, got.first('Items')?.children[0]?.name],
			[['NoError'], 'Person'],
			'creating and reading a person',
		);
		trial.equal(
			'MS-OXWSCONT_R16005 MS-OXWSCONT_R16006',
			got.text('AntiLinkInfo'),
			'set 1',
			'AntiLinkInfo',
		);
		trial.equal(
			'MS-OXWSCONT_R16011 MS-OXWSCONT_R16012',
			all(got.first('ContactCategories'), 'String').map((node) => node.text),
			['Family'],
			'ContactCategories',
		);
		trial.equal(
			'MS-OXWSCONT_R16019 MS-OXWSCONT_R16022',
			got.text('FavoriteOrder'),
			'2',
			'FavoriteOrder',
		);
		await trial.ok(
			`<m:DeleteItem DeleteType="HardDelete"><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`,
		);
	},
);

export const items: readonly Scenario[] = [
	required,
	full,
	keys(
		'MSOXWSCONT_S01_TC03_VerifyContactItemWithEmailAddressKeyTypeEnums',
		'EmailAddresses',
		numbered(['EmailAddress1', 'EmailAddress2', 'EmailAddress3'], 124),
	),
	fileAs,
	keys(
		'MSOXWSCONT_S01_TC05_VerifyContactItemWithImAddressKeyTypeEnums',
		'ImAddresses',
		numbered(['ImAddress1', 'ImAddress2', 'ImAddress3'], 151),
	),
	keys(
		'MSOXWSCONT_S01_TC06_VerifyContactItemWithPhoneNumbersKeyTypeEnums',
		'PhoneNumbers',
		numbered(PHONES, 157),
	),
	addressIndex,
	keys(
		'MSOXWSCONT_S01_TC08_VerifyContactItemWithPhysicalAddressKeyTypeEnums',
		'PhysicalAddresses',
		numbered(['Business', 'Home', 'Other'], 187),
		'MS-OXWSCONT_R184',
	),
	notInContacts('MSOXWSCONT_S01_TC09_VerifyErrorCannotCreateContactInNonContactFolder', ['drafts']),
	hasPicture,
	notInContacts('MSOXWSCONT_S01_TC11_VerifyErrorCannotCreateContactInNonContactFolder', [
		'inbox',
		'calendar',
		'tasks',
	]),
	person,
];
