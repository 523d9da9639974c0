import type { ExchangeError } from '../../errors';
import type { AuthContext, Authenticator, Challenge, Handshake } from '../../http/authenticator';
import { SignInError, signInError } from '../../http/errors';
import type { Identity } from '../identity';
import { readAccount } from './account';
import { bindingOf } from '../channelBinding';
import { NtlmExchange } from './exchange';
import { passwordKey } from './ntlmv2';

/** Makes the messages of NTLM sign-ins, one exchange for each socket. */
export function ntlmExchanges(identity: Identity): (context: AuthContext) => NtlmExchange {
	const { password, ...account } = readAccount(identity);
	const key = passwordKey(password);
	return (context) =>
		new NtlmExchange({
			account,
			passwordKey: key,
			targetName: `HTTP/${context.url.hostname}`,
			binding: bindingOf(identity, context),
		});
}

/** NTLMv2 over HTTP ([MS-NTHT]) with MIC, target name and channel binding; never NTLMv1. */
export function createNtlm(identity: Identity): Authenticator {
	const exchange = ntlmExchanges(identity);
	return {
		scheme: 'NTLM',
		connectionBound: true,
		handshake: (context) => new NtlmHandshake(exchange(context)),
	};
}

class NtlmHandshake implements Handshake {
	negotiating = true;

	constructor(private readonly exchange: NtlmExchange) {}

	first(): string {
		return `NTLM ${this.exchange.negotiate.toString('base64')}`;
	}

	next(challenges: readonly Challenge[]): string | undefined {
		if (!this.negotiating) return undefined;
		const token = challenges.find((c) => c.token && c.scheme.toLowerCase() === 'ntlm')?.token;
		const message = token && this.exchange.answer(Buffer.from(token, 'base64'));
		if (!message) return undefined;
		this.negotiating = false;
		return `NTLM ${message.toString('base64')}`;
	}

	refused(challenges: readonly Challenge[]): ExchangeError | undefined {
		const { advice } = this.exchange.binding;
		if (this.negotiating || !advice) return undefined;
		return boundRefusal(signInError('NTLM', challenges, true), advice);
	}
}

/** The same refusal, with what else can be the reason on this TLS channel. */
function boundRefusal(error: SignInError, more: string): SignInError {
	const { message, offers, code, field, status, advice } = error;
	return new SignInError(message, offers, {
		code,
		field,
		status,
		advice: `${advice}${more}`,
	});
}
