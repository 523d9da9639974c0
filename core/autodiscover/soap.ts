import type { XmlTree } from '../backends/ews/decode/tree';
import { element } from '../backends/ews/xml/element';
import type { Answer, Form } from './answer';
import { at, noAnswer, parseAnswer, textOf } from './document';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const ADDRESSING = 'http://www.w3.org/2005/08/addressing';
const AUTODISCOVER = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
const ACTION = `${AUTODISCOVER}/Autodiscover/GetUserSettings`;

const SETTINGS = [
	'ExternalEwsUrl',
	'InternalEwsUrl',
	'UserDisplayName',
	'AutoDiscoverSMTPAddress',
	'InternalMailboxServer',
	'ExternalEwsVersion',
];

function compose(address: string, url: string): string {
	const envelope = element(
		's:Envelope',
		{ 'xmlns:s': SOAP, 'xmlns:w': ADDRESSING, 'xmlns:a': AUTODISCOVER },
		element(
			's:Header',
			null,
			element('a:RequestedServerVersion', null, 'Exchange2010'),
			element('w:Action', null, ACTION),
			element('w:To', null, url),
		),
		element(
			's:Body',
			null,
			element(
				'a:GetUserSettingsRequestMessage',
				null,
				element(
					'a:Request',
					null,
					element('a:Users', null, element('a:User', null, element('a:Mailbox', null, address))),
					element(
						'a:RequestedSettings',
						null,
						SETTINGS.map((name) => element('a:Setting', null, name)),
					),
				),
			),
		),
	);
	return `<?xml version="1.0" encoding="utf-8"?>${envelope.toString()}`;
}

function read(text: string): Answer {
	const body = at(parseAnswer(text), 'Body');
	const fault = at(body, 'Fault');
	if (fault) return { kind: 'error', message: textOf(fault, 'faultstring') ?? 'a SOAP fault' };
	const response = at(body, 'GetUserSettingsResponseMessage', 'Response');
	if (!response) throw noAnswer('it has no GetUserSettingsResponseMessage');
	const user = at(response, 'UserResponses', 'UserResponse');
	const whole = textOf(response, 'ErrorCode') ?? 'NoError';
	if (whole !== 'NoError' || !user) return errorOf(response, whole);
	const code = textOf(user, 'ErrorCode') ?? 'NoError';
	const target = textOf(user, 'RedirectTarget');
	if (code === 'RedirectAddress' && target) return { kind: 'redirectAddress', address: target };
	if (code === 'RedirectUrl' && target) return { kind: 'redirectUrl', url: target };
	if (code !== 'NoError') return errorOf(user, code);
	const values = new Map<string, string>();
	for (const setting of at(user, 'UserSettings')?.children ?? []) {
		const name = textOf(setting, 'Name');
		const value = textOf(setting, 'Value');
		if (name && value) values.set(name, value);
	}
	return {
		kind: 'settings',
		settings: {
			externalEwsUrl: values.get('ExternalEwsUrl'),
			internalEwsUrl: values.get('InternalEwsUrl'),
			displayName: values.get('UserDisplayName'),
			address: values.get('AutoDiscoverSMTPAddress'),
			server: values.get('InternalMailboxServer'),
			version: values.get('ExternalEwsVersion'),
		},
	};
}

function errorOf(tree: XmlTree, code: string): Answer {
	const message = textOf(tree, 'ErrorMessage');
	return { kind: 'error', message: message ? `${message} (${code})` : code };
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/getusersettings-operation-soap */
export const soap: Form = {
	name: 'soap',
	path: '/autodiscover/autodiscover.svc',
	headers: { SOAPAction: `"${ACTION}"` },
	compose,
	read,
};
