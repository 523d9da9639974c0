import type { Column } from '../../schema/column';
import { both, byId, graphPath, listed, named } from './bindings';
import { text } from './contactText';

/** The names of a contact. */
export const names: readonly Column[] = [
	text('displayName', 'Display Name', 'DisplayName', 'displayName', {
		description:
			'On Microsoft 365 a change of the name parts rewrites it unless it is set as well.',
		common: true,
		match: true,
		filter: true,
	}),
	text('fileAs', 'File As', 'FileAs', 'fileAs', {
		description: 'Name under which the contact is sorted.',
		common: true,
		match: true,
	}),
	{
		id: 'fileAsMapping',
		label: 'File As Mapping',
		type: 'choice',
		description: 'How Exchange makes File As from the name.',
		choices: [
			'none',
			'lastCommaFirst',
			'firstSpaceLast',
			'company',
			'lastCommaFirstCompany',
			'companyLastFirst',
			'lastFirst',
			'lastFirstCompany',
			'companyLastCommaFirst',
			'lastFirstSuffix',
			'lastSpaceFirstCompany',
			'companyLastSpaceFirst',
			'lastSpaceFirst',
			'displayName',
			'firstName',
			'lastFirstMiddleSuffix',
			'lastName',
			'empty',
		],
		aliases: { ews: ['FileAsMapping'] },
		ews: listed('contacts:FileAsMapping', { ...both, filter: false, sort: false }),
	},
	{
		id: 'title',
		label: 'Title',
		type: 'text',
		description: 'Prefix of the name, such as Dr.',
		common: true,
		ews: {
			field: { tag: '0x3A45', mapiType: 'String' },
			read: 'listTruncated',
			write: 'both',
			filter: true,
			sort: true,
		},
		graph: graphPath('title', both),
	},
	text('givenName', 'First Name', 'GivenName', 'givenName', { common: true, filter: true }),
	text('middleName', 'Middle Name', 'MiddleName', 'middleName'),
	text('surname', 'Last Name', 'Surname', 'surname', { common: true, filter: true }),
	text('generation', 'Suffix', 'Generation', 'generation', {
		description: 'Generation, such as Jr. or III.',
	}),
	text('initials', 'Initials', 'Initials', 'initials'),
	text('nickName', 'Nickname', 'Nickname', 'nickName'),
	...(
		[
			['yomiGivenName', 'Yomi First Name', 0x802c],
			['yomiSurname', 'Yomi Last Name', 0x802d],
			['yomiCompanyName', 'Yomi Company Name', 0x802e],
		] as const
	).map(([id, label, propertyId]): Column => ({
		id,
		label,
		type: 'text',
		description: 'Pronunciation, as used in Japanese.',
		ews: named('Address', propertyId, 'String', both),
		graph: graphPath(id, both),
	})),
	// CompleteName is composed by the server from the columns above: read only, and not in lists.
	...(
		[
			'Title',
			'FirstName',
			'MiddleName',
			'LastName',
			'Suffix',
			'Initials',
			'FullName',
			'Nickname',
			'YomiFirstName',
			'YomiLastName',
		] as const
	).map((part): Column => ({
		id: `completeName${part}`,
		label: `${part.replace(/([a-z])([A-Z])/g, '$1 $2')} of Complete Name`,
		type: 'text',
		aliases: { ews: [`CompleteName_${part}`] },
		ews: byId('contacts:CompleteName', { at: `CompleteName/${part}` }),
	})),
];
