/** What the schemes need of a connection; secrets among it, so never logged. */
export interface Identity {
	/** `DOMAIN\user`, `user@domain` or `user`. */
	readonly user?: string;
	readonly password?: string;
	/** Basic and tokens over plain HTTP show the secret to the network; off unless a person allowed it. */
	readonly allowPlainHttp: boolean;
	/** Tie NTLM and Negotiate to the TLS channel (Extended Protection for Authentication). */
	readonly channelBinding: boolean;
	/** Whether Negotiate may sign in by NTLM where Kerberos cannot; default true. */
	readonly allowNtlm?: boolean;
	readonly kerberos?: KerberosIdentity;
	readonly oauth?: OAuthIdentity;
	readonly azure?: AzureIdentity;
	/** Token that the host program keeps (credential with n8n's Connect button); it is `OAuth` then. */
	readonly hostToken?: HostToken;
}

/** A token of the host program; `AuthServices.refreshHostToken` asks for the next one. */
export interface HostToken {
	/** Empty where the host has none yet. */
	readonly accessToken: string;
	/** Milliseconds since 1970; absent: not known. */
	readonly expiresAt?: number;
}

/** All optional: what is absent comes from the user name, the address of the server and DNS. */
export interface KerberosIdentity {
	/** Key distribution centres of the user's realm: `host` or `host:port`, tried in order. Empty: DNS SRV. */
	readonly kdcs: readonly string[];
	/** Realm of the user, upper case. Absent: from `user@REALM`, keytab or ticket cache. */
	readonly realm?: string;
	/** Service principal `HTTP/host` or `HTTP/host@REALM`. Absent: HTTP and the host of the address, as typed. */
	readonly spn?: string;
	/** Principal, where it is not the connection's user. */
	readonly user?: string;
	/** Path of a keytab; the pasted twin is `keytab`. */
	readonly keytabFile?: string;
	/** Bytes of a keytab, Base64. */
	readonly keytab?: string;
	/** Path of a ticket cache of MIT Kerberos, `FILE:` allowed before it. */
	readonly ticketCacheFile?: string;
	/** Bytes of a ticket cache, Base64. */
	readonly ticketCache?: string;
	/** Realm of the service, where it is another one. Absent: the user's, with referrals followed. */
	readonly serviceRealm?: string;
	/** KDCs of the service's realm, as `kdcs`. */
	readonly serviceKdcs: readonly string[];
	/** RC4-HMAC, for accounts that have no AES keys; default false. */
	readonly allowRc4: boolean;
	/** Milliseconds for the answer of one KDC; default 5,000. */
	readonly timeoutMs?: number;
	/** Whose DNS is asked for SRV records, `address:port`; absent: the system's. */
	readonly dnsServers?: readonly string[];
}

export interface OAuthIdentity {
	readonly initiate: 'OFF' | 'REFRESH' | 'GETANDREFRESH';
	readonly grantType: 'CODE' | 'CLIENT' | 'PASSWORD';
	readonly clientId?: string;
	readonly clientSecret?: string;
	readonly accessToken?: string;
	readonly refreshToken?: string;
	/** Seconds that `accessToken` is good for, counted from `tokenTimestamp`. */
	readonly expiresIn?: number;
	/** When `accessToken` was issued, milliseconds since 1970. */
	readonly tokenTimestamp?: number;
	/** Code (or address with a code in it) that a person brought back from the consent page. */
	readonly verifier?: string;
	/** Default `http://localhost:33333`. */
	readonly callbackUrl: string;
	/** Own endpoints; absent: those of Entra for the tenant. */
	readonly authorizationUrl?: string;
	readonly accessTokenUrl?: string;
	/** Scopes, separated by blanks. Absent: what `resource` needs. */
	readonly scope?: string;
	/** Audience of the token, such as `https://outlook.office365.com`; the connection fills it in. */
	readonly resource: string;
	/** Whether a person gave the resource; AD FS takes it as a parameter of its own. */
	readonly isResourceGiven: boolean;
	/** Path of the token file. Absent: unique for tenant, client, user and server in `defaultLocation`. */
	readonly settingsLocation?: string;
	readonly userId?: string;
	readonly certificate?: CertificateIdentity;
}

/** Certificate of a service principal. */
export interface CertificateIdentity {
	readonly type: 'PEM' | 'PFX';
	/** PEM text (key with it or apart), or Base64 of a PFX; `file` is the twin. */
	readonly text?: string;
	readonly file?: string;
	/** Private key, PEM, where it is not in `text`. */
	readonly key?: string;
	readonly password?: string;
	/** Picks one of several certificates by its subject; absent or `*`: the first. */
	readonly subject?: string;
}

export interface AzureIdentity {
	readonly environment: 'global' | 'usGovL4' | 'usGovL5' | 'china';
	/** Domain or GUID. Absent: `organizations`. */
	readonly tenant?: string;
	/** Client id of a user-assigned managed identity. */
	readonly msiClientId?: string;
}
