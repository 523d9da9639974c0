import type { Store } from '../store';
import { BUILDS, type Build } from '../ews/version';
import { escape } from '../ews/xml/escape';
import { at, below, child, type Node } from '../ews/xml/node';
import { parse, XmlError } from '../ews/xml/parse';
import type { AutodiscoverAnswer } from './rules';
import { settingsOf, type Settings } from './settings';

/** SOAP Autodiscover, Exchange 2010 and later (MS-OXWSADISC): GetUserSettings. */

const SPACE = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
const ADDRESSING = 'http://www.w3.org/2005/08/addressing';
const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

const tag = (name: string, text: string) => `<${name}>${escape(text)}</${name}>`;
const outcome = (code: string, message: string) =>
	tag('ErrorCode', code) + tag('ErrorMessage', message);

/** Setting -> value; others are SettingIsNotAvailable. */
const SETTINGS: Readonly<Record<string, (settings: Settings) => string>> = {
	UserDisplayName: (s) => s.displayName,
	UserDN: (s) => s.legacyDn,
	UserDeploymentId: (s) => s.deploymentId,
	AutoDiscoverSMTPAddress: (s) => s.address,
	InternalMailboxServer: (s) => s.server,
	InternalEwsUrl: (s) => s.ewsUrl,
	ExternalEwsUrl: (s) => s.ewsUrl,
	EwsSupportedSchemas: () =>
		'Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, Exchange2013_SP1',
	CasVersion: (s) => s.serverVersion,
	ExternalEwsVersion: (s) => s.serverVersion,
};

function envelope(body: string, build: Build): string {
	const [major, minor, buildMajor, buildMinor] = BUILDS[build].numbers;
	const version = `<h:ServerVersionInfo xmlns:h="${SPACE}"><h:MajorVersion>${major}</h:MajorVersion><h:MinorVersion>${minor}</h:MinorVersion><h:MajorBuildNumber>${buildMajor}</h:MajorBuildNumber><h:MinorBuildNumber>${buildMinor}</h:MinorBuildNumber><h:Version>Exchange2015</h:Version></h:ServerVersionInfo>`;
	return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${ENVELOPE}" xmlns:a="${ADDRESSING}"><s:Header><a:Action s:mustUnderstand="1">${SPACE}/Autodiscover/GetUserSettingsResponse</a:Action>${version}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

function response(inner: string, build: Build): string {
	return envelope(
		`<GetUserSettingsResponseMessage xmlns="${SPACE}"><Response xmlns:i="http://www.w3.org/2001/XMLSchema-instance">${inner}</Response></GetUserSettingsResponseMessage>`,
		build,
	);
}

export interface SoapQuestion {
	readonly addresses: readonly string[];
	readonly settings: readonly string[];
}

/** Undefined for what is no GetUserSettings. */
export function soapQuestion(xml: string): SoapQuestion | undefined {
	let root: Node;
	try {
		root = parse(xml);
	} catch (error) {
		if (error instanceof XmlError) return undefined;
		throw error;
	}
	const request = at(root, 'Body', 'GetUserSettingsRequestMessage', 'Request');
	if (request === undefined || request.namespace !== SPACE) return undefined;
	const version = at(root, 'Header', 'RequestedServerVersion');
	if (version === undefined) return undefined;
	return {
		addresses: below(request, 'Users').map((user) => child(user, 'Mailbox')?.text.trim() ?? ''),
		settings: below(request, 'RequestedSettings').map((node) => node.text.trim()),
	};
}

function redirect(code: string, target: string): string {
	return `<UserResponse>${outcome(code, 'Redirect')}${tag('RedirectTarget', target)}<UserSettingErrors/><UserSettings/></UserResponse>`;
}

function failed(code: string, message: string): string {
	return `<UserResponse>${outcome(code, message)}<RedirectTarget i:nil="true"/><UserSettingErrors/><UserSettings/></UserResponse>`;
}

function found(settings: Settings, asked: readonly string[]): string {
	const errors = asked
		.filter((name) => SETTINGS[name] === undefined)
		.map(
			(name) =>
				`<UserSettingError>${outcome('SettingIsNotAvailable', 'The setting is not available.')}${tag('SettingName', name)}</UserSettingError>`,
		);
	const values = asked.flatMap((name) => {
		const read = SETTINGS[name];
		if (read === undefined) return [];
		return [
			`<UserSetting i:type="StringSetting">${tag('Name', name)}${tag('Value', read(settings))}</UserSetting>`,
		];
	});
	return `<UserResponse>${outcome('NoError', 'No error.')}<RedirectTarget i:nil="true"/><UserSettingErrors>${errors.join('')}</UserSettingErrors><UserSettings>${values.join('')}</UserSettings></UserResponse>`;
}

function forUser(
	store: Store,
	address: string,
	rule: AutodiscoverAnswer | undefined,
	asked: readonly string[],
	origin: string,
	build: Build,
): string {
	if (rule?.kind === 'redirectAddress') return redirect('RedirectAddress', rule.address);
	if (rule?.kind === 'redirectUrl') return redirect('RedirectUrl', rule.url);
	if (rule?.kind === 'error') return failed('InvalidUser', rule.message);
	const mailbox = store.directory.find(address);
	if (mailbox === undefined) return failed('InvalidUser', `The user '${address}' is not known.`);
	const settings = settingsOf(mailbox, origin, build);
	return found(rule?.kind === 'settings' ? { ...settings, ewsUrl: rule.ewsUrl } : settings, asked);
}

/** @param ruleOf what is answered instead of the settings of an address */
export function soapAnswer(
	store: Store,
	question: SoapQuestion | undefined,
	ruleOf: (address: string) => AutodiscoverAnswer | undefined,
	origin: string,
	build: Build,
): string {
	if (question === undefined || question.settings.length === 0 || question.addresses.length === 0) {
		return response(
			`${outcome('InvalidRequest', 'The request is invalid.')}<UserResponses/>`,
			build,
		);
	}
	const users = question.addresses.map((address) =>
		forUser(store, address, ruleOf(address), question.settings, origin, build),
	);
	return response(
		`${outcome('NoError', '')}<UserResponses>${users.join('')}</UserResponses>`,
		build,
	);
}
