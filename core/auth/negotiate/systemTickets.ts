import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { FatalError, InputError, type ExchangeError } from '../../errors';
import type { Party } from './party';
import { needsProof, noProof } from './proof';

/** What is used of the npm package `kerberos` 2 to 7; a person installs it, for it has to be compiled. */
export interface KerberosPackage {
	initializeClient(
		service: string,
		options: { readonly mechOID: number; readonly flags: number },
	): Promise<KerberosClient>;
}

interface KerberosClient {
	readonly contextComplete: boolean;
	/** Base64 in and out. */
	step(token: string): Promise<string | null | undefined>;
}

const MECHANISM = { kerberos: 9, spnego: 6 } as const;
const MUTUAL_FLAG = 2;

/** The package where the node, n8n's folder for community nodes, or Node.js itself has it. */
export function findKerberosPackage(): KerberosPackage | undefined {
	const n8n = path.join(process.env.N8N_USER_FOLDER || homedir(), '.n8n');
	const folders = [
		__dirname,
		path.join(n8n, 'nodes'),
		path.join(n8n, 'custom'),
		process.cwd(),
		path.resolve(path.dirname(process.execPath), '..', 'lib'),
	];
	for (const folder of folders) {
		const load = createRequire(path.join(folder, 'index.js'));
		try {
			load.resolve('kerberos');
		} catch {
			continue;
		}
		try {
			return load('kerberos') as KerberosPackage;
		} catch (cause) {
			throw new FatalError("The npm package 'kerberos' is installed and cannot be loaded", {
				code: 'KERBEROS_PACKAGE',
				advice: `Install it again without --ignore-scripts, on a machine with a C++ compiler and the headers of Kerberos (libkrb5-dev), or enter 'Password', 'Kerberos Keytab' or 'Kerberos Ticket Cache'. Node.js says: ${firstLine(cause)}`,
			});
		}
	}
	return undefined;
}

export interface SystemOptions {
	/** `HTTP/host`. */
	readonly service: string;
	readonly isBare: boolean;
	/** See KerberosOptions. */
	readonly isMutual: boolean;
	readonly find?: () => KerberosPackage | undefined;
}

/** The tickets of the account that n8n runs as: of `kinit` on Unix, of the sign-in to Windows. */
export class SystemParty implements Party {
	readonly name = 'Kerberos';
	readonly negotiating = false;
	readonly advice =
		"The system's own tickets were used, because 'User', 'Password', 'Kerberos Keytab' and 'Kerberos Ticket Cache' are empty. They cannot be tied to the TLS channel: a server that requires that (Extended Protection) needs one of those fields filled in.";
	private client?: KerberosClient;

	constructor(private readonly options: SystemOptions) {}

	async first(): Promise<Buffer> {
		const { service, isBare, isMutual, find = findKerberosPackage } = this.options;
		const found = find();
		if (!found) throw notInstalled();
		// GSS-API writes services with @, Windows with a slash.
		const name = process.platform === 'win32' ? service : service.replace('/', '@');
		try {
			this.client = await found.initializeClient(name, {
				mechOID: isBare ? MECHANISM.kerberos : MECHANISM.spnego,
				flags: isMutual ? MUTUAL_FLAG : 0,
			});
			const token = await this.client.step('');
			if (token) return Buffer.from(token, 'base64');
		} catch (cause) {
			throw noTicket(service, firstLine(cause));
		}
		throw noTicket(service, 'no token');
	}

	async next(token: Buffer | undefined): Promise<Buffer | undefined> {
		if (!token || this.client!.contextComplete) return undefined;
		const answer = await this.step(token);
		return answer ? Buffer.from(answer, 'base64') : undefined;
	}

	async accepted(token: Buffer | undefined, status: number): Promise<void> {
		if (token && !this.client!.contextComplete) await this.step(token);
		if (this.client!.contextComplete || !this.options.isMutual) return;
		if (needsProof(status)) throw noProof();
	}

	private async step(token: Buffer): Promise<string | null | undefined> {
		try {
			return await this.client!.step(token.toString('base64'));
		} catch (cause) {
			throw new FatalError(`The server's answer is refused by Kerberos: ${firstLine(cause)}`, {
				code: 'KERBEROS_MUTUAL',
				field: 'server',
				advice: "Check 'Server' and 'Kerberos SPN': another server answered in its place.",
			});
		}
	}
}

const notInstalled = (): ExchangeError =>
	new InputError("'User' and 'Password' are empty, and Kerberos has nothing else to sign in with", {
		field: 'user',
		code: 'KERBEROS_PACKAGE',
		advice:
			"Fill in 'User' and 'Password', 'Kerberos Keytab' or 'Kerberos Ticket Cache'. To use the tickets of the account that n8n runs as, install the npm package kerberos in n8n's folder for community nodes: cd ~/.n8n/nodes && npm install kerberos.",
	});

const noTicket = (service: string, said: string): ExchangeError =>
	new FatalError(`The system has no ticket for '${service}': ${said}`, {
		field: 'password',
		code: 'KERBEROS_NO_TICKET',
		advice:
			"Run kinit as the account that n8n runs as, or fill in 'User' and 'Password', 'Kerberos Keytab' or 'Kerberos Ticket Cache'.",
	});

const firstLine = (cause: unknown): string =>
	String(cause instanceof Error ? cause.message : cause)
		.split('\n')[0]!
		.slice(0, 200);
