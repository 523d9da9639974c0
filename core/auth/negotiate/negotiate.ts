import { ExchangeError, FatalError } from '../../errors';
import type { AuthContext, Authenticator } from '../../http/authenticator';
import { bindingOf } from '../channelBinding';
import type { Identity } from '../identity';
import type { TicketSource } from '../kerberos/types';
import { ntlmExchanges } from '../ntlm/ntlm';
import type { AuthServices } from '../services';
import { leavesOthers, NegotiateHandshake, type OpenParty } from './handshake';

/** Milliseconds for which Kerberos that was not possible is not tried again where NTLM takes its place. */
const PAUSE_MS = 60_000;

/** Kerberos first; NTLM where Kerberos is not possible and a person allows it. */
export const createNegotiate = (identity: Identity, services?: AuthServices): Authenticator =>
	new Negotiate('Negotiate', identity, services);

/** Kerberos under Negotiate, and nothing else. */
export const createKerberos = (identity: Identity, services?: AuthServices): Authenticator =>
	new Negotiate('Kerberos', { ...identity, allowNtlm: false }, services);

class Negotiate implements Authenticator {
	readonly connectionBound = true;
	private readonly exchange?: ReturnType<typeof ntlmExchanges>;
	/** Clocks of services that said theirs is another one, by host. */
	private readonly clocks = new Map<string, { offset?: number }>();
	private tickets?: Promise<TicketSource>;
	private impossible?: { readonly cause: ExchangeError; readonly until: number };

	constructor(
		readonly scheme: string,
		private readonly identity: Identity,
		private readonly services?: AuthServices,
	) {
		const { user, password, allowNtlm = true } = identity;
		if (allowNtlm && user && password) this.exchange = ntlmExchanges(identity);
	}

	handshake(context: AuthContext): NegotiateHandshake {
		const { exchange } = this;
		const ntlm: OpenParty = async () => {
			const { NtlmParty } = await import('./ntlmParty.ts');
			return new NtlmParty(exchange!(context));
		};
		return new NegotiateHandshake(
			[(isBare) => this.openKerberos(context, isBare), ...(exchange ? [ntlm] : [])],
			context.isProxy ? context.url.hostname : undefined,
			(why) => this.pause(why ?? ticketRefused()),
		);
	}

	async close(): Promise<void> {
		const { tickets } = this;
		this.tickets = undefined;
		(await tickets?.catch(() => undefined))?.close();
	}

	private async openKerberos(context: AuthContext, isBare: boolean) {
		const { url, signal } = context;
		const host = url.hostname;
		// A proxy says no more to CONNECT than that there is a tunnel.
		const isMutual = !context.isProxy;
		if (this.usesSystem) {
			const [{ SystemParty }, { nameText, serviceOf }] = await Promise.all([
				import('./systemTickets.ts'),
				import('../kerberos/names.ts'),
			]);
			const service = nameText(serviceOf(this.identity, host));
			return new SystemParty({ service, isBare, isMutual });
		}
		const { KerberosParty } = await import('./kerberosParty.ts');
		return new KerberosParty({
			tickets: this.withPause(await this.openTickets()),
			host,
			clock: context.peerCertificate && this.clockOf(host),
			binding: bindingOf(this.identity, context),
			isMutual,
			isBare,
			signal,
		});
	}

	private clockOf(host: string): { offset?: number } {
		const clock = this.clocks.get(host) ?? {};
		this.clocks.set(host, clock);
		return clock;
	}

	/** Nobody is named and nothing is given: whoever this process runs as. */
	private get usesSystem(): boolean {
		const { user, password, kerberos } = this.identity;
		const { keytab, keytabFile, ticketCache, ticketCacheFile } = kerberos ?? {};
		return ![
			...[user, password, kerberos?.user],
			...[keytab, keytabFile, ticketCache, ticketCacheFile],
		].some(Boolean);
	}

	private openTickets(): Promise<TicketSource> {
		this.tickets ??= (async () => {
			const { createTicketSource } = await import('../kerberos/client.ts');
			if (!this.services) throw new FatalError('Kerberos needs the services of a connection');
			return createTicketSource(this.identity, this.services);
		})();
		return this.tickets;
	}

	private pause(cause: ExchangeError): void {
		this.impossible = { cause, until: Date.now() + PAUSE_MS };
	}

	/** Each new connection would wait for a KDC that does not answer, or show a ticket that is refused, before it takes NTLM. */
	private withPause(tickets: TicketSource): TicketSource {
		if (!this.exchange) return tickets;
		return {
			serviceTicket: async (host, signal) => {
				if (this.impossible && Date.now() < this.impossible.until) throw this.impossible.cause;
				this.impossible = undefined;
				try {
					return await tickets.serviceTicket(host, signal);
				} catch (cause) {
					if (cause instanceof ExchangeError && leavesOthers(cause)) {
						this.pause(cause);
					}
					throw cause;
				}
			},
			forget: (credential) => tickets.forget(credential),
			get clockOffset() {
				return tickets.clockOffset;
			},
			close: () => tickets.close(),
		};
	}
}

const ticketRefused = (): ExchangeError =>
	new FatalError('The server refused the ticket without saying why', {
		code: 'KERBEROS_REFUSED',
		advice:
			"An administrator checks by 'setspn -Q' that the service's name belongs to the account that the service runs as.",
	});
