import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { ACCESS } from './fields/access';
import { ACCESS_TOKEN_URL, AUTHORIZATION_URL, SCOPE } from './fields/cloud';
import { ADVANCED, schema, SERVER } from './fields/connection';
import { TENANT } from './fields/oauth';
import { PROXY, TLS } from './fields/transport';

/**
 * Constants, since n8n's lint wants a literal documentation link to be both a URL (community packages)
 * and a camel-cased page name (its own repository).
 */
const DISPLAY_NAME = 'Microsoft Exchange OAuth2 API';
const DOCUMENTATION =
	'https://github.com/n8n-nodes-microsoft-exchange/n8n-nodes-microsoft-exchange/blob/main/docs/guides/sign-in.md#connect-my-account';

const hidden = (displayName: string, name: string, initial: string): INodeProperties => ({
	displayName,
	name,
	type: 'hidden',
	default: initial,
});

/** What the fields that this type inherits are set to: the code grant of Entra ID. */
const GRANT: INodeProperties[] = [
	hidden('Grant Type', 'grantType', 'authorizationCode'),
	hidden('Authorization URL', 'authUrl', AUTHORIZATION_URL),
	hidden('Access Token URL', 'accessTokenUrl', ACCESS_TOKEN_URL),
	hidden('Scope', 'scope', SCOPE),
	hidden('Auth URI Query Parameters', 'authQueryParameters', 'response_mode=query'),
	hidden('Authentication', 'authentication', 'body'),
	// For tokens alone; the connection has a field of its own.
	{ displayName: 'Ignore SSL Issues', name: 'ignoreSSLIssues', type: 'hidden', default: false },
];

const NOTICE: INodeProperties = {
	displayName:
		"n8n's own test of this credential only checks that a token exists. The operation <b>Mailbox → Test Connection</b> checks the whole connection.",
	name: 'testNotice',
	type: 'notice',
	default: '',
};

/** One connection to Exchange with n8n's own consent: a person clicks Connect, n8n keeps the token. */
export class MicrosoftExchangeOAuth2Api implements ICredentialType {
	name = 'microsoftExchangeOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = DISPLAY_NAME;

	icon: Icon = { light: 'file:exchange.svg', dark: 'file:exchange.dark.svg' };

	documentationUrl = DOCUMENTATION;

	properties: INodeProperties[] = [
		...GRANT,
		NOTICE,
		schema('MSGraph'),
		...TENANT,
		...SERVER,
		...ACCESS,
		...TLS,
		...PROXY,
		...ADVANCED,
	];
}
