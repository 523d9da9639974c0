import type { XmlTree } from '../backends/ews/decode/tree';
import { element } from '../backends/ews/xml/element';
import type { Answer, Form } from './answer';
import { at, noAnswer, parseAnswer, textOf } from './document';

const REQUEST = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const RESPONSE = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

/** Kinds of access from outside first. */
const OUTSIDE = ['EXPR', 'EXHTTP'];

function read(text: string): Answer {
	const response = at(parseAnswer(text), 'Response');
	if (!response) throw noAnswer('it has no Response');
	const error = at(response, 'Error');
	if (error) {
		const message = textOf(error, 'Message') ?? 'no reason given';
		return { kind: 'error', message: `${message} (${textOf(error, 'ErrorCode') ?? '?'})` };
	}
	const account = at(response, 'Account');
	const address = textOf(account, 'RedirectAddr');
	const url = textOf(account, 'RedirectUrl');
	switch (textOf(account, 'Action')) {
		case 'redirectAddr':
			if (address) return { kind: 'redirectAddress', address };
			break;
		case 'redirectUrl':
			if (url) return { kind: 'redirectUrl', url };
			break;
		case 'settings':
			if (account) return settings(response, account);
			break;
		default:
	}
	throw noAnswer('it says nothing to do');
}

function settings(response: XmlTree, account: XmlTree): Answer {
	const user = at(response, 'User');
	const protocols = account.children.filter(({ name }) => name === 'Protocol');
	const ofType = (...types: readonly string[]) =>
		protocols.filter((one) => types.includes(textOf(one, 'Type') ?? ''));
	const urlOf = (list: readonly XmlTree[]) =>
		list.map((one) => textOf(one, 'EwsUrl') ?? textOf(one, 'ASUrl')).find(Boolean);
	const inside = ofType('EXCH');
	return {
		kind: 'settings',
		settings: {
			externalEwsUrl: urlOf(ofType(...OUTSIDE)),
			internalEwsUrl: urlOf(inside),
			displayName: textOf(user, 'DisplayName'),
			address: textOf(user, 'AutoDiscoverSMTPAddress'),
			server: textOf(inside[0], 'Server'),
			version: textOf(inside[0], 'ServerVersion'),
		},
	};
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-web-service-reference-for-exchange */
export const pox: Form = {
	name: 'pox',
	path: '/autodiscover/autodiscover.xml',
	headers: {},
	compose: (address) =>
		`<?xml version="1.0" encoding="utf-8"?>${element(
			'Autodiscover',
			{ xmlns: REQUEST },
			element(
				'Request',
				null,
				element('EMailAddress', null, address),
				element('AcceptableResponseSchema', null, RESPONSE),
			),
		).toString()}`,
	read,
};
