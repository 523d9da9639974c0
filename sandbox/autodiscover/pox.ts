import type { Store } from '../store';
import type { Build } from '../ews/version';
import { escape } from '../ews/xml/escape';
import { at } from '../ews/xml/node';
import { parse, XmlError } from '../ews/xml/parse';
import type { AutodiscoverAnswer } from './rules';
import { settingsOf, type Settings } from './settings';

/** "Plain old XML" Autodiscover (MS-OXDSCLI). */

const REQUEST = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const OUTER = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006';
const INNER = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

const tag = (name: string, text: string) => `<${name}>${escape(text)}</${name}>`;

function answer(response: string): string {
	return `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${OUTER}">${response}</Autodiscover>`;
}

function inner(user: string, account: string): string {
	return answer(
		`<Response xmlns="${INNER}"><User>${user}</User><Account><AccountType>email</AccountType>${account}</Account></Response>`,
	);
}

export function poxError(code: number, message: string): string {
	return answer(
		`<Response><Error Time="09:00:00.0000000" Id="1054084152"><ErrorCode>${code}</ErrorCode>${tag('Message', message)}<DebugData/></Error></Response>`,
	);
}

function settingsXml(settings: Settings): string {
	const user =
		tag('DisplayName', settings.displayName) +
		tag('LegacyDN', settings.legacyDn) +
		tag('AutoDiscoverSMTPAddress', settings.address) +
		tag('DeploymentId', settings.deploymentId);
	const urls =
		tag('ASUrl', settings.ewsUrl) + tag('EwsUrl', settings.ewsUrl) + tag('OOFUrl', settings.ewsUrl);
	const protocol = (type: string) =>
		`<Protocol>${tag('Type', type)}${tag('Server', settings.server)}${tag('ServerVersion', settings.serverVersion)}${urls}</Protocol>`;
	return inner(user, `<Action>settings</Action>${protocol('EXCH')}${protocol('EXPR')}`);
}

/** The address that a request asks for; undefined for what is no such request. */
export function poxAddress(xml: string): string | undefined {
	try {
		const root = parse(xml);
		const address = at(root, 'Request', 'EMailAddress')?.text.trim();
		const schema = at(root, 'Request', 'AcceptableResponseSchema')?.text.trim();
		const known = root.name === 'Autodiscover' && root.namespace === REQUEST && schema === INNER;
		return known && address !== undefined && /^[^\s@]+@[^\s@]+$/.test(address)
			? address
			: undefined;
	} catch (error) {
		if (error instanceof XmlError) return undefined;
		throw error;
	}
}

/** @param rule what is answered instead of the mailbox's settings */
export function poxAnswer(
	store: Store,
	address: string | undefined,
	rule: AutodiscoverAnswer | undefined,
	origin: string,
	build: Build,
): string {
	if (address === undefined) return poxError(600, 'Invalid Request');
	if (rule?.kind === 'error') return poxError(rule.code, rule.message);
	if (rule?.kind === 'redirectAddress') {
		return inner('', `<Action>redirectAddr</Action>${tag('RedirectAddr', rule.address)}`);
	}
	if (rule?.kind === 'redirectUrl') {
		return inner('', `<Action>redirectUrl</Action>${tag('RedirectUrl', rule.url)}`);
	}
	const mailbox = store.directory.find(address);
	if (mailbox === undefined) return poxError(500, "The email address can't be found.");
	const settings = settingsOf(mailbox, origin, build);
	return settingsXml(rule?.kind === 'settings' ? { ...settings, ewsUrl: rule.ewsUrl } : settings);
}
