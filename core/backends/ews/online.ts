import type { Settings } from '../../connection/settings';
import { type ErrorDetails, ExchangeError, PermissionError } from '../../errors';

/** Endpoints of Exchange Online, national clouds included. */
const HOSTS = /^(?:outlook|outlook-dod)\.office(?:365)?\.(?:com|us)$|^partner\.outlook\.cn$/i;

/** How a tenant that does not allow EWS answers. */
const REFUSALS: ReadonlySet<string> = new Set(['HTTP_403', 'ErrorOrganizationAccessBlocked']);

type OnlineSettings = Pick<Settings, 'platform' | 'server'>;

/** Whether an address is one of Exchange Online. */
export function isOnlineHost(server: string): boolean {
	try {
		return HOSTS.test(new URL(server).hostname);
	} catch {
		return false;
	}
}

const isOnline = ({ platform, server }: OnlineSettings): boolean =>
	platform === 'Exchange_Online' || isOnlineHost(server);

/**
 * Exchange Online blocks EWS since October 2026 unless the tenant allows it, and for all from April 2027:
 * what it answers does not say so. https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-ews-exchange-online
 */
export function explained(error: unknown, settings: OnlineSettings): unknown {
	if (!(error instanceof ExchangeError) || !REFUSALS.has(error.code ?? '')) return error;
	if (!isOnline(settings)) return error;
	const details: ErrorDetails = {
		code: error.code,
		status: error.status,
		requestId: error.requestId,
		cause: error,
		field: 'schema',
		advice:
			"Choose the schema 'MSGraph' in the credential. Until April 2027 the administrator of the tenant can still allow EWS: Set-OrganizationConfig -EwsEnabled $true, with the application's id on the allow list.",
	};
	return new PermissionError(
		'Exchange Online refuses EWS: Microsoft blocks it since October 2026 unless the tenant allows it',
		details,
	);
}
