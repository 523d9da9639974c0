import type { Filter } from './filter';
import { and, BIT_AND, equal, matching, not, or, present } from './filter';

/** A column that is computed from attributes: how it reads, and which filter finds a value of it. */
export interface Computation {
	/** `values` gives the texts of an attribute. */
	read(values: (attribute: string) => readonly string[]): unknown;
	/** A filter that lets through at least what equals the value; `exact`: nothing else. */
	equals?(value: unknown): { readonly filter: Filter; readonly exact: boolean } | undefined;
	/** For `startsWith` and `contains`: attribute and what stands before the text. */
	readonly text?: ReadonlyArray<{ readonly attribute: string; readonly prefix: string }>;
	/** A filter for having a value at all. */
	present?(): { readonly filter: Filter; readonly exact: boolean };
}

/** https://learn.microsoft.com/troubleshoot/windows-server/active-directory/useraccountcontrol-manipulate-account-properties */
export const ACCOUNT_FLAGS: Readonly<Record<string, number>> = {
	SCRIPT: 0x1,
	ACCOUNTDISABLE: 0x2,
	HOMEDIR_REQUIRED: 0x8,
	LOCKOUT: 0x10,
	PASSWD_NOTREQD: 0x20,
	PASSWD_CANT_CHANGE: 0x40,
	ENCRYPTED_TEXT_PWD_ALLOWED: 0x80,
	TEMP_DUPLICATE_ACCOUNT: 0x100,
	NORMAL_ACCOUNT: 0x200,
	INTERDOMAIN_TRUST_ACCOUNT: 0x800,
	WORKSTATION_TRUST_ACCOUNT: 0x1000,
	SERVER_TRUST_ACCOUNT: 0x2000,
	DONT_EXPIRE_PASSWORD: 0x10000,
	MNS_LOGON_ACCOUNT: 0x20000,
	SMARTCARD_REQUIRED: 0x40000,
	TRUSTED_FOR_DELEGATION: 0x80000,
	NOT_DELEGATED: 0x100000,
	USE_DES_KEY_ONLY: 0x200000,
	DONT_REQ_PREAUTH: 0x400000,
	PASSWORD_EXPIRED: 0x800000,
	TRUSTED_TO_AUTH_FOR_DELEGATION: 0x1000000,
	PARTIAL_SECRETS_ACCOUNT: 0x4000000,
};

export const DISABLED = 0x2;

const UAC = 'userAccountControl';
const ADDRESSES = 'proxyAddresses';

function number(texts: readonly string[]): number | undefined {
	const [text] = texts;
	return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** Addresses of one kind: `SMTP:` in capitals is the primary one, other kinds ignore case. */
function addresses(texts: readonly string[], prefix: string, exactCase: boolean): string[] {
	return texts
		.filter((text) => {
			const start = text.slice(0, prefix.length);
			return exactCase ? start === prefix : start.toLowerCase() === prefix.toLowerCase();
		})
		.map((text) => text.slice(prefix.length));
}

function proxies(prefix: string, exactCase: boolean): Computation {
	return {
		read: (values) => addresses(values(ADDRESSES), prefix, exactCase),
		equals: (value) => ({ filter: equal(ADDRESSES, `${prefix}${String(value)}`), exact: false }),
		text: [{ attribute: ADDRESSES, prefix }],
		present: () => ({ filter: present(ADDRESSES), exact: false }),
	};
}

/** https://learn.microsoft.com/windows/win32/adschema/a-grouptype */
export const SCOPES: Readonly<Record<string, number>> = { global: 2, domainLocal: 4, universal: 8 };
/** As a signed number, which is how the attribute is written. */
const SECURITY = '2147483648';

export const COMPUTATIONS: Readonly<Record<string, Computation>> = {
	enabled: {
		read: (values) => {
			const flags = number(values(UAC));
			return flags === undefined ? null : (flags & DISABLED) === 0;
		},
		equals: (value) => {
			const disabled = matching(UAC, BIT_AND, String(DISABLED));
			return { filter: value ? and([present(UAC), not(disabled)]) : disabled, exact: true };
		},
		present: () => ({ filter: present(UAC), exact: true }),
	},
	accountFlags: {
		read: (values) => {
			const flags = number(values(UAC));
			if (flags === undefined) return [];
			return Object.entries(ACCOUNT_FLAGS)
				.filter(([, bit]) => (flags & bit) !== 0)
				.map(([name]) => name);
		},
		equals: (value) => {
			const bit = ACCOUNT_FLAGS[String(value).toUpperCase()];
			return bit === undefined
				? undefined
				: { filter: matching(UAC, BIT_AND, String(bit)), exact: true };
		},
		present: () => ({ filter: present(UAC), exact: false }),
	},
	primarySmtp: {
		read: (values) => addresses(values(ADDRESSES), 'SMTP:', true)[0] ?? values('mail')[0] ?? null,
		equals: (value) => ({
			filter: or([equal(ADDRESSES, `SMTP:${String(value)}`), equal('mail', String(value))]),
			exact: false,
		}),
		text: [
			{ attribute: ADDRESSES, prefix: 'SMTP:' },
			{ attribute: 'mail', prefix: '' },
		],
		present: () => ({ filter: or([present(ADDRESSES), present('mail')]), exact: false }),
	},
	aliases: proxies('smtp:', true),
	sipAddresses: proxies('sip:', false),
	x500Addresses: proxies('x500:', false),
	delegates: {
		read: (values) => values('msExchDelegateListLink'),
		present: () => ({ filter: present('msExchDelegateListLink'), exact: false }),
	},
	password: { read: () => null },
	groupScope: {
		read: (values) => {
			const type = number(values('groupType'));
			if (type === undefined) return null;
			return Object.entries(SCOPES).find(([, bit]) => (type & bit) !== 0)?.[0] ?? null;
		},
		equals: (value) => {
			const wanted = String(value).toLowerCase();
			const bit = Object.entries(SCOPES).find(([name]) => name.toLowerCase() === wanted)?.[1];
			return bit === undefined
				? undefined
				: { filter: matching('groupType', BIT_AND, String(bit)), exact: true };
		},
		present: () => ({ filter: present('groupType'), exact: false }),
	},
	securityEnabled: {
		read: (values) => {
			const type = number(values('groupType'));
			return type === undefined ? null : type < 0;
		},
		equals: (value) => {
			const security = matching('groupType', BIT_AND, SECURITY);
			return { filter: value ? security : and([present('groupType'), not(security)]), exact: true };
		},
		present: () => ({ filter: present('groupType'), exact: true }),
	},
};
