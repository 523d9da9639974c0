import { FatalError } from '../../errors';
import { KerberosCryptoError } from './crypto/error';
import { encryptionType, offeredTypes } from './crypto/registry';
import type { EtypeInfo } from './messages/preauth';
import { nameText, principalText } from './names';
import type { Key, KeytabEntry, Principal } from './types';

/** What proves the user to the KDC. */
export interface Secret {
	readonly kind: 'password' | 'keytab';
	/** Encryption types that are offered to the KDC, the preferred first. */
	readonly types: readonly number[];
	/** The key of one of these types, with the salt and the parameters that the KDC told. */
	key(type: number, info: EtypeInfo | undefined): Promise<Key>;
	/** What a person should look at when the KDC does not accept it. */
	readonly doubt: string;
}

export function passwordSecret(password: string, allowRc4: boolean): Secret {
	return {
		kind: 'password',
		types: offeredTypes(allowRc4),
		async key(id, info) {
			const type = encryptionType(id);
			// RC4 knows no salt (RFC 4757, 2); for the others only the KDC knows it, above all after a renaming.
			if (!type || (id !== RC4 && info?.salt === undefined)) {
				throw new KerberosCryptoError('The KDC does not tell the salt of the password', {
					code: 'KERBEROS_SALT',
					advice:
						'A keytab needs none: make one for the user and enter it in place of the password.',
				});
			}
			const salt = Buffer.from(info?.salt ?? '', 'utf8');
			return { type: id, value: await type.stringToKey(password, salt, info?.params) };
		},
		doubt:
			"Check 'User' and 'Password'; capitals count. After some refusals the account is locked.",
	};
}

const RC4 = 23;

export interface KeytabChoice {
	readonly secret: Secret;
	/** Whose keys they are. */
	readonly principal: Principal;
}

/**
 * The keys of one principal: those of its highest version that this client may use.
 * @param user as the credential names it; absent: the first principal of the keytab
 */
export function keytabSecret(
	entries: readonly KeytabEntry[],
	user: string | undefined,
	{
		realm,
		allowRc4,
		label,
	}: { readonly realm?: string; readonly allowRc4: boolean; readonly label: string },
): KeytabChoice {
	const principal = owner(entries, user, realm);
	if (!principal) {
		const names = [...new Set(entries.map((entry) => principalText(entry.principal)))];
		throw new FatalError(
			`'${label}' has no key of '${user}': it holds keys of ${names.slice(0, 5).join(', ')}`,
			{
				code: 'KERBEROS_KEYTAB_PRINCIPAL',
				field: label,
				advice: "Enter one of these as 'Kerberos User', or make a keytab for the user.",
			},
		);
	}
	const own = entries.filter(
		(entry) => principalText(entry.principal) === principalText(principal),
	);
	const newest = Math.max(...own.map(({ kvno }) => kvno));
	const current = own.filter(({ kvno }) => kvno === newest);
	const types = offeredTypes(allowRc4).filter((id) => current.some(({ key }) => key.type === id));
	const list = own
		.map(
			({ key, kvno }) =>
				`${encryptionType(key.type)?.name ?? `type ${key.type}`} (version ${kvno})`,
		)
		.slice(0, 10)
		.join(', ');
	const held = `The keytab has for ${principalText(principal)}: ${list}`;
	if (types.length === 0) {
		const hasRc4 = current.some(({ key }) => key.type === RC4);
		throw new FatalError(`'${label}' has no key that can be used. ${held}`, {
			code: 'KERBEROS_KEYTAB_TYPES',
			field: label,
			advice: hasRc4
				? "Make a keytab with AES keys (ktpass /crypto AES256-SHA1), or switch on 'Kerberos Allow RC4'."
				: 'Make a keytab with AES keys: ktpass /crypto AES256-SHA1, or samba-tool domain exportkeytab.',
		});
	}
	return {
		principal,
		secret: {
			kind: 'keytab',
			types,
			async key(id) {
				const found = current.find(({ key }) => key.type === id);
				if (found) return await Promise.resolve(found.key);
				throw new FatalError(
					`The KDC asks for a key of ${encryptionType(id)?.name ?? `type ${id}`}. ${held}`,
					{
						code: 'KERBEROS_KEYTAB_TYPES',
						field: label,
						advice: 'Make a new keytab with all keys of the account.',
					},
				);
			},
			doubt: `${held}. Every new password makes them useless: make a new keytab.`,
		},
	};
}

/** The principal of the keytab that the credential means. */
function owner(
	entries: readonly KeytabEntry[],
	user: string | undefined,
	realm: string | undefined,
): Principal | undefined {
	if (user === undefined) return entries[0]?.principal;
	const domain = /^([^\\]*)\\/.exec(user)?.[1];
	const local = user.slice(domain === undefined ? 0 : domain.length + 1);
	const at = local.lastIndexOf('@');
	const name = (at < 0 ? local : local.slice(0, at)).toLowerCase();
	const suffix = (at < 0 ? realm : local.slice(at + 1))?.toUpperCase();
	const named = entries.filter(({ principal }) => nameText(principal).toLowerCase() === name);
	const exact = named.find(({ principal }) => principal.realm.toUpperCase() === suffix);
	// The suffix of a user principal name need not be a realm.
	return (exact ?? named[0])?.principal;
}
