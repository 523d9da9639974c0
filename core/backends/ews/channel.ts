import type { HttpClient } from '../../http/message';
import type { Settings } from '../../connection/settings';
import type { EwsVersion } from '../../schema/column';

/** Build and schema version as the server announces them in ServerVersionInfo. */
export interface ServerVersion {
	/** `15.2.1258.12`. */
	readonly build: string;
	readonly major: number;
	readonly minor: number;
	/** `V2017_07_11`, absent on Exchange 2007. */
	readonly schema?: string;
}

export interface ChannelOptions {
	/** Milliseconds that all retries of one operation may take together; default 120,000. */
	readonly retryBudgetMs?: number;
	/** Value of the User-Agent header; default `n8n-nodes-microsoft-exchange/<version>`. */
	readonly userAgent?: string;
}

export type ChannelSettings = Pick<Settings, 'server' | 'platform' | 'customHeaders' | 'timeoutMs'>;

/** One EWS endpoint over one HTTP client: envelopes, headers, versions, faults, retries. */
export class EwsChannel {
	constructor(
		readonly http: HttpClient,
		readonly settings: ChannelSettings,
		readonly options: ChannelOptions = {},
	) {}

	/** What the server announced last; undefined before the first answer. */
	get serverVersion(): ServerVersion | undefined {
		return undefined;
	}

	/** RequestServerVersion that requests carry now. */
	get requestVersion(): EwsVersion {
		return 'Exchange2013_SP1';
	}
}
