import type { Identity } from '../auth/identity';
import type { EwsVersion } from '../schema/column';
import type { ImpersonationType } from '../query/query';

/** One connection, validated: what a credential and its advanced properties come to. */
export interface Settings extends Identity {
	readonly schema: 'EWS' | 'MSGraph';
	readonly authScheme: string;
	readonly platform: 'auto' | EwsVersion | 'Exchange2019' | 'ExchangeSE' | 'Exchange_Online';
	/** EWS endpoint, or root of Microsoft Graph; absolute. */
	readonly server: string;
	readonly tls: {
		readonly ca?: string;
		readonly rejectUnauthorized: boolean;
		readonly legacy: boolean;
		/** Oldest version spoken; default TLS 1.2. */
		readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
		/** Accepted server certificates: MD5, SHA-1 or SHA-256 of the DER, lower-case hex. */
		readonly pins?: readonly string[];
		/** Client certificate and key, PEM. */
		readonly cert?: string;
		readonly key?: string;
		/** The same as PFX, Base64. */
		readonly pfx?: string;
		/** Of `key` or `pfx`. */
		readonly passphrase?: string;
	};
	readonly proxy:
		| { readonly mode: 'environment' | 'none' }
		| {
				readonly mode: 'custom';
				/** http, https, socks4 or socks5. */
				readonly url: string;
				/** Absent: Basic. */
				readonly authScheme?: 'Basic' | 'Digest' | 'NTLM' | 'Negotiate' | 'None';
				readonly user?: string;
				readonly password?: string;
				readonly exceptions: readonly string[];
		  };
	readonly defaultMailbox?: string;
	/** No user stands behind the tokens: there is no own mailbox, and others are impersonated. */
	readonly isApplication?: true;
	readonly access: 'delegate' | 'impersonate';
	readonly impersonationType: ImpersonationType;
	readonly readOnly: boolean;
	/** Lower case; addresses and domains. Empty: all. */
	readonly allowedMailboxes: readonly string[];
	readonly timeoutMs: number;
	/** Rows per page; 0: chosen by the backend. */
	readonly pageSize: number;
	readonly batchSize: number;
	/** Concurrent requests per charged account. */
	readonly concurrency: number;
	readonly customHeaders: Readonly<Record<string, string>>;
	/** Rows at the most for any query; -1: no cap. */
	readonly maxRows: number;
	/** Send no restriction, evaluate all conditions here. */
	readonly disableServerSideFiltering: boolean;
	/** Also the columns that need a read by id when no columns are chosen. */
	readonly includeContent: boolean;
	readonly bodyFormat: 'best' | 'html' | 'text';
	/** Folder levels that includeSubfolders and folder pickers walk; 0: all. */
	readonly folderDepth: number;
	/** Mailbox that keeps the hierarchy of public folders; absent: Exchange chooses. */
	readonly publicFolderMailbox?: string;
	/** Milliseconds that an unused socket is kept. Absent: chosen by http. */
	readonly idleTimeoutMs?: number;
	/** Milliseconds after which a socket takes no further request. Absent: no limit. */
	readonly connectionLifetimeMs?: number;
}
