/** Addresses of the clouds of Microsoft 365, as expressions of n8n: they follow what the form says. */
interface Cloud {
	/** Where tokens are issued. */
	readonly authority: string;
	/** Whom a token for Exchange Web Services is made out to. */
	readonly exchange: string;
	/** Whom a token for Microsoft Graph is made out to. */
	readonly graph: string;
}

/**
 * By the values of 'Azure Environment'.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 * https://learn.microsoft.com/graph/deployments
 */
const CLOUDS: Readonly<Record<string, Cloud>> = {
	global: {
		authority: 'https://login.microsoftonline.com',
		exchange: 'https://outlook.office365.com',
		graph: 'https://graph.microsoft.com',
	},
	usGovL4: {
		authority: 'https://login.microsoftonline.us',
		exchange: 'https://outlook.office365.us',
		graph: 'https://graph.microsoft.us',
	},
	usGovL5: {
		authority: 'https://login.microsoftonline.us',
		exchange: 'https://outlook-dod.office365.us',
		graph: 'https://dod-graph.microsoft.us',
	},
	china: {
		authority: 'https://login.partner.microsoftonline.cn',
		exchange: 'https://partner.outlook.cn',
		graph: 'https://microsoftgraph.chinacloudapi.cn',
	},
};

/** What a person consents to in Microsoft Graph, of the own mailbox and of shared ones. */
const READING = ['Calendars.Read', 'Contacts.Read', 'Mail.Read'];
const WRITING = ['Calendars.ReadWrite', 'Contacts.ReadWrite', 'Mail.ReadWrite', 'Mail.Send'];
const shared = (permissions: readonly string[]) =>
	permissions.flatMap((permission) => [permission, `${permission}.Shared`]);
const READ_ONLY = ['MailboxSettings.Read', 'People.Read', 'Tasks.Read', ...shared(READING)];
const READ_WRITE = [
	'MailboxSettings.ReadWrite',
	'People.Read',
	'Tasks.ReadWrite',
	...shared(WRITING),
];

/** JavaScript that picks the cloud's value. */
const ofCloud = (part: keyof Cloud): string => {
	const values = Object.entries(CLOUDS).map(([name, cloud]) => `${name}: "${cloud[part]}"`);
	return `({ ${values.join(', ')} })[$self["azureEnvironment"] || "global"]`;
};

const endpoint = (name: 'authorize' | 'token'): string =>
	`={{ ${ofCloud('authority')} + "/" + ($self["azureTenant"] || "organizations") + "/oauth2/v2.0/${name}" }}`;

/** Page of Entra ID where a person consents. */
export const AUTHORIZATION_URL = endpoint('authorize');
/** Address of Entra ID that gives out tokens. */
export const ACCESS_TOKEN_URL = endpoint('token');

/** Exchange servers in one's own network take tokens that are made out to their own address. */
const EXCHANGE = `($self["platform"] === "Exchange_Online" || !$self["server"] ? ${ofCloud('exchange')} : "https://" + $self["server"].replace("https://", "").split("/")[0])`;

const graphScopes = (permissions: readonly string[]): string => `" ${permissions.join(' ')}"`;

/** What is consented to; `offline_access` lets n8n renew the token. */
export const SCOPE = `={{ "openid offline_access" + ($self["schema"] === "EWS" ? " " + ${EXCHANGE} + "/EWS.AccessAsUser.All" : ($self["readOnly"] ? ${graphScopes(READ_ONLY)} : ${graphScopes(READ_WRITE)}).split(" ").join(" " + ${ofCloud('graph')} + "/")) }}`;
