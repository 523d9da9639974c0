import type { DirectorySettings } from '../../connection/directorySettings';
import { CancelledError, ExchangeError, RetriableError } from '../../errors';
import { LdapConnection, type Wait } from './connection';
import { endpointsOf } from './discover';
import { type Entry, textOf, textsOf } from './entry';
import { present } from './filter';
import type { Endpoint } from './socket';

/** What a server says about itself: https://learn.microsoft.com/windows/win32/adschema/rootdse */
export interface Server {
	/** Its own name, else the host of the credential. */
	readonly name: string;
	readonly endpoint: Endpoint;
	/** `DC=…` of its own domain; absent when the server is no Active Directory. */
	readonly defaultNamingContext?: string;
	readonly rootDomainNamingContext?: string;
	readonly configurationNamingContext?: string;
	readonly namingContexts: readonly string[];
	readonly subschema?: string;
	/** DN of its NTDS settings: names the server in a cursor. */
	readonly dsServiceName?: string;
	readonly highestCommittedUsn?: string;
	readonly controls: readonly string[];
	readonly isGlobalCatalog: boolean;
	readonly version: string;
}

const ROOT = [
	...['defaultNamingContext', 'rootDomainNamingContext', 'configurationNamingContext'],
	...['namingContexts', 'subschemaSubentry', 'dsServiceName', 'dnsHostName', 'supportedControl'],
	...['highestCommittedUSN', 'domainControllerFunctionality', 'vendorName', 'vendorVersion'],
];

/**
 * The way to one server, opened when first needed and opened again when it dropped. The first server
 * that answers is kept for the session: cookies and sequence numbers are good on one machine alone.
 */
export class DirectoryLink {
	private connection?: Promise<LdapConnection>;
	private endpoint?: Endpoint;
	private root?: Server;
	private closed = false;

	constructor(readonly settings: DirectorySettings) {}

	async open(wait: Wait): Promise<LdapConnection> {
		if (this.closed) throw new RetriableError('The connection to the directory was closed');
		const current = await this.connection?.catch(() => undefined);
		if (current?.isOpen) return current;
		if (current) await current.close();
		const opening = this.connect(wait);
		this.connection = opening;
		opening.catch(() => {
			if (this.connection === opening) this.connection = undefined;
		});
		return await opening;
	}

	async server(wait: Wait): Promise<Server> {
		if (this.root) return this.root;
		return await this.refreshServer(wait);
	}

	/** Reads anew what changes: the highest sequence number. */
	async refreshServer(wait: Wait): Promise<Server> {
		const connection = await this.open(wait);
		const found = await connection.search(
			{ base: '', scope: 'base', filter: present('objectClass'), attributes: ROOT },
			wait,
		);
		this.root = serverOf(found.entries[0], connection.endpoint);
		return this.root;
	}

	async close(): Promise<void> {
		this.closed = true;
		const current = await this.connection?.catch(() => undefined);
		await current?.close();
	}

	private async connect(wait: Wait): Promise<LdapConnection> {
		const candidates = this.endpoint ? [this.endpoint] : await endpointsOf(this.settings, wait);
		let last: unknown;
		for (const candidate of candidates) {
			let connection: LdapConnection;
			try {
				connection = await LdapConnection.open(this.settings, candidate, wait);
			} catch (error) {
				if (error instanceof CancelledError) throw error;
				last ??= error;
				continue;
			}
			try {
				// A refused sign-in ends the search for a server: every further try counts against the account.
				await connection.bind(wait);
			} catch (error) {
				await connection.close();
				throw error;
			}
			this.endpoint = connection.endpoint;
			return connection;
		}
		throw last instanceof ExchangeError || last instanceof Error
			? last
			: new RetriableError('No domain controller is known');
	}
}

function serverOf(entry: Entry | undefined, endpoint: Endpoint): Server {
	const root: Entry = entry ?? { dn: '', values: new Map(), names: new Map() };
	const text = (name: string) => textOf(root, name);
	const level = text('domainControllerFunctionality');
	const optional = {
		defaultNamingContext: text('defaultNamingContext'),
		rootDomainNamingContext: text('rootDomainNamingContext'),
		configurationNamingContext: text('configurationNamingContext'),
		subschema: text('subschemaSubentry'),
		dsServiceName: text('dsServiceName'),
		highestCommittedUsn: text('highestCommittedUSN'),
	};
	return {
		name: text('dnsHostName') ?? endpoint.host,
		endpoint,
		...optional,
		namingContexts: textsOf(root, 'namingContexts'),
		controls: textsOf(root, 'supportedControl'),
		isGlobalCatalog: endpoint.port === 3268 || endpoint.port === 3269,
		version: level
			? `Active Directory, ${LEVELS[level] ?? `functional level ${level}`}`
			: [text('vendorName'), text('vendorVersion')].filter(Boolean).join(' ') || 'an LDAP server',
	};
}

/** domainControllerFunctionality in words. */
const LEVELS: Readonly<Record<string, string>> = {
	'0': 'Windows 2000',
	'2': 'Windows Server 2003',
	'3': 'Windows Server 2008',
	'4': 'Windows Server 2008 R2',
	'5': 'Windows Server 2012',
	'6': 'Windows Server 2012 R2',
	'7': 'Windows Server 2016 or later',
	'10': 'Windows Server 2025',
};
