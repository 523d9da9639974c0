import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { ACCESS } from './fields/access';
import { ADVANCED, schema, SERVER } from './fields/connection';
import { KERBEROS } from './fields/kerberos';
import { OAUTH } from './fields/oauth';
import { SCHEME, USER, WINDOWS } from './fields/scheme';
import { PROXY, TLS } from './fields/transport';

/**
 * Constants, since n8n's lint wants a literal documentation link to be both a URL (community packages)
 * and a camel-cased page name (its own repository).
 */
const DISPLAY_NAME = 'Microsoft Exchange API';
const DOCUMENTATION =
	'https://github.com/n8n-nodes-microsoft-exchange/n8n-nodes-microsoft-exchange/blob/main/docs/guides/sign-in.md';

/** One connection to Exchange: protocol, sign-in, mailbox access, TLS and proxy. */
export class MicrosoftExchangeApi implements ICredentialType {
	name = 'microsoftExchangeApi';

	displayName = DISPLAY_NAME;

	icon: Icon = { light: 'file:exchange.svg', dark: 'file:exchange.dark.svg' };

	documentationUrl = DOCUMENTATION;

	properties: INodeProperties[] = [
		schema('EWS'),
		SCHEME,
		...SERVER,
		...USER,
		...KERBEROS,
		...OAUTH,
		...WINDOWS,
		...ACCESS,
		...TLS,
		...PROXY,
		...ADVANCED,
	];
}
