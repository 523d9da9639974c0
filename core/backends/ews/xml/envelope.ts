import type { EwsVersion } from '../../../schema/column';
import type { EwsCall } from '../request';
import type { Xml } from './element';
import { element } from './element';
import { NAMESPACES } from './namespaces';

/**
 * A whole request. https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion
 */
export function envelope(
	body: Xml,
	version: EwsVersion,
	call: Pick<EwsCall, 'impersonate' | 'timeZoneId'>,
): string {
	const { impersonate, timeZoneId } = call;
	const header = element(
		's:Header',
		null,
		element('t:RequestServerVersion', { Version: version }),
		impersonate &&
			element(
				't:ExchangeImpersonation',
				null,
				element('t:ConnectingSID', null, element(`t:${impersonate.type}`, null, impersonate.value)),
			),
		// Exchange 2007 has no time zone header and refuses it.
		timeZoneId !== undefined && !version.startsWith('Exchange2007')
			? element('t:TimeZoneContext', null, element('t:TimeZoneDefinition', { Id: timeZoneId }))
			: undefined,
	);
	const root = element(
		's:Envelope',
		{
			'xmlns:s': NAMESPACES.soap,
			'xmlns:t': NAMESPACES.types,
			'xmlns:m': NAMESPACES.messages,
		},
		header,
		element('s:Body', null, body),
	);
	return `<?xml version="1.0" encoding="utf-8"?>${root.toString()}`;
}
