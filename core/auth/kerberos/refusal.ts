import { type ExchangeError, FatalError, PermissionError, RetriableError } from '../../errors';
import { type KdcClock, skewWords } from './clock';
import { KdcCode } from './kdcCode';
import { kerbErrorData, methodData } from './messages/preauth';
import type { KrbError } from './messages/error';
import { realmsOfHost } from './names';

/** A KDC's KRB-ERROR; what it means to a person depends on what was asked. */
export class KdcRefusal extends Error {
	override readonly name = 'KdcRefusal';

	constructor(
		readonly error: KrbError,
		/** Whose KDC it was. */
		readonly realm: string,
	) {
		super(`KDC error ${error.code}`);
	}

	get code(): number {
		return this.error.code;
	}
}

/** What was asked. */
export interface Asked {
	readonly what: 'signIn' | 'ticket';
	readonly client: string;
	/** `HTTP/host`. */
	readonly service?: string;
	/** See Secret.doubt. */
	readonly doubt?: string;
	readonly kind?: 'password' | 'keytab' | 'cache';
	readonly allowRc4: boolean;
	readonly clock: KdcClock;
}

interface Words {
	readonly kind?: 'retriable' | 'permission';
	readonly message: string;
	readonly advice: string;
	readonly field?: string;
}
type Explanation = (asked: Asked & { readonly realm: string }) => Words;

const clientUnknown: Explanation = ({ client, realm }) => ({
	message: `The realm '${realm}' does not know the user '${client}'`,
	advice:
		"Write 'User' as name@domain, the user principal name, or as DOMAIN\\name; 'Kerberos Realm' has to be the user's own.",
	field: 'User',
});

const serviceUnknown: Explanation = ({ what, service = '', realm, client }) => {
	if (what === 'signIn') {
		return {
			message: `The KDC that was asked does not serve the realm '${realm}'`,
			advice:
				"Check 'Kerberos Realm' and 'Kerberos KDC': the realm is the DNS name of the user's Active Directory domain in capitals, and the KDC one of its domain controllers.",
			field: 'Kerberos Realm',
		};
	}
	const host = service.split('/')[1] ?? '';
	const isName = realmsOfHost(host).length > 0 || host.includes('.');
	return {
		message: `The realm '${realm}' knows no service '${service}'`,
		advice: `Use the name in 'Server' that clients of the domain use${isName && !/^[\d.]+$/.test(host) ? '' : ', with its domain and no address'}, or enter the service as 'Kerberos SPN'. An administrator lists services by 'setspn -Q ${service}' and registers this one by 'setspn -S ${service} account'. For a service in another realm than that of '${client}' see 'Kerberos Service Realm'.`,
		field: 'Kerberos SPN',
	};
};

const accountExpired: Explanation = ({ client }) => ({
	kind: 'permission',
	message: `The account '${client}' has expired`,
	advice: 'An administrator gives it a later end: Set-ADAccountExpiration.',
	field: 'User',
});

const mustChange: Explanation = ({ client }) => ({
	kind: 'permission',
	message: `The password of '${client}' has expired or has to be changed at the first sign-in`,
	advice:
		"Sign in to Windows or Outlook on the web once and change it, then enter the new one as 'Password'.",
	field: 'Password',
});

const revoked: Explanation = ({ client }) => ({
	kind: 'permission',
	message: `The account '${client}' is disabled, locked or expired`,
	advice:
		'An administrator looks it up: Get-ADUser -Properties Enabled, LockedOut, AccountExpirationDate.',
	field: 'User',
});

const wrongSecret: Explanation = ({ client, kind, doubt = '' }) => ({
	message:
		kind === 'keytab'
			? `The KDC does not accept the keytab's key of '${client}'`
			: `The password of '${client}' is wrong`,
	advice: doubt,
	field: kind === 'keytab' ? 'Kerberos Keytab' : 'Password',
});

const typeNotSupported: Explanation = ({ what, client, service, allowRc4 }) => {
	const rc4 = allowRc4
		? ''
		: " Until then 'Kerberos Allow RC4' can be switched on, where the domain still allows RC4.";
	return what === 'signIn'
		? {
				message: `The account '${client}' has no AES key that the KDC may use`,
				advice: `An administrator allows AES for the account (Set-ADUser -KerberosEncryptionType AES128,AES256, which sets msDS-SupportedEncryptionTypes) and resets its password, which makes the keys.${rc4}`,
				field: 'User',
			}
		: {
				message: `The account of the service '${service}' has no AES key that the KDC may use`,
				advice: `An administrator finds the account by 'setspn -Q ${service}', allows AES for it (Set-ADUser or Set-ADComputer -KerberosEncryptionType AES128,AES256, which sets msDS-SupportedEncryptionTypes) and resets its password.${rc4}`,
				field: 'Kerberos SPN',
			};
};

const skew: Explanation = ({ clock, realm }) =>
	clock.offset === 0
		? {
				message: `The KDC of the realm '${realm}' refuses the time of the request, although its clock is this machine's`,
				advice:
					"The clocks of several domain controllers may differ: 'w32tm /monitor' shows it. Or the account's times of validity leave none.",
			}
		: {
				message: `The clock of this machine is ${skewWords(clock.offset)} the KDC's, and the KDC refuses the sign-in for it`,
				advice:
					'Set the clock of the machine that runs n8n by NTP; the domain controllers have the time.',
			};

const ticketExpired: Explanation = ({ kind, client }) => ({
	message: `The ticket of '${client}' has expired`,
	advice:
		kind === 'cache'
			? "Run kinit again where 'Kerberos Ticket Cache' comes from, or enter a keytab or a password."
			: 'Try again: a new one is asked for.',
	...(kind === 'cache' ? { field: 'Kerberos Ticket Cache' } : {}),
});

const policy: Explanation = ({ what, client, service }) => ({
	kind: 'permission',
	message:
		what === 'signIn'
			? `The domain's rules do not let '${client}' sign in`
			: `The domain's rules give '${client}' no ticket for '${service}'`,
	advice:
		'An administrator looks at log-on hours, log-on workstations, authentication policies and selective authentication of trusts.',
	field: 'User',
});

const BY_CODE: Readonly<Record<number, Explanation>> = {
	[KdcCode.clientExpired]: accountExpired,
	[KdcCode.serviceExpired]: ({ service }) => ({
		kind: 'permission',
		message: `The account of the service '${service}' has expired`,
		advice: 'An administrator gives it a later end.',
	}),
	[KdcCode.clientUnknown]: clientUnknown,
	[KdcCode.serviceUnknown]: serviceUnknown,
	[KdcCode.serviceNotUnique]: ({ service }) => ({
		message: `More than one account has the service '${service}'`,
		advice: `An administrator finds them by 'setspn -X' and leaves one: setspn -D ${service} account.`,
		field: 'Kerberos SPN',
	}),
	[KdcCode.nullKey]: wrongSecret,
	[KdcCode.neverValid]: skew,
	[KdcCode.policy]: policy,
	[KdcCode.typeNotSupported]: typeNotSupported,
	[KdcCode.preauthNotSupported]: ({ client }) => ({
		message: `The KDC does not let '${client}' sign in by a password`,
		advice:
			'The account needs a smart card, or the domain controller has no certificate for one. Use an account that signs in by its password.',
		field: 'User',
	}),
	[KdcCode.clientRevoked]: revoked,
	[KdcCode.serviceRevoked]: ({ service }) => ({
		kind: 'permission',
		message: `The account of the service '${service}' is disabled`,
		advice: `An administrator finds it by 'setspn -Q ${service}' and enables it.`,
	}),
	[KdcCode.tgtRevoked]: ticketExpired,
	[KdcCode.clientNotYet]: ({ client }) => ({
		kind: 'permission',
		message: `The account '${client}' is not valid yet`,
		advice: 'An administrator looks at its beginning.',
		field: 'User',
	}),
	[KdcCode.keyExpired]: mustChange,
	[KdcCode.preauthFailed]: wrongSecret,
	[KdcCode.preauthRequired]: ({ client }) => ({
		message: `The KDC asks '${client}' for more than a password`,
		advice:
			'The account needs a smart card, a one-time password or a protected channel (FAST). Use an account that signs in by its password.',
		field: 'User',
	}),
	[KdcCode.unavailable]: ({ realm }) => ({
		kind: 'retriable',
		message: `The KDCs of the realm '${realm}' are not available now`,
		advice: 'Try again in a minute.',
		field: 'Kerberos KDC',
	}),
	[KdcCode.badIntegrity]: (asked) =>
		asked.what === 'signIn' ? wrongSecret(asked) : ticketExpired(asked),
	[KdcCode.ticketExpired]: ticketExpired,
	[KdcCode.ticketNotYet]: skew,
	[KdcCode.skew]: skew,
	[KdcCode.modified]: ticketExpired,
	[KdcCode.badVersion]: ticketExpired,
	[KdcCode.wrongRealm]: ({ client, realm }) => ({
		message: `'${client}' is no user of the realm '${realm}', and the KDC does not say of which`,
		advice: "Enter the user's own realm as 'Kerberos Realm'.",
		field: 'Kerberos Realm',
	}),
};

/** NTSTATUS that Active Directory and Samba add to an error ([MS-KILE] 2.2.1, [MS-ERREF] 2.3.1). */
const BY_STATUS: Readonly<Record<number, Explanation>> = {
	0xc000006a: wrongSecret,
	0xc0000064: clientUnknown,
	0xc000006f: policy,
	0xc0000070: policy,
	0xc000015b: policy,
	0xc0000413: policy,
	0xc0000071: mustChange,
	0xc0000224: mustChange,
	0xc0000193: accountExpired,
	0xc0000133: skew,
	0xc0000072: ({ client }) => ({
		kind: 'permission',
		message: `The account '${client}' is disabled`,
		advice: 'An administrator enables it: Enable-ADAccount.',
		field: 'User',
	}),
	0xc0000234: ({ client }) => ({
		kind: 'permission',
		message: `The account '${client}' is locked after too many wrong passwords`,
		advice:
			'An administrator unlocks it (Unlock-ADAccount), or it unlocks itself after a while. Then see that no other program still uses an old password.',
		field: 'User',
	}),
};

/** What a KDC's error means, and what to do about it. */
export function explain({ error, realm }: KdcRefusal, about: Asked): ExchangeError {
	const asked = { ...about, realm };
	const status = statusOf(error.data);
	const found = (status === undefined ? undefined : BY_STATUS[status]) ?? BY_CODE[error.code];
	const words = found?.(asked) ?? unknown(error, asked);
	const code = status === undefined ? `KDC_ERR_${error.code}` : `0x${status.toString(16)}`;
	const details = { advice: words.advice, field: words.field, code };
	if (words.kind === 'retriable') return new RetriableError(words.message, details);
	if (words.kind === 'permission') return new PermissionError(words.message, details);
	return new FatalError(words.message, details);
}

function unknown(
	error: KrbError,
	{ what, client, service, realm }: Parameters<Explanation>[0],
): Words {
	// What another machine says is shown without what could be read as part of our own words.
	const said = (error.text ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 100);
	return {
		message: `The KDC of the realm '${realm}' gives ${
			what === 'signIn' ? `'${client}' no ticket` : `no ticket for '${service}'`
		}: error ${error.code}${said ? ` (${said})` : ''}`,
		advice: "The domain controller's log of the system or of the security events says why.",
	};
}

/** The first four bytes of a KERB-EXT-ERROR; alone, or as one of several padata. */
function statusOf(data: Buffer | undefined): number | undefined {
	if (!data) return undefined;
	for (const read of [
		() => [kerbErrorData.decode(data)],
		() => methodData.decode(data),
	] satisfies Array<() => ReadonlyArray<{ type: number; value?: Buffer }>>) {
		try {
			const found = read().find(({ type, value }) => type === EXTENDED && value?.length === 12);
			if (found) return found.value!.readUInt32LE();
		} catch {
			// It holds something else.
		}
	}
	return undefined;
}
const EXTENDED = 3;
