import type { EwsVersion } from '../../../schema/column';
import type { StreamedBody } from '../../../http/message';
import type { EwsCall } from '../request';
import type { Xml } from './element';
import { element } from './element';
import { NAMESPACES } from './namespaces';
import { streamedText } from './stream';

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';

/**
 * A whole request; one with files is read while it is sent.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion
 */
export function envelope(
	body: Xml,
	version: EwsVersion,
	call: Pick<EwsCall, 'impersonate' | 'timeZoneId'>,
): string | StreamedBody {
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
	const pieces = root.pieces();
	return pieces ? streamedText([DECLARATION, ...pieces]) : DECLARATION + root.toString();
}
