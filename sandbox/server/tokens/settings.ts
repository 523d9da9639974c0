/** An application that the sandbox's tenant knows. Test data only: secrets are plain on purpose. */
export interface Application {
	readonly clientId: string;
	readonly name?: string;
	readonly secrets?: readonly string[];
	readonly expiredSecrets?: readonly string[];
	/** PEM; an assertion has to be signed with the key of one of them. */
	readonly certificates?: readonly string[];
	/** May sign in without a secret: device code, password. */
	readonly isPublic?: boolean;
	readonly redirectUris?: readonly string[];
	/** Application permissions that an administrator granted; default full_access_as_app and Graph's mail roles. */
	readonly roles?: readonly string[];
	/** Whether delegated permissions were agreed to; default true. */
	readonly hasConsent?: boolean;
}

/** What keeps a user from signing in. */
export type UserState = 'mfa' | 'locked' | 'disabled' | 'expired' | 'unassigned' | 'blocked';

/** Identity of the machine that the sandbox plays. */
export interface ManagedIdentity {
	readonly clientId: string;
	/** Asked for by its client id; the other one is the machine's own. */
	readonly isUserAssigned?: boolean;
	readonly roles?: readonly string[];
}

export interface TokenOptions {
	/** Directory ID; default one of the sandbox's own. */
	readonly tenantId?: string;
	/** Domain; default contoso.example. */
	readonly tenantDomain?: string;
	/** Default: one for services with a secret, one for people in a browser, one for devices. */
	readonly applications?: readonly Application[];
	readonly managedIdentities?: readonly ManagedIdentity[];
	/** Audiences besides the server's own origins, Exchange Online and Graph. */
	readonly resources?: readonly string[];
	/** Seconds that access tokens live; default 3,600. */
	readonly lifetime?: number;
	/** A refresh token is good once; default false, as Entra has it. */
	readonly singleUseRefreshTokens?: boolean;
	/** What keeps users from signing in, by their principal names. */
	readonly users?: Readonly<Record<string, UserState>>;
	/** Claims request (JSON) that the server demands of every token; default none. */
	readonly demandedClaims?: string;
	/** Answers every claims request with a conditional access error. */
	readonly refusesClaims?: boolean;
	/** Secret of the App Service endpoint (X-IDENTITY-HEADER). */
	readonly identityHeader?: string;
	/** Folder that Azure Arc's agent writes its challenges to. */
	readonly arcFolder?: string;
}

export const DEFAULT_CLIENTS = {
	service: '5e41ce00-0000-4000-8000-000000000001',
	web: '5e41ce00-0000-4000-8000-000000000002',
	device: '5e41ce00-0000-4000-8000-000000000003',
	machine: '5e41ce00-0000-4000-8000-000000000004',
	assigned: '5e41ce00-0000-4000-8000-000000000005',
} as const;

export const DEFAULT_CLIENT_SECRET = 'Sandbox-Secret-1';

export const EXCHANGE_ROLES = ['full_access_as_app'];
export const GRAPH_ROLES = [
	'Mail.ReadWrite',
	'Contacts.ReadWrite',
	'Calendars.ReadWrite',
	'User.Read.All',
];

export const defaultTokenSettings: Required<TokenOptions> = {
	tenantId: 'c0de0000-0000-4000-8000-000000000001',
	tenantDomain: 'contoso.example',
	applications: [
		{
			clientId: DEFAULT_CLIENTS.service,
			name: 'Service',
			secrets: [DEFAULT_CLIENT_SECRET],
			expiredSecrets: ['Sandbox-Secret-0'],
		},
		{
			clientId: DEFAULT_CLIENTS.web,
			name: 'Web',
			secrets: [DEFAULT_CLIENT_SECRET],
			redirectUris: [
				'http://localhost:33333',
				'http://localhost:5678/rest/oauth2-credential/callback',
			],
		},
		{
			clientId: DEFAULT_CLIENTS.device,
			name: 'Device',
			isPublic: true,
			redirectUris: ['http://localhost:33333'],
		},
	],
	managedIdentities: [
		{ clientId: DEFAULT_CLIENTS.machine },
		{ clientId: DEFAULT_CLIENTS.assigned, isUserAssigned: true },
	],
	resources: [],
	lifetime: 3_600,
	singleUseRefreshTokens: false,
	users: {},
	demandedClaims: '',
	refusesClaims: false,
	identityHeader: 'Sandbox-Identity-Header',
	arcFolder: '/var/opt/azcmagent/tokens',
};
