import type { CredentialData } from '../../core/session';

/** Credential fields that are no secret although they are text. */
const SECRET = /password|secret|token|key|passphrase|keytab|verifier/i;
const MASK = '***';

/** Below this length a secret is only masked where it stands alone, or every text would be unreadable. */
const SHORT = 3;

/**
 * A text without any secret of the credential. n8n masks nothing in the message of a test, so this is
 * the last gate; Base64 forms count as the secret itself.
 */
export function masked(message: string, credential: CredentialData): string {
	return secretsOf(credential).reduce(
		(text, secret) =>
			secret.length < SHORT
				? text.replace(new RegExp(`(?<!\\w)${escaped(secret)}(?!\\w)`, 'g'), MASK)
				: text.split(secret).join(MASK),
		message,
	);
}

/** Longest first, so that a secret inside another one leaves no rest. */
function secretsOf(credential: CredentialData): string[] {
	const plain = Object.entries(credential)
		.filter(([name, value]) => SECRET.test(name) && typeof value === 'string' && value !== '')
		.map(([, value]) => value as string);
	const user = typeof credential.user === 'string' ? credential.user : '';
	const encoded = plain.flatMap((secret) => [
		Buffer.from(secret, 'utf8').toString('base64'),
		Buffer.from(`${user}:${secret}`, 'utf8').toString('base64'),
		encodeURIComponent(secret),
	]);
	return [...new Set([...plain, ...encoded, ...advanced(credential), ...inUrls(credential)])].sort(
		(a, b) => b.length - a.length,
	);
}

/** Values of advanced properties whose name speaks of a secret, and all custom headers' values. */
function advanced(credential: CredentialData): string[] {
	const rows = (
		credential.advancedProperties as
			{ property?: Array<{ key?: unknown; value?: unknown }> } | undefined
	)?.property;
	return (Array.isArray(rows) ? rows : []).flatMap(({ key, value }) => {
		const given = String(value ?? '');
		if (given === '') return [];
		if (/header/i.test(String(key))) {
			return given
				.split(/[\r\n;]+/)
				.map((line) => line.slice(line.indexOf(':') + 1).trim())
				.filter((part) => part !== '');
		}
		return SECRET.test(String(key)) ? [given] : [];
	});
}

/** Passwords inside addresses: http://user:password@host. */
function inUrls(credential: CredentialData): string[] {
	return Object.values(credential).flatMap((value) => {
		const found = typeof value === 'string' ? /^\w+:\/\/[^/\s@]*?:([^/\s]+)@/.exec(value) : null;
		return found?.[1] ? [found[1]] : [];
	});
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
