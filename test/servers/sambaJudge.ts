import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import readline from 'node:readline';
import type {
	Judge,
	JudgeChannel,
	JudgeExchange,
	JudgeStep,
	JudgeVerdict,
} from '../../sandbox/server/signin/judge';
import { startMitAcceptor, type Acceptor } from './acceptor';
import type { ActiveDirectory } from './activeDirectory';

export interface SambaJudgeOptions {
	/** Of the service that clients ask tickets for; needed for Negotiate and Kerberos. */
	readonly keytab?: string;
	/**
	 * Who opens Kerberos tokens: `samba` (ntlm_auth, default), which knows no channels, or `mit`, which does. NTLM
	 * is Samba's in either case.
	 */
	readonly kerberos?: 'samba' | 'mit';
	/** `mit` alone: a token that came before is refused; default false. */
	readonly refusesReplay?: boolean;
	/** `mit` alone: seconds that the service's clock is ahead; needs Debian's libfaketime. */
	readonly clockOffset?: number;
}

/** The Active Directory decides in a sandbox: `startSandbox({ judge, schemes })`. End it after the sandbox. */
export interface SambaJudge extends Judge {
	stop(): void;
}

export function startSambaJudge(
	directory: Pick<ActiveDirectory, 'smbConf' | 'env' | 'krb5Conf'>,
	options: SambaJudgeOptions = {},
): SambaJudge {
	const { keytab } = options;
	const helpers = {
		password: new Helpers(directory, 'squid-2.5-basic'),
		NTLM: new Helpers(directory, 'squid-2.5-ntlmssp'),
		SPNEGO: new Helpers(directory, 'gss-spnego', [
			'--option=kerberos method=dedicated keytab',
			...(keytab ? [`--option=dedicated keytab file=${keytab}`] : []),
		]),
	};
	let mit: Acceptor | undefined;
	const acceptor = (): Acceptor => {
		if (!keytab) throw new Error('a judge of Kerberos needs a keytab');
		mit ??= startMitAcceptor({
			keytab,
			krb5Conf: directory.krb5Conf,
			refusesReplay: options.refusesReplay,
			clockOffset: options.clockOffset,
		});
		return mit;
	};
	let contexts = 0;
	return {
		password: (name, password) => judgePassword(helpers.password, name, password),
		exchange: (scheme, channel) => {
			if (scheme === 'NTLM') return new HelperExchange(helpers.NTLM, false);
			if (options.kerberos !== 'mit') return new HelperExchange(helpers.SPNEGO, true);
			contexts += 1;
			return new RoutedExchange(helpers.SPNEGO, acceptor, `context ${contexts}`, channel);
		},
		stop: () => {
			for (const group of Object.values(helpers)) group.stop();
			mit?.stop();
		},
	};
}

/** Processes of ntlm_auth in one protocol; each serves one sign-in at a time. */
class Helpers {
	readonly #all = new Set<Helper>();
	readonly #idle: Helper[] = [];

	constructor(
		private readonly directory: Pick<ActiveDirectory, 'smbConf' | 'env'>,
		private readonly protocol: string,
		private readonly options: readonly string[] = [],
	) {}

	take(): Helper {
		const idle = this.#idle.pop();
		if (idle) return idle;
		const { smbConf, env } = this.directory;
		const helper = new Helper(
			[`--helper-protocol=${this.protocol}`, `--configfile=${smbConf}`, ...this.options],
			{ ...process.env, ...env },
		);
		this.#all.add(helper);
		return helper;
	}

	give(helper: Helper): void {
		if (!helper.hasEnded) this.#idle.push(helper);
	}

	/** Its sign-in is not over, and its state not known. */
	drop(helper: Helper): void {
		this.#all.delete(helper);
		helper.end();
	}

	stop(): void {
		for (const helper of this.#all) helper.end();
	}
}

class Helper {
	hasEnded = false;
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #waiting: Array<(line: string) => void> = [];

	constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
		this.#child = spawn('ntlm_auth', args, { env });
		const ended = () => {
			this.hasEnded = true;
			for (const resolve of this.#waiting.splice(0)) resolve('BH ntlm_auth has ended');
		};
		this.#child.once('exit', ended);
		this.#child.once('error', ended);
		this.#child.stdin.on('error', () => undefined);
		this.#child.stderr.resume();
		readline
			.createInterface({ input: this.#child.stdout })
			.on('line', (line) => this.#waiting.shift()?.(line));
	}

	ask(line: string): Promise<string> {
		if (this.hasEnded) return Promise.resolve('BH ntlm_auth has ended');
		return new Promise((resolve) => {
			this.#waiting.push(resolve);
			this.#child.stdin.write(`${line}\n`);
		});
	}

	end(): void {
		this.#child.stdin.end();
		this.#child.kill();
	}
}

async function judgePassword(
	helpers: Helpers,
	name: string,
	password: string,
): Promise<JudgeVerdict> {
	const helper = helpers.take();
	const answer = await helper.ask(`${encodeURIComponent(name)} ${encodeURIComponent(password)}`);
	helpers.give(helper);
	return answer.startsWith('OK') ? { name } : { refused: answer };
}

/** Tokens in the protocols squid-2.5-ntlmssp and gss-spnego: YR and KK go in, TT, AF, NA and BH come out. */
class HelperExchange implements JudgeExchange {
	#helper?: Helper;
	#legs = 0;

	/** @param namesToken gss-spnego puts a token before the name, `*` where there is none */
	constructor(
		private readonly helpers: Helpers,
		private readonly namesToken: boolean,
	) {}

	async step(token: Buffer): Promise<JudgeStep> {
		const helper = (this.#helper ??= this.helpers.take());
		this.#legs += 1;
		const order = this.#legs === 1 ? 'YR' : 'KK';
		const line = await helper.ask(`${order} ${token.toString('base64')}`);
		const [, code = '', rest = ''] = /^(\S+) ?(.*)$/.exec(line) ?? [];
		if (code === 'TT') return { state: 'more', token: Buffer.from(rest, 'base64') };
		this.#helper = undefined;
		this.helpers.give(helper);
		if (code !== 'AF') return { state: 'over', refused: line };
		if (!this.namesToken) return { state: 'over', name: rest };
		const [, last = '*', name = ''] = /^(\S+) (.*)$/.exec(rest) ?? [];
		const proof = last === '*' ? undefined : Buffer.from(last, 'base64');
		return { state: 'over', name, token: proof };
	}

	end(): void {
		if (this.#helper) this.helpers.drop(this.#helper);
		this.#helper = undefined;
	}
}

const NTLMSSP = Buffer.from('NTLMSSP\0', 'latin1');

/** Kerberos for MIT, which knows the channel; NTLM, bare or in SPNEGO, for Samba. */
class RoutedExchange implements JudgeExchange {
	#samba?: HelperExchange;

	constructor(
		private readonly helpers: Helpers,
		private readonly acceptor: () => Acceptor,
		private readonly context: string,
		private readonly channel: JudgeChannel,
	) {}

	async step(token: Buffer): Promise<JudgeStep> {
		if (this.#samba || token.includes(NTLMSSP)) {
			this.#samba ??= new HelperExchange(this.helpers, true);
			return this.#samba.step(token);
		}
		const { applicationData } = this.channel;
		const answer = await this.acceptor().step(token, this.context, applicationData);
		if (answer.error !== undefined) {
			// Windows says nothing more to a client that is bound to another channel.
			const isSilent = /channel bindings/i.test(answer.error);
			const token = isSilent ? undefined : answer.response;
			return { state: 'over', refused: answer.error, token };
		}
		if (!answer.complete) {
			return { state: 'more', token: answer.response ?? Buffer.alloc(0) };
		}
		return {
			state: 'over',
			name: answer.user ?? '',
			token: answer.response,
			mechanism: 'Kerberos',
			channelBound: answer.channelBound,
		};
	}

	end(): void {
		this.#samba?.end();
	}
}
