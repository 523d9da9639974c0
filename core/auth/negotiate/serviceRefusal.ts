import { FatalError, type ExchangeError } from '../../errors';
import { skewWords } from '../kerberos/clock';
import type { KrbError } from '../kerberos/messages/error';

/** Error codes of RFC 4120, 7.5.9, that a service answers to a ticket. */
export const ServiceCode = {
	badIntegrity: 31,
	expired: 32,
	notYet: 33,
	repeat: 34,
	notUs: 35,
	badMatch: 36,
	skew: 37,
	modified: 41,
	badVersion: 44,
	noKey: 45,
} as const;

interface Words {
	readonly message: string;
	readonly advice: string;
	readonly field?: string;
}

/** What was asked for, and how. */
export interface AskedService {
	/** `HTTP/host` */
	readonly name: string;
	/** Milliseconds by which the KDC's clock is ahead of this machine's. */
	readonly kdcAhead: number;
	/** From `bindingOf`. */
	readonly bindingAdvice: string;
}

type Explanation = (service: string, ahead: number, kdcAhead: number) => Words;

const otherKey: Explanation = (service) => ({
	message: `The server cannot read the ticket for '${service}': it has another key than the account of that name`,
	advice: `The name belongs to another account than the one that the service runs as. An administrator looks it up by 'setspn -Q ${service}', finds names given twice by 'setspn -X', and on several Exchange servers behind one name gives all the same alternate service account (RollAlternateServiceAccountPassword.ps1). After a change of its password a new ticket is needed, which has been tried.`,
	field: 'Kerberos SPN',
});

const notForIt: Explanation = (service) => ({
	message: `The server does not take tickets for '${service}'`,
	advice:
		"Use the name in 'Server' that clients of the domain use, or enter the service that the server has keys for as 'Kerberos SPN'.",
	field: 'Kerberos SPN',
});

const clocks: Explanation = (_service, ahead, kdcAhead) => {
	const isKdc = Math.abs(kdcAhead) > Math.abs(ahead);
	const [clock, other] = isKdc ? ["the KDC's", "the KDC's"] : ["this machine's", 'this one'];
	const words = skewWords(isKdc ? ahead - kdcAhead : ahead);
	return {
		message: `The server's clock and ${clock} are too far apart for Kerberos: ${other} is ${words} the server's`,
		advice:
			'Set all clocks by NTP: the server, the machine that runs n8n, and the domain controllers.',
	};
};

const BY_CODE: Readonly<Record<number, Explanation>> = {
	[ServiceCode.badIntegrity]: otherKey,
	[ServiceCode.modified]: otherKey,
	[ServiceCode.badVersion]: otherKey,
	[ServiceCode.noKey]: otherKey,
	[ServiceCode.notUs]: notForIt,
	[ServiceCode.badMatch]: notForIt,
	[ServiceCode.skew]: clocks,
	[ServiceCode.notYet]: clocks,
	[ServiceCode.expired]: () => ({
		message: 'The ticket had ended when it reached the server',
		advice: "Try again; where it stays so, the server's clock is ahead: set it by NTP.",
	}),
	[ServiceCode.repeat]: () => ({
		message: 'The server takes the sign-in for a copy of an earlier one',
		advice: 'Try again. Where it stays so, something on the way sends requests twice.',
	}),
};

/** What a service's KRB-ERROR means, and what to do about it. */
export function explainService(error: KrbError, asked: AskedService): ExchangeError {
	const { name, kdcAhead, bindingAdvice } = asked;
	const words = BY_CODE[error.code]?.(name, error.serverTime - Date.now(), kdcAhead) ?? {
		message: `The server refuses the ticket for '${name}' with the error ${error.code} of Kerberos`,
		advice: `The log of the server's security events says why.${bindingAdvice}`,
	};
	return new FatalError(words.message, {
		advice: words.advice,
		field: words.field,
		code: `KRB_AP_ERR_${error.code}`,
		status: 401,
	});
}
