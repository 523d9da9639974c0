/** What tools that synchronise accounts from Active Directory do, and where this package does it. */
export interface ParityRow {
	readonly does: string;
	readonly here: string;
	/** The test that shows it: its file, and its title as the file spells it. */
	readonly file: string;
	readonly title: string;
}

const NODE = 'test/nodes/ActiveDirectory/realDirectory.test.ts';
const CONNECTION = 'test/directory/connection.test.ts';
const WHOLE = 'test/directory/whole.test.ts';
const LIMITS = 'test/directory/limits.test.ts';
const DISCOVERY = 'test/directory/discovery.test.ts';
const FOREST = 'test/directory/forest.test.ts';

const shown = (does: string, here: string, title: string, file = NODE): ParityRow => ({
	does,
	here,
	file,
	title,
});

export const DIRECTORY_PARITY: Readonly<Record<string, readonly ParityRow[]>> = {
	'Set up a connection': [
		shown(
			'Host name of the domain controller',
			'**Hosts**, several in their order',
			'reaches a domain controller by name and port over implicit TLS, step by step',
		),
		shown(
			'No host name at hand',
			'**Domain Controllers**: from DNS, the domain’s name is enough',
			'is signed in to over verified TLS at the controller that DNS names',
			DISCOVERY,
		),
		shown(
			'A domain controller that is down',
			'the next of **Hosts**, or of those that DNS names by priority and weight',
			'is reached at the next controller when the first does not answer',
			DISCOVERY,
		),
		shown(
			'Port 636 with implicit TLS',
			'**Port**, **Security**: implicit TLS, StartTLS, none',
			'reaches a domain controller by name and port over implicit TLS, step by step',
		),
		shown(
			'User, with or without the domain before the name',
			'**User**: `DOMAIN\\name`, user principal name, distinguished name',
			'signs in with %s',
		),
		shown(
			'Password',
			'**Password**; an empty one is refused before it is sent',
			'names the cause: %s',
			CONNECTION,
		),
		shown(
			'Base DN, units below it included',
			'**Base DN** and **Scope**, in the credential and in each node, picked from the directory',
			'searches the base DN and the units below it',
		),
		shown(
			'Several domains or units as base',
			'**Base DN** of the credential, one per line',
			'reads each, and an entry of both once',
			CONNECTION,
		),
		shown(
			'Child domains',
			'their base DNs beside each other, option **Referrals**: follow; or the global catalog',
			'is read by the base DNs of both domains',
			FOREST,
		),
		shown(
			'LDAP query left blank',
			'**Filter Mode** and an empty **LDAP Filter**',
			'reads all users with pages of %s',
		),
		shown(
			'Paging, 1,000 to 100,000 entries per page',
			'**Page Size**; every page is read, whatever its size',
			'reads all users with pages of %s',
		),
		shown(
			'Paging beyond what the server gives',
			'the server’s own limit counts, and a hint says so',
			'says that a page size was cut, once, and delivers all',
			WHOLE,
		),
		shown(
			'Paging of 100,000 at a server that gives 1,000',
			'asked for as typed; the same hint, nothing is missing',
			'tells that a page size is %s, asks for it, and delivers all',
			LIMITS,
		),
		shown(
			'Test of the connection, passed',
			'the credential’s test; *Any Object → Test Connection* gives every step',
			'reaches a domain controller by name and port over implicit TLS, step by step',
		),
		shown(
			'Refused: host name, port, right of the user, domain before the name, password',
			'the test names the one cause, and what to try next',
			'names as the cause of a refusal: %s',
		),
		shown(
			'Refused for another reason: certificate, account disabled, locked, expired',
			'the same test',
			'names the cause: %s',
			CONNECTION,
		),
	],
	'Map AD attributes': [
		shown(
			'Fetch all attributes that have values',
			'*List Attributes*: how many entries have one, and an example',
			'fetches all attributes that have values, how many have one, and an example',
		),
		shown(
			'E-mail: SMTP addresses of `proxyAddresses`, or `mail`',
			'columns `primarySmtp`, `aliases`, `mail`',
			'gives e-mail addresses from proxyAddresses: the primary one, and the SMTP aliases alone',
		),
		shown(
			'Full name: `name`, `displayName`, `userPrincipalName`, `givenName`',
			'columns of these names',
			'gives names, the GUID as text, and the mobile number',
		),
		shown(
			'Key of the account: `objectGUID`',
			'column `objectGUID`, as text, in every row',
			'gives names, the GUID as text, and the mobile number',
		),
		shown(
			'Mobile phone: `mobile`',
			'column `mobile`; `null` where there is none',
			'gives names, the GUID as text, and the mobile number',
		),
		shown(
			'Is active: `userAccountControl`',
			'column `enabled`, and `accountFlags` by name',
			'tells from userAccountControl whether an account is active',
		),
		shown(
			'Delegates: `msExchDelegateListLink`, or another attribute that names users',
			'column `delegates`; option **Resolve DNs** for any other',
			'gives delegates, and the groups of a user, resolved to mail addresses',
		),
		shown(
			'Member of group: `memberOf`, and the mail address of the group',
			'column `memberOf`; option **Resolve DNs**: mail',
			'gives delegates, and the groups of a user, resolved to mail addresses',
		),
		shown(
			'Unit by mail domain or by another attribute',
			'`distinguishedName`, `primarySmtp`, every attribute of the schema',
			'gives the unit of a user in its distinguished name, and any attribute of the schema',
		),
	],
	'Filtering options': [
		shown(
			'Choose the attribute to filter on from a list',
			'**Conditions** and **Value Lists**, columns from the server’s schema',
			'list the columns of the server schema, findable by label and by attribute name',
			'test/nodes/ActiveDirectory/methods.test.ts',
		),
		shown(
			'Several values, one per line',
			'**Value Lists**',
			'on values of an attribute, one per line, to include or to exclude',
		),
		shown(
			'Include or exclude the results, not both in one filter',
			'**Mode** of each list; several lists can be joined',
			'on values of an attribute, one per line, to include or to exclude',
		),
		shown(
			'Preview of the selected resources',
			'**Limit** and *Execute step*',
			'by hand together with units, and shows the first rows of the result',
		),
		shown(
			'Filter on organizational units by distinguished name',
			'**Organizational Units**, include or exclude',
			'on organizational units, to include or to exclude',
		),
		shown(
			'Filter on groups by common name',
			'**Groups**, by name, distinguished name or from a list, include or exclude',
			'on groups by their names, to include or to exclude',
		),
		shown(
			'LDAP query, with the nested members of a group (1.2.840.113556.1.4.1941)',
			'**LDAP Filter**; **Groups** with *Nested* needs no query',
			'by hand, nested members of a group among them',
		),
		shown(
			'Parentheses that are not entered correctly',
			'refused with the position before anything is sent',
			'says where the parentheses of %s do not match, before anything is sent',
		),
		shown(
			'Units cannot be queried by an LDAP query',
			'an LDAP filter goes together with **Organizational Units**',
			'by hand together with units, and shows the first rows of the result',
		),
	],
};

/** Section by section: what such a tool does, where it is here, and the test that shows it. */
export function directoryParityMarkdown(): string {
	const cell = (text: string) => text.replace(/\|/g, '\\|');
	const parts = Object.entries(DIRECTORY_PARITY).map(([section, rows]) =>
		[
			`### ${section}`,
			[
				'| What such a tool does | Here | Test |',
				'| --- | --- | --- |',
				...rows.map(
					({ does, here, file, title }) =>
						`| ${cell(does)} | ${cell(here)} | [${cell(title)}](../${file}) |`,
				),
			].join('\n'),
		].join('\n\n'),
	);
	return [
		'# Account synchronisation from Active Directory',
		'What tools that synchronise accounts from Active Directory offer when they are set up, and where it is in this package. Each row names the test that shows it, most of them on a real domain controller.',
		...parts,
	].join('\n\n');
}
