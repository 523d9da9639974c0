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
 * Microsoft Exchange as tables. Programmatic rather than declarative: SOAP, streaming and sign-in over
 * several legs are beyond declarative requests.
 */
export class MicrosoftExchange implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Microsoft Exchange',
		name: 'microsoftExchange',
		icon: { light: 'file:exchange.svg', dark: 'file:exchange.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Query and change mail, events, contacts, tasks and everything else in mailboxes of Exchange',
		defaults: { name: 'Microsoft Exchange' },
		usableAsTool: true,
		inputs: MAIN,
		outputs: MAIN,
		credentials: [
			{
				name: 'microsoftExchangeApi',
				required: true,
				testedBy: 'microsoftExchangeApiTest',
				displayOptions: { show: { authentication: ['microsoftExchangeApi'] } },
			},
			{
				name: 'microsoftExchangeOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['microsoftExchangeOAuth2Api'] } },
			},
		],
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				options: [
					{
						name: 'Microsoft Exchange API',
						value: 'microsoftExchangeApi',
						description: 'Every way to sign in; also for servers in your own network',
					},
					{
						name: 'Microsoft Exchange OAuth2 API',
						value: 'microsoftExchangeOAuth2Api',
						description: 'Microsoft 365, with consent in the browser',
					},
				],
				default: 'microsoftExchangeApi',
			},
			...parameters(),
		],
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}
