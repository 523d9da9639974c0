import { DISABLED } from '../backends/ldap/computed';
import { NEVER, writeFileTime } from '../backends/ldap/codecs/times';
import type { Modification } from '../backends/ldap/connection';
import { type Entry, textOf } from '../backends/ldap/entry';
import type { DirectoryLink } from '../backends/ldap/link';
import type { Call } from '../backends/backend';
import { InputError, PermissionError } from '../errors';
import type { Row } from '../schema/column';
import { instantOf, readDateTime } from '../schema/zones';
import { guidOf, lookUp } from './lookUp';
import type { ObjectRef } from './session';
import { requireEncryption } from './record';
import { passwordBytes, replace } from './writeValues';

export interface PasswordOptions {
	readonly password: string;
	readonly mustChange: boolean;
	readonly oldPassword?: string;
}

const DONT_EXPIRE = 0x10000;

/**
 * Resets a password (an administrator's right) or, with the old one, changes it (everyone's own).
 * https://learn.microsoft.com/windows/win32/adsi/setting-and-changing-user-passwords-with-the-ldap-provider
 * @throws InputError unless the connection is encrypted; nothing is sent then.
 */
export async function setPassword(
	link: DirectoryLink,
	object: ObjectRef,
	{ password, mustChange, oldPassword }: PasswordOptions,
	call: Call,
): Promise<Row> {
	requireEncryption(link.settings.security !== 'none');
	if (!password) {
		throw new InputError("'Password' is empty", {
			field: 'password',
			advice: 'Enter the new password.',
		});
	}
	const entry = await lookUp(link, {}, object, ['userAccountControl'], call);
	const neverExpires = Boolean(Number(textOf(entry, 'userAccountControl')) & DONT_EXPIRE);
	const connection = await link.open(call);
	const isChange = Boolean(oldPassword);
	const change = (operation: 'add' | 'delete' | 'replace', text: string): Modification => ({
		operation,
		attribute: 'unicodePwd',
		values: [passwordBytes(text)],
	});
	const changes = isChange
		? [change('delete', oldPassword!), change('add', password)]
		: [change('replace', password), ...(mustChange ? [replace('pwdLastSet', '0')] : [])];
	try {
		await connection.modify(entry.dn, changes, call);
	} catch (error) {
		if (!(error instanceof PermissionError) || isChange) throw error;
		throw new PermissionError(
			`The account lacks the right to reset the password of '${entry.dn}'`,
			{
				code: error.code,
				recordKey: entry.dn,
				advice:
					"Have 'Reset password' delegated for its container, or give the old password too: changing one's own needs no right.",
				cause: error,
			},
		);
	}
	if (!isChange && mustChange && neverExpires) {
		call.notice?.(
			`The password of '${entry.dn}' never expires (DONT_EXPIRE_PASSWORD), so no other one is asked for at the next sign-in.`,
		);
	}
	return {
		...named(entry),
		method: isChange ? 'change' : 'reset',
		mustChange: !isChange && mustChange && !neverExpires,
	};
}

export type AccountAction = 'enable' | 'disable' | 'unlock' | 'setExpiry';

/** What an action makes of the account; no change: it is so already. */
const ACTIONS: Readonly<
	Record<
		AccountAction,
		(entry: Entry, expires: string | null | undefined, call: Call) => Modification[]
	>
> = {
	enable: (entry) => flags(entry, (bits) => bits & ~DISABLED),
	disable: (entry) => flags(entry, (bits) => bits | DISABLED),
	unlock: (entry) =>
		(textOf(entry, 'lockoutTime') ?? '0') === '0' ? [] : [replace('lockoutTime', '0')],
	setExpiry: (entry, expires, call) => {
		const wanted = expiryOf(expires, call);
		const stored = textOf(entry, 'accountExpires') ?? NEVER[0];
		const isNever = (text: string) => (NEVER as readonly string[]).includes(text);
		const same = stored === wanted || (isNever(stored) && isNever(wanted));
		return same ? [] : [replace('accountExpires', wanted)];
	},
};

export async function setAccount(
	link: DirectoryLink,
	object: ObjectRef,
	action: AccountAction,
	options: { readonly expires?: string | null },
	call: Call,
): Promise<Row> {
	const attributes = ['userAccountControl', 'lockoutTime', 'accountExpires'];
	const entry = await lookUp(link, {}, object, attributes, call);
	const changes = ACTIONS[action](entry, options.expires, call);
	if (changes.length > 0) await (await link.open(call)).modify(entry.dn, changes, call);
	return { ...named(entry), outcome: changes.length > 0 ? 'updated' : 'unchanged' };
}

function named(entry: Entry): Row {
	return { objectGUID: guidOf(entry) ?? null, distinguishedName: entry.dn };
}

function flags(entry: Entry, change: (bits: number) => number): Modification[] {
	const text = textOf(entry, 'userAccountControl');
	if (text === undefined) {
		throw new InputError(`'${entry.dn}' is no account: it has no userAccountControl`, {
			recordKey: entry.dn,
			advice: 'Name a user or a computer, and check that this account may read the attribute.',
		});
	}
	const next = change(Number(text)) | 0;
	return next === Number(text) ? [] : [replace('userAccountControl', String(next))];
}

/** A day is the last one on which the account works: what is stored is the instant at which it ends. */
function expiryOf(expires: string | null | undefined, { timeZone }: Call): string {
	if (expires === null) return NEVER[0];
	const clock = readDateTime(expires ?? '');
	if (!clock) {
		throw new InputError(`'Expires' is '${String(expires ?? '').slice(0, 60)}', which is no date`, {
			field: 'expires',
			advice: 'Write it as 2026-12-31 or 2026-12-31T18:00, or choose never.',
		});
	}
	const wall = clock.hasTime ? clock.wall : clock.wall + 86_400_000;
	return writeFileTime(instantOf({ ...clock, wall }, timeZone));
}
