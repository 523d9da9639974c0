import type { ICredentialType, INodeType } from 'n8n-workflow';
import { MicrosoftActiveDirectoryApi } from '../../credentials/MicrosoftActiveDirectoryApi.credentials';
import { MicrosoftExchangeApi } from '../../credentials/MicrosoftExchangeApi.credentials';
import { MicrosoftExchangeOAuth2Api } from '../../credentials/MicrosoftExchangeOAuth2Api.credentials';
import { ActiveDirectory } from '../../nodes/ActiveDirectory/ActiveDirectory.node';
import { MicrosoftExchange } from '../../nodes/MicrosoftExchange/MicrosoftExchange.node';

/** Everything that the package's manifest lists, in its order. */
export const nodes: readonly INodeType[] = [new ActiveDirectory(), new MicrosoftExchange()];
export const credentials: readonly ICredentialType[] = [
	new MicrosoftActiveDirectoryApi(),
	new MicrosoftExchangeApi(),
	new MicrosoftExchangeOAuth2Api(),
];
