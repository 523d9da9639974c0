/** A SOAP fault in the words of Exchange 2010 and later. */
export interface FaultText {
	readonly code: string;
	readonly message: string;
	/** Values of `t:MessageXml`, such as `BackOffMilliseconds`. */
	readonly values?: Readonly<Record<string, string>>;
}

const escape = (text: string): string =>
	text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

export function soapFault({ code, message, values = {} }: FaultText): string {
	const entries = Object.entries(values);
	const messageXml =
		entries.length === 0
			? ''
			: `<t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">${entries
					.map(([name, value]) => `<t:Value Name="${escape(name)}">${escape(value)}</t:Value>`)
					.join('')}</t:MessageXml>`;
	return (
		'<?xml version="1.0" encoding="utf-8"?>' +
		'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>' +
		`<faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:${escape(code)}</faultcode>` +
		`<faultstring xml:lang="en-US">${escape(message)}</faultstring>` +
		'<detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">' +
		`${escape(code)}</e:ResponseCode>` +
		'<e:Message xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">' +
		`${escape(message)}</e:Message>${messageXml}</detail></s:Fault></s:Body></s:Envelope>`
	);
}
