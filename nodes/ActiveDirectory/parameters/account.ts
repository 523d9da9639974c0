import type { INodeProperties } from 'n8n-workflow';
import { showFor } from './show';

/** What is set on an account. */
export const accountParameters = (): INodeProperties[] => [
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The new password; it is sent over an encrypted connection only',
		displayOptions: showFor('setPassword'),
	},
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'The first password of a new user. Without one the account stays disabled. It is sent over an encrypted connection only.',
		displayOptions: { show: { resource: ['user'], operation: ['create', 'upsert'] } },
	},
	{
		displayName: 'Old Password',
		name: 'oldPassword',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'With it the password is changed, which everyone may do for oneself; without it the password is reset, which needs the right to',
		displayOptions: showFor('setPassword'),
	},
	{
		displayName: 'Must Change',
		name: 'mustChange',
		type: 'boolean',
		default: true,
		description: 'Whether the user has to choose another password at the next sign-in',
		displayOptions: showFor('setPassword'),
	},
	{
		displayName: 'Never Expires',
		name: 'neverExpires',
		type: 'boolean',
		default: false,
		description: 'Whether the account is valid without end',
		displayOptions: showFor('setExpiry'),
	},
	{
		displayName: 'Expires',
		name: 'expires',
		type: 'dateTime',
		default: '',
		description: 'When the account ends; read in the time zone of the options when it has none',
		displayOptions: { show: { ...showFor('setExpiry').show, neverExpires: [false] } },
	},
];
