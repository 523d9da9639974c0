import type { Call } from '../../core';
import { openDirectory } from '../../core';
import type { DirectoryQuery, DirectorySession } from '../../core/directory/session';
import type { Row } from '../../core/schema/column';
import { USER_PASSWORD } from '../servers/directory/content';
import { whyNoPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import { runCommand } from '../support/command';
import { ldapsearch, type LdapEntry } from '../support/ldapsearch';

const why = whyNoPreparedDirectory();

/** Tests that need a domain controller. Where none can run they are left out, and the run says so. */
export function suiteWithDirectory(name: string, define: () => void): void {
	if (why) console.warn(`LEFT OUT: ${name}: ${why}`);
	(why ? describe.skip : describe)(name, define);
}

export type Credential = Readonly<Record<string, unknown>>;

/** A credential as the form makes it: implicit TLS, the controller's authority, the administrator. */
export const credentialOf = (directory: PreparedDirectory, more: Credential = {}): Credential => ({
	discovery: 'hosts',
	hosts: directory.address,
	port: 636,
	security: 'implicitTls',
	user: directory.admin.user,
	password: directory.admin.password,
	baseDn: directory.base,
	caCertificate: directory.ca,
	serverName: directory.host,
	allowUnauthorizedCerts: false,
	pageSize: 1000,
	connectTimeout: 10,
	timeout: 60,
	...more,
});

/** The same over an unencrypted link, such as one through a proxy. */
export const plainCredential = (
	directory: PreparedDirectory,
	port = 389,
	more: Credential = {},
): Credential =>
	credentialOf(directory, {
		hosts: port === 389 ? directory.address : '127.0.0.1',
		port,
		security: 'none',
		caCertificate: '',
		serverName: '',
		...more,
	});

export const as = (account: string): Credential => ({
	user: `${account}@ad.example.test`,
	password: USER_PASSWORD,
});

/** A call that keeps what it was told. */
export function newCall(more: Partial<Call> = {}): Call & { readonly notices: string[] } {
	const notices: string[] = [];
	return { timeZone: 'UTC', notices, notice: (text) => void notices.push(text), ...more };
}

export const open = (credential: Credential): Promise<DirectorySession> =>
	openDirectory(credential as never);

/** Opens, works, closes. */
export async function withSession<T>(
	credential: Credential,
	work: (session: DirectorySession) => Promise<T>,
): Promise<T> {
	const session = await open(credential);
	try {
		return await work(session);
	} finally {
		await session.close();
	}
}

/** All rows of a query. */
export async function rowsOf(
	session: DirectorySession,
	query: Omit<DirectoryQuery, 'scope'> & Partial<Pick<DirectoryQuery, 'scope'>>,
	call: Call = newCall(),
): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const piece of session.query({ scope: {}, ...query }, call)) rows.push(...piece);
	return rows;
}

/** What ldapsearch finds as the administrator over an unencrypted link. */
export const judge = (
	directory: PreparedDirectory,
	filter = '(objectClass=*)',
	attributes: readonly string[] = ['distinguishedName'],
	more: {
		readonly base?: string;
		readonly scope?: 'sub' | 'one' | 'base';
		readonly extra?: readonly string[];
	} = {},
): Promise<LdapEntry[]> =>
	ldapsearch({
		url: `ldap://${directory.address}`,
		...directory.admin,
		base: directory.base,
		filter,
		attributes,
		...more,
	});

export const dnsOf = (list: ReadonlyArray<LdapEntry | Row>): string[] =>
	list.map((each) => String('dn' in each ? each.dn : (each as Row)['distinguishedName'])).sort();

/** `in`, or the number that Active Directory gives as reason: OpenLDAP's own client tries. */
export async function signIn(
	directory: PreparedDirectory,
	name: string,
	password = USER_PASSWORD,
): Promise<string> {
	const { code, stderr } = await runCommand('ldapsearch', [
		...['-x', '-LLL', '-H', `ldap://${directory.address}`, '-b', directory.base, '-s', 'base'],
		...['-D', `${name}@ad.example.test`, '-w', password, '(objectClass=*)', 'dc'],
	]);
	return code === 0 ? 'in' : (/data ([0-9a-f]+)/.exec(stderr)?.[1] ?? stderr);
}

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Row> {
	try {
		await promise;
	} catch (error) {
		return error as Error & Row;
	}
	throw new Error('it was not rejected');
}
