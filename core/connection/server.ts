import { azureEnvironments } from '../auth/azure/environments';
import type { AzureIdentity } from '../auth/identity';
import { isOnlineHost } from '../backends/ews/online';
import type { Settings } from './settings';
import { notUsable } from './values';

const DEFAULT_PATH = '/EWS/Exchange.asmx';
/** A root of Microsoft Graph: its version stands at the end. */
const GRAPH_ADDRESS = /\/(?:v1\.0|beta)\/?$/i;

/** What the address of a connection depends on besides the text in 'Server'. */
export interface Place {
	readonly schema: Settings['schema'];
	readonly platform: Settings['platform'];
	/** Signs in by tokens, as Exchange Online demands. */
	readonly usesTokens: boolean;
	readonly environment: AzureIdentity['environment'];
	readonly allowPlainHttp: boolean;
}

/** What a person types as 'Server' (host, host/path or URL) as the absolute endpoint, or the cloud's own. */
export function parseServer(text: string, place: Place): string {
	const cloud = azureEnvironments[place.environment];
	if (place.schema === 'MSGraph') {
		// The form hides 'Server' and keeps what was typed for EWS: only an address of Graph is meant.
		if (!GRAPH_ADDRESS.test(text)) return `${cloud.graph}/v1.0`;
		return new URL(addressOf(text, place.allowPlainHttp)).href.replace(/\/$/, '');
	}
	const isCloud = place.platform === 'Exchange_Online' || place.platform === 'auto';
	if (!text && place.usesTokens && isCloud) return cloud.ews;
	if (!text) throw notUsable('Server', 'is empty', 'Enter the host name of the Exchange server.');
	const url = new URL(addressOf(text, place.allowPlainHttp));
	if (/^\/(?:ews\/?)?$/i.test(url.pathname)) url.pathname = DEFAULT_PATH;
	return url.href;
}

/** Audience of the tokens for a connection: the cloud's service, or the server itself (hybrid modern authentication). */
export function resourceOf(server: string, place: Place): string {
	const cloud = azureEnvironments[place.environment];
	if (place.schema === 'MSGraph') return cloud.graph;
	if (place.platform === 'Exchange_Online' || isOnlineHost(server)) return cloud.ewsResource;
	return new URL(server).origin;
}

function addressOf(text: string, allowPlainHttp: boolean): string {
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
	if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') {
		throw notUsable('Server', `begins with ${scheme}://`, 'Use https:// or a host name alone.');
	}
	const href = scheme === undefined ? `https://${text}` : text;
	if (/[\s\\]/.test(text) || !URL.canParse(href)) {
		throw notUsable(
			'Server',
			'is neither a host name nor a URL',
			'Write it as mail.example.org or https://mail.example.org/EWS/Exchange.asmx.',
		);
	}
	const url = new URL(href);
	if (url.username || url.password) {
		throw notUsable('Server', 'holds a user or password', "Use the fields 'User' and 'Password'.");
	}
	if (url.search || url.hash) {
		throw notUsable('Server', 'holds a query or fragment', 'Leave out everything from ? or # on.');
	}
	if (url.protocol === 'http:' && !allowPlainHttp) {
		throw notUsable(
			'Server',
			'begins with http://, which is not encrypted',
			"Use https://, or switch on 'Allow Plain HTTP' in a network you trust.",
		);
	}
	return url.href;
}
