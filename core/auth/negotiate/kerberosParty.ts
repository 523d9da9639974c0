import { PermissionError, type ExchangeError } from '../../errors';
import type { Binding } from '../channelBinding';
import { Mechanism } from '../gssToken';
import { KerberosContext, ServiceRefusal, wrongProof } from '../kerberos/gss';
import type { KrbError } from '../kerberos/messages/error';
import type { Credential, TicketSource } from '../kerberos/types';
import {
	isKerberos,
	negotiationInit,
	negotiationResponse,
	offeredList,
	readNegotiation,
	type NegotiationResponse,
} from '../spnego';
import type { Party } from './party';
import { needsProof, noProof } from './proof';
import { explainService, ServiceCode } from './serviceRefusal';

const OFFERED = [Mechanism.kerberos];

export interface KerberosOptions {
	readonly tickets: TicketSource;
	/** Of the address, as it is typed. */
	readonly host: string;
	/**
	 * Milliseconds by which this service said that it is ahead; kept for the sign-ins to come. Absent: it is not
	 * believed, for anybody on the way could ask for a proof that is good tomorrow.
	 */
	readonly clock?: { offset?: number };
	readonly binding: Binding;
	/** Whether the server has to prove itself; a proxy does not, for it gives no token with a tunnel. */
	readonly isMutual: boolean;
	/** Tokens of Kerberos as they are, without SPNEGO around them: the scheme `Kerberos`. */
	readonly isBare: boolean;
	readonly signal?: AbortSignal;
}

/** Kerberos within SPNEGO: the first token says it all, the answer proves the server. */
export class KerberosParty implements Party {
	readonly name = 'Kerberos';
	readonly negotiating = false;
	reason?: ExchangeError;
	private credential?: Credential;
	private context?: KerberosContext;
	private hasForgotten = false;
	private hasRepeated = false;
	private hasAnswered = false;

	constructor(private readonly options: KerberosOptions) {}

	get advice(): string {
		return `An administrator checks by 'setspn -Q ${this.service}' that the name belongs to the account that the service runs as, and that the user may use the service.${this.options.binding.advice}`;
	}

	async first(): Promise<Buffer> {
		return await this.request();
	}

	async next(token: Buffer | undefined): Promise<Buffer | undefined> {
		const response = token && readNegotiation(token);
		try {
			if (response) return await this.answer(response);
		} catch (cause) {
			if (cause instanceof ServiceRefusal) return await this.refused(cause.answer);
			throw cause;
		}
		return await this.tryAnotherTicket();
	}

	async accepted(token: Buffer | undefined, status: number): Promise<void> {
		const context = this.context!;
		const response = token && readNegotiation(token);
		if (token && !response) throw wrongProof();
		if (response?.token && isOurs(response)) {
			try {
				context.verify(response.token);
			} catch (cause) {
				throw cause instanceof ServiceRefusal ? wrongProof() : cause;
			}
		}
		if (!this.options.isMutual) return;
		if (!context.isProven) {
			if (needsProof(status)) throw noProof();
			return;
		}
		if (response?.mic && !context.isMicOf(offeredList(OFFERED), response.mic)) throw wrongProof();
	}

	private get service(): string {
		return this.credential?.server.components.join('/') ?? `HTTP/${this.options.host}`;
	}

	private async request(): Promise<Buffer> {
		const { tickets, host, clock, binding, isMutual, isBare, signal } = this.options;
		this.credential = await tickets.serviceTicket(host, signal);
		this.context = new KerberosContext({
			credential: this.credential,
			clockOffset: clock?.offset ?? tickets.clockOffset,
			binding: binding.token,
			isMutual,
		});
		const { token } = this.context;
		return isBare ? token : negotiationInit(OFFERED, token);
	}

	/** More is wanted, or the end has come. */
	private async answer(response: NegotiationResponse): Promise<Buffer | undefined> {
		const context = this.context!;
		const { state, token, mic } = response;
		if (!isOurs(response)) return undefined;
		if (token) context.verify(token);
		const isUsable = context.isProven || !this.options.isMutual;
		if (state === 'accept-completed' || (state === undefined && context.isProven)) {
			this.reason = isUsable ? this.denied() : undefined;
			return undefined;
		}
		if (state !== 'accept-incomplete' && state !== 'request-mic') {
			return await this.tryAnotherTicket();
		}
		if (this.hasAnswered) return undefined;
		this.hasAnswered = true;
		if (!isUsable) return negotiationResponse({ token: context.token });
		if (mic && !context.isMicOf(offeredList(OFFERED), mic)) throw wrongProof();
		const own = context.mic(offeredList(OFFERED));
		return own && negotiationResponse({ mic: own });
	}

	/** The service says why: a clock is believed, a ticket is asked for anew, each once. */
	private async refused(error: KrbError): Promise<Buffer | undefined> {
		this.reason = explainService(error, {
			name: this.service,
			kdcAhead: this.options.tickets.clockOffset,
			bindingAdvice: this.options.binding.advice,
		});
		const isClock = error.code === ServiceCode.skew;
		if (!isClock && error.code !== ServiceCode.repeat) return await this.tryAnotherTicket();
		if (this.hasRepeated || (isClock && !this.options.clock)) return undefined;
		this.hasRepeated = true;
		if (isClock) this.options.clock!.offset = error.serverTime - Date.now();
		return await this.request();
	}

	/** The service's key may have changed since the ticket came. */
	private async tryAnotherTicket(): Promise<Buffer | undefined> {
		if (this.hasForgotten) return undefined;
		this.hasForgotten = true;
		this.options.tickets.forget(this.credential!);
		return await this.request();
	}

	/** Signed in, and refused all the same. */
	private denied(): ExchangeError {
		const { client } = this.credential!;
		return new PermissionError(
			`The server knows '${client.components.join('/')}@${client.realm}' and does not let it in (401)`,
			{
				code: 'AUTH_DENIED',
				status: 401,
				advice:
					'The sign-in itself is right. An administrator checks that the account may use the service: Get-CASMailbox -Identity user | fl EwsEnabled, and the rights on the virtual directory.',
			},
		);
	}
}

const isOurs = ({ mechanism }: NegotiationResponse): boolean =>
	mechanism === undefined || isKerberos(mechanism);
