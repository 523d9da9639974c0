import type { Column } from '../../schema/column';
import type { Operation, Table } from '../../schema/table';
import {
	ACCOUNT,
	COMPUTER,
	GROUP,
	IDENTITY,
	MAIL,
	OBJECT,
	PERSON,
	SIGN_IN,
	UNIT,
} from './attributes';

const EVERYTHING: readonly Operation[] = ['query', 'get', 'create', 'update', 'upsert', 'delete'];

/** The first declaration of a name counts. */
function columns(...groups: ReadonlyArray<readonly Column[]>): Column[] {
	const byId = new Map<string, Column>();
	for (const column of groups.flat()) if (!byId.has(column.id)) byId.set(column.id, column);
	return [...byId.values()];
}

const user: Table = {
	name: 'user',
	label: 'User',
	plural: 'users',
	description: 'Accounts of people and services',
	operations: EVERYTHING,
	columns: columns(OBJECT, IDENTITY, SIGN_IN, ACCOUNT, PERSON, MAIL),
	ldap: {
		filter: '(&(objectCategory=person)(objectClass=user))',
		objectClass: 'user',
		create: { objectClass: ['top', 'person', 'organizationalPerson', 'user'] },
		naming: 'CN',
	},
};

const group: Table = {
	name: 'group',
	label: 'Group',
	plural: 'groups',
	description: 'Security and distribution groups',
	operations: EVERYTHING,
	columns: columns(OBJECT, IDENTITY, GROUP, MAIL),
	ldap: {
		filter: '(objectCategory=group)',
		objectClass: 'group',
		create: { objectClass: ['top', 'group'] },
		naming: 'CN',
	},
};

const computer: Table = {
	name: 'computer',
	label: 'Computer',
	plural: 'computers',
	description: 'Accounts of machines',
	operations: EVERYTHING,
	columns: columns(OBJECT, IDENTITY, COMPUTER, ACCOUNT),
	ldap: {
		filter: '(objectCategory=computer)',
		objectClass: 'computer',
		create: { objectClass: ['top', 'person', 'organizationalPerson', 'user', 'computer'] },
		naming: 'CN',
	},
};

const organizationalUnit: Table = {
	name: 'organizationalUnit',
	label: 'Organizational Unit',
	plural: 'organizational units',
	description: 'Containers that objects are sorted into',
	operations: EVERYTHING,
	columns: columns(OBJECT, UNIT),
	ldap: {
		filter: '(objectCategory=organizationalUnit)',
		objectClass: 'organizationalUnit',
		create: { objectClass: ['top', 'organizationalUnit'] },
		naming: 'OU',
	},
};

const contact: Table = {
	name: 'contact',
	label: 'Contact',
	plural: 'contacts',
	description: 'People without an account, such as mail contacts',
	operations: EVERYTHING,
	columns: columns(OBJECT, PERSON, MAIL, [
		...IDENTITY.filter((column) => column.id === 'memberOf'),
	]),
	ldap: {
		filter: '(&(objectCategory=person)(objectClass=contact))',
		objectClass: 'contact',
		create: { objectClass: ['top', 'person', 'organizationalPerson', 'contact'] },
		naming: 'CN',
	},
};

const all = columns(OBJECT, IDENTITY, SIGN_IN, ACCOUNT, PERSON, MAIL, GROUP, COMPUTER, UNIT);

const anyObject: Table = {
	name: 'anyObject',
	label: 'Any Object',
	plural: 'objects',
	description: 'Objects of every class',
	operations: EVERYTHING,
	columns: all,
	ldap: { filter: '(objectClass=*)', naming: 'CN' },
};

const groupMember: Table = {
	name: 'groupMember',
	label: 'Group Member',
	plural: 'group members',
	description: 'The direct members of one group',
	operations: ['query'],
	columns: all,
	ldap: { filter: '(objectClass=*)', naming: 'CN' },
};

export const directoryTables: readonly Table[] = [
	user,
	group,
	groupMember,
	computer,
	organizationalUnit,
	contact,
	anyObject,
];
