import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { execute } from './execute';
import { methods } from './methods';
import { parameters } from './parameters';

/** A constant, since n8n's two lint packages disagree on how a literal has to be written. */
const MAIN = [NodeConnectionTypes.Main];

/**
 * Active Directory as tables. Programmatic rather than declarative: LDAP is no HTTP, and its paged
 * searches stream over one connection.
 */
export class ActiveDirectory implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Microsoft Active Directory',
		name: 'activeDirectory',
		icon: { light: 'file:activeDirectory.svg', dark: 'file:activeDirectory.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Query and change users, groups, computers, contacts and organizational units of Active Directory',
		defaults: { name: 'Microsoft Active Directory' },
		usableAsTool: true,
		inputs: MAIN,
		outputs: MAIN,
		credentials: [
			{
				name: 'microsoftActiveDirectoryApi',
				required: true,
				testedBy: 'microsoftActiveDirectoryApiTest',
			},
		],
		properties: parameters(),
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}
