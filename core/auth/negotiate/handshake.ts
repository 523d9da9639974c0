import { CancelledError, ExchangeError, PermissionError } from '../../errors';
import type { AcceptedAnswer, Challenge, Handshake } from '../../http/authenticator';
import { SignInError } from '../../http/errors';
import type { Party } from './party';

/** Opens a party when its turn comes; those before it could not, or were refused. */
export type OpenParty = (isBare: boolean) => Promise<Party>;

/**
 * Negotiate on one connection (RFC 4559): one party after the other, each until the server accepts or has
 * no use for it. Servers of the scheme `Kerberos` get the tokens of Kerberos as they are.
 */
export class NegotiateHandshake implements Handshake {
	private party?: Party;
	private scheme = 'Negotiate';
	/** Why those before the last party did not come to it. */
	private readonly reasons: ExchangeError[] = [];
	private readonly waiting: OpenParty[];

	/** The server refused a ticket, and may accept what comes after it. */
	private hasRefusedTicket = false;

	/**
	 * @param parties in the order in which they are tried
	 * @param proxy its host, where the sign-in is one to a proxy
	 * @param onPassedOver the server refused the ticket, perhaps saying why, and accepted NTLM
	 */
	constructor(
		private readonly parties: readonly OpenParty[],
		private readonly proxy?: string,
		private readonly onPassedOver?: (why: ExchangeError | undefined) => void,
	) {
		this.waiting = [...parties];
	}

	get negotiating(): boolean {
		return this.party?.negotiating ?? false;
	}

	async first(): Promise<string | undefined> {
		return await this.begin();
	}

	async next(challenges: readonly Challenge[]): Promise<string | undefined> {
		const offer = find(challenges, this.scheme, true) ?? find(challenges, this.scheme);
		if (!offer) return await this.switchScheme(challenges);
		const { party } = this;
		if (!party) return undefined;
		const answer = await this.guard(() => party.next(bytesOf(offer)));
		if (answer) return this.header(answer);
		if (party.reason) this.reasons.push(party.reason);
		if (party.reason instanceof PermissionError) return undefined;
		this.hasRefusedTicket ||= party.name === 'Kerberos';
		return await this.begin();
	}

	async accepted({ status, challenges, info }: AcceptedAnswer): Promise<void> {
		const [scheme = '', token] = (info ?? '').trim().split(/\s+/);
		const offer =
			find(challenges, this.scheme, true) ??
			find([{ scheme, token, params: {} }], this.scheme, true);
		await this.party?.accepted(offer && bytesOf(offer), status);
		if (this.hasRefusedTicket && this.party?.name === 'NTLM') {
			this.onPassedOver?.(this.reasons.at(-1));
		}
	}

	refused(challenges: readonly Challenge[]): ExchangeError | undefined {
		if (!find(challenges, this.scheme)) return undefined;
		const { party, proxy } = this;
		const why = this.reasons.at(-1);
		if (why && (!party || party.name === 'Kerberos')) return why;
		const status = proxy === undefined ? 401 : 407;
		const who = proxy === undefined ? 'The server' : `The proxy '${proxy}'`;
		const refusal = `${who} refused the sign-in by ${party?.name ?? 'Negotiate'} (${status})`;
		const kerberos = why?.advice && `For Kerberos: ${why.advice}`;
		return new SignInError(
			why ? `${refusal}, and Kerberos was not possible: ${why.message}` : refusal,
			[...new Set(challenges.map(({ scheme }) => scheme))],
			{
				code: proxy === undefined ? 'AUTH_REFUSED' : 'PROXY_407',
				field: proxy === undefined ? 'user' : 'proxyUser',
				status,
				advice: [party?.advice, kerberos].filter(Boolean).join(' '),
			},
		);
	}

	/** The next party that can begin. */
	private async begin(): Promise<string | undefined> {
		for (let open = this.waiting.shift(); open; open = this.waiting.shift()) {
			const turn = open;
			const token = await this.guard(async () => {
				const party = await turn(this.scheme === 'Kerberos');
				const first = await party.first();
				this.party = party;
				return first;
			});
			if (token) return this.header(token);
		}
		return undefined;
	}

	/** What ends one party's turn ends the sign-in only where no other may come after it. */
	private async guard(step: () => Promise<Buffer | undefined>): Promise<Buffer | undefined> {
		try {
			return await step();
		} catch (cause) {
			if (!(cause instanceof ExchangeError)) throw cause;
			if (this.waiting.length === 0 || !leavesOthers(cause)) throw cause;
			this.reasons.push(cause);
			return undefined;
		}
	}

	private async switchScheme(challenges: readonly Challenge[]): Promise<string | undefined> {
		if (this.scheme !== 'Negotiate' || !find(challenges, 'Kerberos')) return undefined;
		this.scheme = 'Kerberos';
		this.waiting.splice(0, this.waiting.length, this.parties[0]!);
		return await this.begin();
	}

	private header(token: Buffer): string {
		return `${this.scheme} ${token.toString('base64')}`;
	}
}

/** What a person gave to sign in with is wrong or cannot be read. */
const FINAL_FIELDS = /^(?:Password|Kerberos Keytab|Kerberos Ticket Cache)/;

/** Whether NTLM may come after this error: not where it would only count as one more wrong password. */
export function leavesOthers(cause: ExchangeError): boolean {
	if (cause instanceof PermissionError || cause instanceof CancelledError) return false;
	return cause.code !== 'KERBEROS_MUTUAL' && !FINAL_FIELDS.test(cause.field ?? '');
}

const find = (challenges: readonly Challenge[], scheme: string, withToken = false) =>
	challenges.find(
		(one) =>
			one.scheme.toLowerCase() === scheme.toLowerCase() && (!withToken || one.token !== undefined),
	);

const bytesOf = ({ token }: Challenge): Buffer | undefined =>
	token === undefined ? undefined : Buffer.from(token, 'base64');
