import { ldifEntry } from './ldif';

/** attributeSyntax and oMSyntax of [MS-ADTS] 3.1.1.2.2.2. */
const BOOLEAN = ['2.5.5.8', 1] as const;
const INTEGER = ['2.5.5.9', 2] as const;
const LARGE_INTEGER = ['2.5.5.16', 65] as const;
const OCTETS = ['2.5.5.10', 4] as const;
const UNICODE = ['2.5.5.12', 64] as const;
const DN = ['2.5.5.1', 127] as const;
const DN_CLASS = Buffer.from('2b0c0287731c00854a', 'hex');

interface SchemaAttribute {
	readonly name: string;
	readonly syntax: readonly [string, number];
	readonly multi?: boolean;
	readonly linkId?: number;
	readonly searchFlags?: number;
}

const extended: readonly SchemaAttribute[] = [
	{ name: 'msExchDelegateListLink', syntax: DN, multi: true, linkId: 22060 },
	{ name: 'msExchDelegateListBL', syntax: DN, multi: true, linkId: 22061 },
	{ name: 'publicDelegates', syntax: DN, multi: true, linkId: 22062 },
	{ name: 'publicDelegatesBL', syntax: DN, multi: true, linkId: 22063 },
	{ name: 'msExchHideFromAddressLists', syntax: BOOLEAN },
	{ name: 'msExchRequireAuthToSendTo', syntax: BOOLEAN },
	{ name: 'msExchRecipientTypeDetails', syntax: LARGE_INTEGER, searchFlags: 1 },
	{ name: 'msExchRecipientDisplayType', syntax: INTEGER, searchFlags: 1 },
	{ name: 'msExchMailboxGuid', syntax: OCTETS },
	{ name: 'mailNickname', syntax: UNICODE, searchFlags: 5 },
	{ name: 'targetAddress', syntax: UNICODE, searchFlags: 1 },
	...Array.from({ length: 15 }, (_, i) => ({
		name: `extensionAttribute${i + 1}`,
		syntax: UNICODE,
	})),
];

/** An arc that is reserved for examples: https://www.iana.org/assignments/enterprise-numbers, 32473. */
const ARC = '1.3.6.1.4.1.32473.2';

/** What Exchange adds to the schema, by its names and syntaxes, as LDIF of new attributes. */
export function schemaAttributes(base: string): string {
	return extended
		.map(({ name, syntax, multi, linkId, searchFlags }, index) =>
			ldifEntry(`CN=Test-${name},CN=Schema,CN=Configuration,${base}`, {
				changetype: 'add',
				objectClass: 'attributeSchema',
				lDAPDisplayName: name,
				attributeID: `${ARC}.${index + 1}`,
				attributeSyntax: syntax[0],
				oMSyntax: syntax[1],
				isSingleValued: multi ? 'FALSE' : 'TRUE',
				isMemberOfPartialAttributeSet: 'TRUE',
				showInAdvancedViewOnly: 'TRUE',
				searchFlags,
				linkID: linkId,
				oMObjectClass: linkId === undefined ? undefined : DN_CLASS,
				systemFlags: linkId !== undefined && linkId % 2 === 1 ? 1 : undefined,
			}),
		)
		.join('');
}

/** Mail-Recipient is the auxiliary class of user, group and contact. */
export function schemaClasses(base: string): string {
	return ldifEntry(`CN=Mail-Recipient,CN=Schema,CN=Configuration,${base}`, {
		changetype: 'modify',
		add: 'mayContain',
		mayContain: extended.map(({ name }) => name),
	}).replace(/\n\n$/, '\n-\n\n');
}
