import type { AzureIdentity } from '../identity';

/** Addresses of one Microsoft cloud; origins without a slash at their end. */
export interface AzureEnvironment {
	/** Name for people. */
	readonly label: string;
	/** Where tokens are issued. */
	readonly authority: string;
	/** Root of Microsoft Graph, and audience of its tokens. */
	readonly graph: string;
	/** Endpoint of Exchange Web Services in Exchange Online. */
	readonly ews: string;
	/** Audience of tokens for Exchange Online. */
	readonly ewsResource: string;
	/** Web pages where an administrator registers applications. */
	readonly portal: string;
}

/**
 * The clouds of Microsoft 365.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 * https://learn.microsoft.com/graph/deployments
 * https://learn.microsoft.com/microsoft-365/enterprise/microsoft-365-endpoints
 */
export const azureEnvironments: Readonly<Record<AzureIdentity['environment'], AzureEnvironment>> = {
	global: {
		label: 'Microsoft 365',
		authority: 'https://login.microsoftonline.com',
		graph: 'https://graph.microsoft.com',
		ews: 'https://outlook.office365.com/EWS/Exchange.asmx',
		ewsResource: 'https://outlook.office365.com',
		portal: 'https://entra.microsoft.com',
	},
	usGovL4: {
		label: 'US Government L4 (GCC High)',
		authority: 'https://login.microsoftonline.us',
		graph: 'https://graph.microsoft.us',
		ews: 'https://outlook.office365.us/EWS/Exchange.asmx',
		ewsResource: 'https://outlook.office365.us',
		portal: 'https://entra.microsoft.us',
	},
	usGovL5: {
		label: 'US Government L5 (DoD)',
		authority: 'https://login.microsoftonline.us',
		graph: 'https://dod-graph.microsoft.us',
		ews: 'https://outlook-dod.office365.us/EWS/Exchange.asmx',
		ewsResource: 'https://outlook-dod.office365.us',
		portal: 'https://entra.microsoft.us',
	},
	china: {
		label: 'China (21Vianet)',
		authority: 'https://login.partner.microsoftonline.cn',
		graph: 'https://microsoftgraph.chinacloudapi.cn',
		ews: 'https://partner.outlook.cn/EWS/Exchange.asmx',
		ewsResource: 'https://partner.outlook.cn',
		portal: 'https://entra.microsoftonline.cn',
	},
};

/** Endpoints of one tenant (version 2.0 of the Microsoft identity platform). */
export interface TokenEndpoints {
	readonly authorization: string;
	readonly token: string;
	readonly deviceCode: string;
}

/** @param tenant domain or GUID; absent: `organizations`, any work or school account */
export function entraEndpoints(
	environment: AzureIdentity['environment'],
	tenant = 'organizations',
): TokenEndpoints {
	const base = `${azureEnvironments[environment].authority}/${encodeURIComponent(tenant)}/oauth2/v2.0`;
	return {
		authorization: `${base}/authorize`,
		token: `${base}/token`,
		deviceCode: `${base}/devicecode`,
	};
}
