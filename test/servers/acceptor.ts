import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { clockThatIsOff } from './clock';

/** What an acceptor says to a token. */
export interface Accepted {
	readonly complete: boolean;
	/** `anna@AD.EXAMPLE.TEST`, once complete. */
	readonly user?: string;
	/** Token for the client. */
	readonly response?: Buffer;
	/** Why it refuses. */
	readonly error?: string;
	/** MIT alone: the rest. */
	readonly service?: string;
	readonly mutual?: boolean;
	readonly channelBound?: boolean;
	readonly flags?: number;
}

/** Somebody else's Kerberos that takes in our tokens, GSS-API or SPNEGO. */
export interface Acceptor {
	/**
	 * @param context tokens of one sign-in share it; default: this token is all
	 * @param binding application data of the channel, `tls-server-end-point:` and the hash; MIT alone
	 */
	step(token: Buffer, context?: string, binding?: Buffer): Promise<Accepted>;
	stop(): void;
}

export interface AcceptorOptions {
	readonly keytab: string;
	readonly krb5Conf: string;
	/** Default: a token that came before is taken again. */
	readonly refusesReplay?: boolean;
	/** Seconds that its clock is ahead of this machine's; needs Debian's libfaketime. */
	readonly clockOffset?: number;
}

const PYTHON = '/usr/bin/python3';

export const whyNoMitAcceptor = (): string | undefined =>
	spawnSync(PYTHON, ['-c', 'import gssapi'], { stdio: 'ignore' }).status === 0
		? undefined
		: 'Debian package python3-gssapi is missing';

/** MIT Kerberos by python-gssapi; knows channel bindings. */
export const startMitAcceptor = (options: AcceptorOptions): Acceptor =>
	start(PYTHON, [path.join(__dirname, 'acceptor_gssapi.py')], options);

/** Folder that `npm run setup` compiles the npm package kerberos into; undefined when it is not there. */
export function npmKerberosFolder(): string | undefined {
	const folder = path.join(
		process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
		'n8n-nodes-microsoft-exchange',
		`kerberos-7.0.0-${process.platform}-${process.arch}`,
	);
	const built = path.join(folder, 'node_modules/kerberos/build/Release/kerberos.node');
	return existsSync(built) ? folder : undefined;
}

export const whyNoNpmAcceptor = (): string | undefined =>
	npmKerberosFolder() ? undefined : 'npm run setup could not compile the npm package kerberos';

/** @param service as GSS-API writes host-based services: `HTTP@exchange.ad.example.test` */
export const startNpmAcceptor = (options: AcceptorOptions, service: string): Acceptor =>
	start(
		process.execPath,
		[path.join(__dirname, 'acceptorKerberos.mjs'), npmKerberosFolder()!, service],
		options,
	);

function start(command: string, args: readonly string[], options: AcceptorOptions): Acceptor {
	const { keytab, krb5Conf, refusesReplay = false, clockOffset = 0 } = options;
	const child = spawn(command, args, {
		stdio: ['pipe', 'pipe', 'inherit'],
		env: {
			...process.env,
			KRB5_KTNAME: keytab,
			KRB5_CONFIG: krb5Conf,
			...clockThatIsOff(clockOffset),
			...(refusesReplay ? {} : { KRB5RCACHENAME: 'none:' }),
		},
	});
	const waiting = new Map<number, (answer: Accepted) => void>();
	let orders = 0;
	let isOver = false;
	readline.createInterface({ input: child.stdout }).on('line', (line) => {
		const { id, response, ...rest } = JSON.parse(line) as {
			id: number;
			complete: boolean;
			response?: string;
		};
		waiting.get(id)?.({
			...rest,
			...(response === undefined ? {} : { response: Buffer.from(response, 'base64') }),
		});
		waiting.delete(id);
	});
	const end = () => {
		isOver = true;
		for (const resolve of waiting.values()) resolve({ complete: false, error: 'it has ended' });
		waiting.clear();
	};
	child.once('exit', end);
	child.once('error', end);
	child.stdin.on('error', () => undefined);
	const orphan = () => child.kill();
	process.once('exit', orphan);
	return {
		step: (token, context, binding) =>
			new Promise((resolve) => {
				orders += 1;
				if (isOver) return resolve({ complete: false, error: 'it has ended' });
				waiting.set(orders, resolve);
				const order = {
					id: orders,
					context: context ?? `only ${orders}`,
					token: token.toString('base64'),
					binding: binding?.toString('base64'),
				};
				child.stdin.write(`${JSON.stringify(order)}\n`);
			}),
		stop: () => {
			process.removeListener('exit', orphan);
			child.kill();
		},
	};
}
