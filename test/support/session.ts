import { openSession } from '../../core';
import type { Call, CredentialData, Query, Row, Session } from '../../core';
import type { Sandbox } from '../../sandbox';

/** Credential fields for a sandbox, as n8n would hand them over; `user` is a sign-in name of it. */
export function credentialFor(sandbox: Sandbox, over: CredentialData = {}): CredentialData {
	const wanted = typeof over['user'] === 'string' ? over['user'].toLowerCase() : undefined;
	const account = sandbox.accounts.find(
		({ domain, user, principal }) =>
			wanted === undefined ||
			[`${domain}\\${user}`, user, principal].join('\n').toLowerCase().includes(wanted),
	);
	if (account === undefined) throw new Error(`The sandbox has no account ${wanted}`);
	return {
		schema: 'EWS',
		authScheme: 'NTLM',
		server: sandbox.url,
		password: account.password,
		allowPlainHttp: true,
		...over,
		user: `${account.domain}\\${account.user}`,
	};
}

const open: Session[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map((session) => session.close()));
});

/** Our session on a sandbox; closed after the test. */
export async function sessionOn(sandbox: Sandbox, over: CredentialData = {}): Promise<Session> {
	const session = await openSession(credentialFor(sandbox, over));
	open.push(session);
	return session;
}

/** What a run gives its calls, where a test has nothing special to say. */
export const call: Call = { timeZone: 'Europe/Berlin' };

/** All rows of a query. */
export async function rowsOf(session: Session, query: Query): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const page of session.query(query, call)) rows.push(...page);
	return rows;
}
