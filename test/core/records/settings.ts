import type { Settings } from '../../../core/connection/settings';
import { Records } from '../../../core/records/records';
import { MemoryBackend } from '../../support/memoryBackend';

export const CALL = { timeZone: 'Europe/Berlin' };
export const SCOPE = { folders: [] };

const SETTINGS: Settings = {
	schema: 'EWS',
	authScheme: 'None',
	platform: 'auto',
	server: 'https://mail.contoso.example/EWS/Exchange.asmx',
	user: 'service@contoso.example',
	allowPlainHttp: false,
	channelBinding: true,
	tls: { rejectUnauthorized: true, legacy: false },
	proxy: { mode: 'none' },
	access: 'delegate',
	impersonationType: 'PrimarySmtpAddress',
	readOnly: false,
	allowedMailboxes: [],
	timeoutMs: 60_000,
	pageSize: 0,
	batchSize: 100,
	concurrency: 4,
	customHeaders: {},
	maxRows: -1,
	disableServerSideFiltering: false,
	includeContent: false,
	bodyFormat: 'best',
	folderDepth: 0,
};

/** The records layer over rows in memory. */
export function recordsOver(
	rows: Array<Record<string, unknown>>,
	settings: Partial<Settings> = {},
): { records: Records; backend: MemoryBackend } {
	const backend = new MemoryBackend(rows);
	return { backend, records: new Records(backend, { ...SETTINGS, ...settings }, async () => {}) };
}
