/** One connection to a directory, validated: what a `microsoftActiveDirectoryApi` credential comes to. */
export interface DirectorySettings {
	/** Servers in the order to try; empty with DNS discovery. */
	readonly hosts: readonly { readonly host: string; readonly port: number }[];
	/** Domain whose domain controllers DNS names; absent with fixed hosts. */
	readonly domain?: string;
	readonly port: number;
	/** `implicitTls`: encrypted from the first byte (636); `startTls`: upgraded before sign-in (389). */
	readonly security: 'implicitTls' | 'startTls' | 'none';
	/** `DOMAIN\name`, user principal name, or distinguished name. */
	readonly user: string;
	readonly password: string;
	/** Empty: the naming context that the server calls its default. */
	readonly baseDns: readonly string[];
	readonly tls: {
		/** PEM of authorities trusted besides the well-known ones. */
		readonly ca?: string;
		/** Name in the server's certificate, where it is not the host. */
		readonly serverName?: string;
		readonly rejectUnauthorized: boolean;
	};
	/** Entries per page, 1 to 100,000; the server may give fewer. */
	readonly pageSize: number;
	readonly connectTimeoutMs: number;
	/** Milliseconds for one request. */
	readonly timeoutMs: number;
	readonly readOnly: boolean;
}
