import type { INodeProperties } from 'n8n-workflow';

type Named = Pick<INodeProperties, 'displayName' | 'name'> & Partial<INodeProperties>;

/** A place in the tree: an organizational unit, a container, or a naming context. */
export const containerLocator = ({ displayName, name, ...rest }: Named): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a container...',
			typeOptions: { searchListMethod: 'searchContainers', searchable: true },
		},
		{
			displayName: 'By Distinguished Name',
			name: 'dn',
			type: 'string',
			placeholder: 'e.g. OU=Sales,DC=example,DC=org',
		},
	],
	...rest,
});

/** A group. */
export const groupLocator = ({ displayName, name, ...rest }: Named): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a group...',
			typeOptions: { searchListMethod: 'searchGroups', searchable: true },
		},
		{
			displayName: 'By Distinguished Name',
			name: 'dn',
			type: 'string',
			placeholder: 'e.g. CN=Sales Team,OU=Groups,DC=example,DC=org',
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. Sales Team',
		},
	],
	...rest,
});

/** Any object, by whatever names it. */
export const objectLocator = ({ displayName, name, ...rest }: Named): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'dn', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose an object...',
			typeOptions: { searchListMethod: 'searchObjects', searchable: true },
		},
		{
			displayName: 'By Distinguished Name',
			name: 'dn',
			type: 'string',
			placeholder: 'e.g. CN=User 17,OU=Sales,DC=example,DC=org',
		},
		{
			displayName: 'By Object GUID',
			name: 'objectGUID',
			type: 'string',
			placeholder: 'e.g. 6c3a8bf0-4473-4f0e-9d58-0d6c2c1e9a11',
		},
		{
			displayName: 'By Object SID',
			name: 'objectSid',
			type: 'string',
			placeholder: 'e.g. S-1-5-21-1004336348-1177238915-682003330-1113',
		},
		{
			displayName: 'By Logon Name',
			name: 'sAMAccountName',
			type: 'string',
			placeholder: 'e.g. user17',
		},
		{
			displayName: 'By User Principal Name',
			name: 'userPrincipalName',
			type: 'string',
			placeholder: 'e.g. user17@example.org',
		},
	],
	...rest,
});
