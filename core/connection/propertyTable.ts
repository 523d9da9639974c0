import { InputError } from '../errors';
import { IMPERSONATION_TYPES, PROXY_AUTH_SCHEMES } from './fields';
import { parseHeaders } from './headers';
import { type Advanced, answered, asField, type Property } from './property';
import { SIGN_IN_PROPERTIES } from './signInProperties';
import { notUsable, readBoolean, readChoice, readInteger, readText } from './values';

const OFF = ['', 'false', '0', 'no', 'off'];
const ON = ['', 'true', '1', 'yes', 'on'];
const logging = (name: string) =>
	answered(
		name,
		'this node writes no log file of its own',
		"Remove the row; n8n's log is set by N8N_LOG_LEVEL, N8N_LOG_OUTPUT and N8N_LOG_FILE_LOCATION.",
		[''],
	);
const caching = (name: string, neutral: readonly string[] = ['']) =>
	answered(
		name,
		'every read asks the server',
		'Remove the row; keep rows in an n8n Data Table where a copy is wanted.',
		neutral,
	);
const choosing = (name: string, advice: string) =>
	answered(name, 'tables are chosen in the node', `Remove the row; ${advice}`, ['']);

/**
 * The advanced properties of the connector that many connections come from, in its order, and
 * `Concurrency` of this one.
 */
export const PROPERTIES: readonly Property[] = [
	...SIGN_IN_PROPERTIES,
	asField('SSLServerCert', 'sslServerCert'),
	{
		name: 'FirewallType',
		apply: (value, { proxy }) => {
			const type = readChoice(readText(value, 'FirewallType') || 'NONE', 'FirewallType', [
				'NONE',
				'TUNNEL',
				'SOCKS4',
				'SOCKS5',
			]);
			if (type === 'SOCKS4') proxy.protocol = 'socks4';
			if (type === 'SOCKS5') proxy.protocol = 'socks5';
		},
	},
	{
		name: 'FirewallServer',
		apply: (value, { proxy }) => setProxyServer(value, proxy, 'FirewallServer'),
	},
	{ name: 'FirewallPort', apply: (value, { proxy }) => setProxyPort(value, proxy, 'FirewallPort') },
	asField('FirewallUser', 'proxyUser'),
	asField('FirewallPassword', 'proxyPassword'),
	{
		name: 'ProxyAutoDetect',
		apply: (value, { fields }) => {
			fields.proxyMode = readBoolean(value, 'ProxyAutoDetect') ? 'environment' : 'none';
		},
	},
	{ name: 'ProxyServer', apply: (value, { proxy }) => setProxyServer(value, proxy, 'ProxyServer') },
	{ name: 'ProxyPort', apply: (value, { proxy }) => setProxyPort(value, proxy, 'ProxyPort') },
	{
		name: 'ProxyAuthScheme',
		field: 'proxyAuthScheme',
		apply: (value, { fields }) => {
			const scheme = readText(value, 'ProxyAuthScheme');
			if (scheme.toUpperCase() === 'PROPRIETARY') {
				throw notUsable(
					'ProxyAuthScheme',
					'is PROPRIETARY, which has no rules to follow',
					`Use one of ${PROXY_AUTH_SCHEMES.join(', ')}.`,
				);
			}
			fields.proxyAuthScheme = scheme;
		},
	},
	asField('ProxyUser', 'proxyUser'),
	asField('ProxyPassword', 'proxyPassword'),
	{
		name: 'ProxySSLType',
		apply: (value, { proxy }) => {
			const type = readChoice(value, 'ProxySSLType', ['AUTO', 'ALWAYS', 'NEVER', 'TUNNEL']);
			if (type === 'NEVER') {
				throw notUsable(
					'ProxySSLType',
					'is NEVER',
					'Use AUTO: requests pass the proxy in a tunnel.',
				);
			}
			if (type === 'ALWAYS') proxy.protocol = 'https';
		},
	},
	asField('ProxyExceptions', 'proxyExceptions'),
	logging('Logfile'),
	logging('Verbosity'),
	logging('LogModules'),
	logging('MaxLogFileSize'),
	logging('MaxLogFileCount'),
	choosing('Location', 'the tables are built in.'),
	choosing('BrowsableSchemas', "the field 'Schema' chooses."),
	choosing('Tables', "choose by 'Resource'."),
	choosing('Views', "choose by 'Resource' and 'Folder'."),
	caching('AutoCache', OFF),
	{ ...caching('CacheDriver'), aliases: ['CacheProvider'] },
	caching('CacheConnection'),
	caching('CacheLocation'),
	caching('CacheTolerance'),
	caching('Offline', OFF),
	caching('CacheMetadata', OFF),
	answered(
		'AlwaysRequestTableDependencies',
		'EWS delivers the ids of parents with every record',
		'Remove the row; choose the columns under Output.',
		OFF,
	),
	{
		name: 'BatchSize',
		// 0 asks for the whole batch in one request; 1,000 is the most that one request takes.
		apply: (value, { settings }) => {
			settings.batchSize = readInteger(value, 'BatchSize', 0, 1000) || 1000;
		},
	},
	{
		name: 'BodyType',
		apply: (value, { settings }) => {
			settings.bodyFormat = readChoice(value, 'BodyType', ['best', 'html', 'text'] as const);
		},
	},
	{
		name: 'ConnectionLifeTime',
		apply: (value, { settings }) => {
			const seconds = readInteger(value, 'ConnectionLifeTime', 0, 86_400);
			settings.connectionLifetimeMs = seconds === 0 ? undefined : seconds * 1000;
		},
	},
	answered(
		'ConnectOnOpen',
		'the server is contacted with the first request',
		"Remove the row; the credential's Test button contacts the server.",
		OFF,
	),
	{
		name: 'CustomHeaders',
		apply: (value, { settings }) => {
			settings.customHeaders = parseHeaders(readText(value, 'CustomHeaders'), 'CustomHeaders');
		},
	},
	answered(
		'DefaultGroups',
		'groups belong to Microsoft Graph, which is not built yet',
		'Remove the row.',
		[''],
	),
	asField('DefaultUser', 'defaultMailbox'),
	{
		name: 'DirectoryRetrievalDepth',
		apply: (value, { settings }) => {
			settings.folderDepth = readInteger(value, 'DirectoryRetrievalDepth', 0, 300);
		},
	},
	{
		name: 'DisableServerSideFiltering',
		apply: (value, { settings }) => {
			settings.disableServerSideFiltering = readBoolean(value, 'DisableServerSideFiltering');
		},
	},
	answered(
		'GroupId',
		'groups belong to Microsoft Graph, which is not built yet',
		'Remove the row.',
		[''],
	),
	{
		name: 'ImpersonationType',
		apply: (value, { fields }) => {
			fields.impersonationType = readChoice(value, 'ImpersonationType', IMPERSONATION_TYPES);
		},
	},
	{
		name: 'ImpersonationUser',
		apply: (value, { fields }) => {
			fields.access = 'impersonate';
			fields.defaultMailbox = readText(value, 'ImpersonationUser');
		},
	},
	{
		name: 'IncludeContent',
		apply: (value, { settings }) => {
			settings.includeContent = readBoolean(value, 'IncludeContent');
		},
	},
	{
		name: 'MaxRows',
		apply: (value, { settings }) => {
			settings.maxRows = readInteger(value, 'MaxRows', -1, Number.MAX_SAFE_INTEGER);
		},
	},
	{
		name: 'Other',
		apply: (value, advanced, find) => {
			for (const pair of readText(value, 'Other').split(';')) {
				if (!pair.trim()) continue;
				const at = pair.indexOf('=');
				if (at < 1) throw notUsable('Other', 'holds no name=value', 'Write name=value;name=value.');
				const property = find(pair.slice(0, at).trim());
				if (property.name === 'Other') throw notUsable('Other', 'holds itself', 'Leave it out.');
				property.apply(pair.slice(at + 1).trim(), advanced, find);
			}
		},
	},
	{
		name: 'PublicFolderMailbox',
		apply: (value, { settings }) => {
			const address = readText(value, 'PublicFolderMailbox').trim();
			if (address === '') return;
			if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(address)) {
				throw new InputError(`The advanced property 'PublicFolderMailbox' is no address`, {
					field: 'PublicFolderMailbox',
					advice: 'Give the SMTP address of the mailbox that keeps the public folder hierarchy.',
				});
			}
			settings.publicFolderMailbox = address;
		},
	},
	{
		name: 'Pagesize',
		apply: (value, { settings }) => {
			settings.pageSize = readInteger(value, 'Pagesize', 0, 1000);
		},
	},
	{
		name: 'PoolIdleTimeout',
		apply: (value, { settings }) => {
			settings.idleTimeoutMs = readInteger(value, 'PoolIdleTimeout', 1, 3600) * 1000;
		},
	},
	{
		name: 'PoolMaxSize',
		apply: (value, { settings }) => setConcurrency(value, settings, 'PoolMaxSize'),
	},
	answered('PoolMinSize', 'sockets are opened when needed', 'Remove the row.', ['', '0', '1']),
	answered(
		'PoolWaitTime',
		'a request waits for its place until it is cancelled',
		"Remove the row; 'Timeout' limits each request.",
		[''],
	),
	choosing(
		'PseudoColumns',
		'mailbox, access, folder and sending are fields and options of the node.',
	),
	asField('Readonly', 'readOnly'),
	answered('RTK', 'no licence key is needed', 'Remove the row.', ['']),
	{
		name: 'Timeout',
		// 0 means no limit; a day is one that nobody meets.
		apply: (value, { settings }) => {
			settings.timeoutMs = (readInteger(value, 'Timeout', 0, 86_400) || 86_400) * 1000;
		},
	},
	answered(
		'UseConnectionPooling',
		'sockets are always kept, since signing in on each is slow',
		"Remove the row; 'ConnectionLifeTime' and 'PoolIdleTimeout' limit how long.",
		ON,
	),
	answered(
		'UserDefinedViews',
		'a saved query is a workflow here',
		'Put the Query node into a workflow of its own and call it by Execute Workflow.',
		[''],
	),
	{
		name: 'Concurrency',
		apply: (value, { settings }) => setConcurrency(value, settings, 'Concurrency'),
	},
];

function setProxyServer(value: unknown, proxy: Advanced['proxy'], label: string): void {
	proxy.server = readText(value, label);
}

function setProxyPort(value: unknown, proxy: Advanced['proxy'], label: string): void {
	proxy.port = readInteger(value, label, 0, 65_535) || undefined;
}

function setConcurrency(value: unknown, settings: Advanced['settings'], label: string): void {
	// 27 is EwsMaxConcurrency of a stock Exchange server.
	settings.concurrency = readInteger(value, label, 1, 27);
}
