import type { ExchangeError } from '../../errors';
import type { AuthContext, Authenticator, Challenge, Handshake } from '../../http/authenticator';
import { SignInError, signInError } from '../../http/errors';
import type { Identity } from '../identity';
import { readAccount } from './account';
import { channelBindingToken } from '../channelBinding';
import { NtlmExchange } from './exchange';
import { passwordKey } from './ntlmv2';

/** Makes the messages of NTLM sign-ins, one exchange for each socket. */
export function ntlmExchanges(identity: Identity): (context: AuthContext) => NtlmExchange {
	const { password, ...account } = readAccount(identity);
	const key = passwordKey(password);
	return ({ url, peerCertificate }) =>
		new NtlmExchange({
			account,
			passwordKey: key,
			targetName: `HTTP/${url.hostname}`,
			binding:
				identity.channelBinding && peerCertificate
					? channelBindingToken(peerCertificate)
					: undefined,
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
		const isAnswered = !this.negotiating;
		return isAnswered && this.exchange.isBound
			? boundRefusal(signInError('NTLM', challenges, isAnswered))
			: undefined;
	}
}

/** The same refusal, with what else can be the reason where the sign-in is bound to the TLS channel. */
export function boundRefusal(error: SignInError): SignInError {
	const { message, offers, code, field, status, advice } = error;
	return new SignInError(message, offers, {
		code,
		field,
		status,
		advice: `${advice} Where a load balancer or proxy in front of the server ends TLS with a certificate of its own, the sign-in is bound to the wrong channel: switch 'Channel Binding' off.`,
	});
}
