import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSession } from '../../core';
import type { CredentialData, Session } from '../../core';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import {
	ENCRYPTION,
	startActiveDirectory,
	whyNoActiveDirectory,
	type ActiveDirectory,
	type DirectoryAccount,
} from '../servers/activeDirectory';
import { whyNoMitAcceptor } from '../servers/acceptor';
import { which } from '../servers/domainController';
import { rowsOf } from '../support/session';
import { startSambaJudge, type SambaJudge, type SambaJudgeOptions } from '../servers/sambaJudge';

export const PASSWORD = 'Passw0rd!User';
/** Every character that a keyboard prints. */
export const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
export const HOST = 'exchange.ad.example.test';
export const SPN = `HTTP/${HOST}`;

/** Who is in the directory; those with a mailbox are looked for in the sandbox's log. */
export const PEOPLE: readonly DirectoryAccount[] = [
	{ name: 'anna', password: PASSWORD },
	{ name: 'bernd', password: PASSWORD },
	{ name: 'Élodie', password: 'Pässwörd-漢字-1' },
	{ name: 'дмитрий', password: ' Passw0rd! with blanks ' },
	{ name: 'printable', password: PRINTABLE },
	{ name: 'married', password: PASSWORD, renamedFrom: 'maiden' },
	{ name: 'changing', password: PASSWORD },
	{ name: 'changing2', password: PASSWORD },
	{ name: 'disabled', password: PASSWORD, disabled: true },
	{ name: 'expired', password: PASSWORD, expired: true },
	{ name: 'locked', password: PASSWORD, locked: true },
	{ name: 'mustchange', password: PASSWORD, mustChange: true },
	{ name: 'svc-web', password: 'Service-Pass-1', services: [SPN], encryption: ENCRYPTION.aes },
	{
		name: 'svc-old',
		password: 'Service-Pass-2',
		services: ['HTTP/old.ad.example.test'],
		encryption: ENCRYPTION.rc4,
	},
];

export const addressOf = (name: string): string =>
	`${Buffer.from(name).toString('hex')}@contoso.example`;

/** What a test works with: a real domain, and sandboxes in which it decides. */
export interface Lab {
	readonly directory: ActiveDirectory;
	readonly keytab: string;
	/** Folder that connections may read files of and write them to. */
	readonly folder: string;
	sandbox(options?: SandboxOptions, judge?: SambaJudgeOptions): Promise<Sandbox>;
	/** Our session, closed after the test. */
	session(sandbox: Sandbox, credential: CredentialData): Promise<Session>;
	/** Fields that Kerberos needs for this domain. */
	readonly kerberos: CredentialData;
}

/** Left out, with a word of it, where no domain can run. `title` says what is. */
export function suiteWithDirectory(title: string, define: (lab: Lab) => void): void {
	const noKinit = which('kinit') ? undefined : 'Debian package krb5-user is missing';
	const why = whyNoActiveDirectory() ?? noKinit ?? whyNoMitAcceptor();
	if (why) console.warn(`LEFT OUT: ${title}: ${why}`);
	(why ? describe.skip : describe)(title, () => define(useLab()));
}

function useLab(): Lab {
	let directory: ActiveDirectory;
	let keytab: string;
	let folder: string;
	const before = process.env.N8N_RESTRICT_FILE_ACCESS_TO;
	beforeAll(async () => {
		directory = await startActiveDirectory(PEOPLE);
		keytab = directory.exportKeytab(SPN);
		folder = mkdtempSync(path.join(tmpdir(), 'signin-'));
		chmodSync(folder, 0o700);
		process.env.N8N_RESTRICT_FILE_ACCESS_TO = folder;
	}, 90_000);
	afterAll(async () => {
		if (before === undefined) delete process.env.N8N_RESTRICT_FILE_ACCESS_TO;
		else process.env.N8N_RESTRICT_FILE_ACCESS_TO = before;
		if (folder) rmSync(folder, { recursive: true, force: true });
		await directory?.stop();
	}, 30_000);

	const sessions: Session[] = [];
	const running: Array<{ sandbox: Sandbox; judge: SambaJudge }> = [];
	afterEach(async () => {
		await Promise.all(sessions.splice(0).map((session) => session.close()));
		for (const { sandbox, judge } of running.splice(0)) {
			await sandbox.close();
			judge.stop();
		}
	});
	return {
		get directory() {
			return directory;
		},
		get keytab() {
			return keytab;
		},
		get folder() {
			return folder;
		},
		get kerberos() {
			return { kerberosKdc: directory.kdc, kerberosRealm: directory.realm, kerberosSpn: SPN };
		},
		sandbox: async (options = {}, judgeOptions = {}) => {
			const judge = startSambaJudge(directory, { keytab, ...judgeOptions });
			const sandbox = await startSandbox({
				judge,
				mailboxes: PEOPLE.filter(({ services }) => !services).map(({ name }) => ({
					primarySmtp: addressOf(name),
					account: `${directory.domain}\\${name}`,
					userPrincipalName: `${name}@ad.example.test`,
				})),
				// Digest is judged by the sandbox itself.
				accounts: PEOPLE.map(({ name, password }) => ({
					account: `${directory.domain}\\${name}`,
					password,
					principal: `${name}@ad.example.test`,
				})),
				...options,
			});
			running.push({ sandbox, judge });
			return sandbox;
		},
		session: async (sandbox, credential) => {
			const session = await openSession({
				server: sandbox.url,
				allowPlainHttp: true,
				proxyMode: 'none',
				...credential,
			});
			sessions.push(session);
			return session;
		},
	};
}

/** One call: reads the own contacts. */
export async function callOnce(session: Session): Promise<void> {
	await rowsOf(session, {
		table: 'contact',
		scope: { folders: [] },
		select: ['companyName'],
		limit: 1,
	});
}

/** Whom the calls that were answered were from. */
export const whoCalled = (sandbox: Sandbox): string[] =>
	sandbox.log
		.entries()
		.filter(({ operation, status }) => operation !== undefined && status === 200)
		.map(({ user }) => user ?? '');

export interface Refusal extends Error {
	readonly advice?: string;
	readonly field?: string;
	readonly kind?: string;
	readonly code?: string;
}

/** What a person reads when it was refused. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
	try {
		await work;
	} catch (error) {
		return error as Refusal;
	}
	throw new Error('It was not refused');
}

/** A file's bytes as they are pasted into a form. */
export const pasted = (file: string): string => readFileSync(file).toString('base64');
