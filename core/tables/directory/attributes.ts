/**
 * Attributes that administrators know, for pickers without a connection. A live table takes types,
 * and all other attributes, from the server's schema.
 * https://learn.microsoft.com/windows/win32/adschema/attributes-all
 */
import type { Column } from '../../schema/column';
import { attribute, computed } from './columns';

const common = { common: true } as const;
const owned = { write: 'no' } as const;
const dn = { codec: 'dn' } as const;
const dns = { codec: 'dn', multi: true } as const;
const many = { multi: true } as const;
const created = { codec: 'generalizedTime', ...owned } as const;
const stamp = { codec: 'fileTime', ...owned } as const;

/** What every object has. */
export const OBJECT: readonly Column[] = [
	attribute('distinguishedName', 'Distinguished Name', {
		...dn,
		...owned,
		...common,
		aliases: ['dn'],
	}),
	attribute('objectGUID', 'Object GUID', {
		codec: 'guid',
		...owned,
		...common,
		match: true,
		aliases: ['guid', 'id'],
		description: 'Never changes, not even when the object is moved or renamed.',
	}),
	attribute('objectClass', 'Object Class', { ...many, write: 'create', caseExact: true }),
	attribute('objectCategory', 'Object Category', { ...dn, ...owned }),
	attribute('cn', 'Common Name', { write: 'create', ...common }),
	attribute('name', 'Name', { ...owned }),
	attribute('displayName', 'Display Name', common),
	attribute('description', 'Description', { ...many, ...common }),
	attribute('whenCreated', 'When Created', { ...created, ...common }),
	attribute('whenChanged', 'When Changed', { ...created, ...common }),
	attribute('uSNCreated', 'USN Created', { codec: 'int64', ...owned }),
	attribute('uSNChanged', 'USN Changed', { codec: 'int64', ...owned }),
	attribute('isDeleted', 'Is Deleted', { codec: 'boolean', ...owned }),
	attribute('lastKnownParent', 'Last Known Parent', { ...dn, ...owned }),
	attribute('canonicalName', 'Canonical Name', { ...many, ...owned, filter: false }),
];

export const IDENTITY: readonly Column[] = [
	attribute('objectSid', 'Object SID', { codec: 'sid', ...owned, match: true }),
	attribute('sIDHistory', 'SID History', { codec: 'sid', ...many, ...owned }),
	attribute('sAMAccountName', 'Logon Name (Pre-Windows 2000)', { ...common, match: true }),
	attribute('memberOf', 'Member Of', { ...dns, ...owned, ...common }),
];

export const MAIL: readonly Column[] = [
	attribute('mail', 'Mail', { ...common, match: true }),
	attribute('mailNickname', 'Mail Nickname (Exchange Alias)', { match: true }),
	attribute('proxyAddresses', 'Proxy Addresses', many),
	attribute('targetAddress', 'Target Address'),
	attribute('legacyExchangeDN', 'Legacy Exchange DN'),
	attribute('showInAddressBook', 'Show in Address Book', dns),
	attribute('msExchHideFromAddressLists', 'Hide From Address Lists', { codec: 'boolean' }),
	attribute('msExchRequireAuthToSendTo', 'Require Authentication to Send To', { codec: 'boolean' }),
	attribute('msExchRecipientTypeDetails', 'Recipient Type Details', { codec: 'int64' }),
	attribute('msExchRecipientDisplayType', 'Recipient Display Type', { codec: 'integer' }),
	attribute('msExchMailboxGuid', 'Mailbox GUID', { codec: 'guid' }),
	attribute('msExchDelegateListLink', 'Delegate List Link', dns),
	attribute('publicDelegates', 'Public Delegates', dns),
	...Array.from({ length: 15 }, (_, index) =>
		attribute(`extensionAttribute${index + 1}`, `Extension Attribute ${index + 1}`),
	),
	computed('primarySmtp', 'Primary SMTP Address', 'text', ['proxyAddresses', 'mail'], {
		description: 'The address after SMTP: in proxyAddresses, else mail.',
		common: true,
	}),
	computed('aliases', 'Aliases', 'textList', ['proxyAddresses'], {
		description: 'The further SMTP addresses in proxyAddresses.',
		common: true,
	}),
	computed('sipAddresses', 'SIP Addresses', 'textList', ['proxyAddresses'], {
		description: 'The addresses after sip: in proxyAddresses.',
	}),
	computed('x500Addresses', 'X.500 Addresses', 'textList', ['proxyAddresses'], {
		description: 'The addresses after x500: in proxyAddresses.',
	}),
	computed('delegates', 'Delegates', 'textList', ['msExchDelegateListLink'], {
		description:
			'Mail addresses of those in msExchDelegateListLink, or their names in the directory.',
		filter: false,
	}),
];

export const PERSON: readonly Column[] = [
	attribute('givenName', 'Given Name', common),
	attribute('sn', 'Surname', common),
	attribute('initials', 'Initials'),
	attribute('title', 'Title', common),
	attribute('department', 'Department', common),
	attribute('company', 'Company', common),
	attribute('division', 'Division'),
	attribute('physicalDeliveryOfficeName', 'Office'),
	attribute('telephoneNumber', 'Telephone Number', common),
	attribute('otherTelephone', 'Other Telephone', many),
	attribute('mobile', 'Mobile', common),
	attribute('otherMobile', 'Other Mobile', many),
	attribute('homePhone', 'Home Phone'),
	attribute('facsimileTelephoneNumber', 'Fax'),
	attribute('pager', 'Pager'),
	attribute('ipPhone', 'IP Phone'),
	attribute('streetAddress', 'Street Address'),
	attribute('postOfficeBox', 'Post Office Box', many),
	attribute('l', 'City'),
	attribute('st', 'State'),
	attribute('postalCode', 'Postal Code'),
	attribute('c', 'Country Code (Two Letters)'),
	attribute('co', 'Country'),
	attribute('countryCode', 'Country Number', { codec: 'integer' }),
	attribute('manager', 'Manager', dn),
	attribute('directReports', 'Direct Reports', { ...dns, ...owned }),
	attribute('wWWHomePage', 'Web Page'),
	attribute('info', 'Notes'),
	attribute('thumbnailPhoto', 'Thumbnail Photo', { codec: 'octets' }),
	attribute('preferredLanguage', 'Preferred Language'),
];

export const ACCOUNT: readonly Column[] = [
	attribute('userAccountControl', 'User Account Control', { codec: 'integer' }),
	attribute('accountExpires', 'Account Expires', {
		codec: 'fileTime',
		description: 'The instant from which on the account cannot sign in; empty: never.',
	}),
	attribute('pwdLastSet', 'Password Last Set', { codec: 'fileTime' }),
	attribute('lastLogon', 'Last Logon (This Domain Controller)', stamp),
	attribute('lastLogonTimestamp', 'Last Logon Timestamp', stamp),
	attribute('lockoutTime', 'Lockout Time', { codec: 'fileTime' }),
	attribute('badPwdCount', 'Bad Password Count', { codec: 'integer', ...owned }),
	attribute('logonCount', 'Logon Count', { codec: 'integer', ...owned }),
	attribute('primaryGroupID', 'Primary Group ID', { codec: 'integer', write: 'update' }),
	attribute('servicePrincipalName', 'Service Principal Name', many),
	computed('enabled', 'Enabled', 'boolean', ['userAccountControl'], {
		description:
			'Whether the account may sign in: ACCOUNTDISABLE is not set in userAccountControl.',
		common: true,
		write: 'both',
	}),
	computed('password', 'Password', 'text', [], {
		description:
			'Of a new account; sent over an encrypted connection alone. Set Password changes it later.',
		filter: false,
		write: 'create',
		hidden: true,
	}),
	computed('accountFlags', 'Account Flags', 'textList', ['userAccountControl'], {
		description: 'The names of the flags in userAccountControl, such as DONT_EXPIRE_PASSWORD.',
	}),
];

export const SIGN_IN: readonly Column[] = [
	attribute('userPrincipalName', 'User Principal Name', { ...common, match: true }),
	attribute('employeeID', 'Employee ID', { match: true }),
	attribute('employeeNumber', 'Employee Number', { match: true }),
	attribute('employeeType', 'Employee Type'),
	attribute('homeDirectory', 'Home Directory'),
	attribute('homeDrive', 'Home Drive'),
	attribute('profilePath', 'Profile Path'),
	attribute('scriptPath', 'Script Path'),
	attribute('userWorkstations', 'Log On To'),
];

export const GROUP: readonly Column[] = [
	attribute('member', 'Member', { ...dns, common: true }),
	attribute('managedBy', 'Managed By', dn),
	attribute('groupType', 'Group Type', { codec: 'integer', common: true }),
	attribute('info', 'Notes'),
	computed('groupScope', 'Group Scope', 'text', ['groupType'], {
		description: 'One of global, domainLocal, universal.',
		common: true,
		write: 'both',
	}),
	computed('securityEnabled', 'Security Enabled', 'boolean', ['groupType'], {
		description: 'Whether it is a security group; else a distribution group.',
		common: true,
		write: 'both',
	}),
];

export const COMPUTER: readonly Column[] = [
	attribute('dNSHostName', 'DNS Host Name', { ...common, match: true }),
	attribute('operatingSystem', 'Operating System', common),
	attribute('operatingSystemVersion', 'Operating System Version', common),
	attribute('operatingSystemServicePack', 'Operating System Service Pack'),
	attribute('location', 'Location'),
	attribute('managedBy', 'Managed By', dn),
];

export const UNIT: readonly Column[] = [
	attribute('ou', 'Organizational Unit Name', { ...many, write: 'create', ...common }),
	attribute('street', 'Street'),
	attribute('l', 'City'),
	attribute('st', 'State'),
	attribute('postalCode', 'Postal Code'),
	attribute('c', 'Country Code (Two Letters)'),
	attribute('managedBy', 'Managed By', { ...dn, ...common }),
	attribute('gPLink', 'Group Policy Links'),
];
