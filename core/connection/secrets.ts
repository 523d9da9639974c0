import type { Settings } from './settings';
import { percentDecoded } from './values';

/** Shorter texts stand in too many messages by chance. */
const SHORTEST = 3;
/** Parts of tokens and keys that no other text holds by chance. */
const LONG_ENOUGH = 16;
const MASK = '***';

/** Every secret of a connection that could turn up in a text. */
export function secretsOf(settings: Settings): string[] {
	const { user, password, kerberos, hostToken } = settings;
	const secrets: Array<string | undefined> = [
		password,
		password && user && `${user}:${password}`,
		kerberos?.keytab,
		kerberos?.ticketCache,
		...tokenParts(hostToken?.accessToken),
		...oauthSecrets(settings),
		...keyParts(settings.tls.key),
		settings.tls.pfx,
		settings.tls.passphrase,
		...proxySecrets(settings.proxy),
	];
	// Custom headers often carry keys of gateways.
	for (const [name, value] of Object.entries(settings.customHeaders)) {
		if (/auth|token|key|secret|pass/i.test(name)) secrets.push(value);
	}
	return [...new Set(secrets.filter((secret): secret is string => Boolean(secret)))];
}

function oauthSecrets({ oauth }: Settings): Array<string | undefined> {
	if (!oauth) return [];
	const { clientId, clientSecret, accessToken, refreshToken, verifier, certificate } = oauth;
	return [
		clientSecret,
		// As a token endpoint takes them in one header (RFC 6749, 2.3.1).
		clientSecret && clientId && `${clientId}:${clientSecret}`,
		...tokenParts(accessToken),
		...tokenParts(refreshToken),
		verifier,
		certificate?.password,
		...keyParts(certificate?.key),
		...(certificate?.type === 'PFX' ? [certificate.text] : keyParts(certificate?.text)),
	];
}

function proxySecrets(proxy: Settings['proxy']): Array<string | undefined> {
	if (proxy.mode !== 'custom') return [];
	const { user, password, url } = proxy;
	const written = URL.canParse(url) ? new URL(url) : undefined;
	const decoded = written && percentDecoded(written.password);
	return [
		password,
		password && user && `${user}:${password}`,
		written?.password,
		decoded,
		decoded && `${percentDecoded(written.username)}:${decoded}`,
	];
}

/** A token, and the parts of a JWT, each of which is enough to tell something. */
function tokenParts(token: string | undefined): string[] {
	if (!token) return [];
	return [token, ...token.split('.').filter((part) => part.length >= LONG_ENOUGH)];
}

/** Private keys of PEM text: whole, without line breaks, and line by line. */
function keyParts(pem: string | undefined): string[] {
	const blocks = pem?.match(/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[^-]+/g) ?? [];
	return blocks.flatMap((block) => {
		const body = block.replace(/^-----BEGIN [A-Z0-9 ]*-----/, '').trim();
		const lines = body.replace(/=/g, '').split(/\s+/);
		return [body, lines.join(''), ...lines.filter((line) => line.length >= LONG_ENOUGH)];
	});
}

/** The text without the secrets, however they are written: plain, percent-encoded, Base64, JSON, XML. */
export function mask(text: string, secrets: readonly string[]): string {
	const forms = new Set<string>();
	for (const secret of secrets) {
		if (secret.length < SHORTEST) continue;
		const utf8 = Buffer.from(secret, 'utf8');
		const percent = encodeURIComponent(secret);
		for (const form of [
			secret,
			percent,
			percent.replace(/%20/g, '+'),
			percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
			utf8.toString('base64'),
			utf8.toString('base64').replace(/=+$/, ''),
			utf8.toString('base64url'),
			utf8.toString('hex'),
			JSON.stringify(secret).slice(1, -1),
			secret
				.replace(/&/g, '&amp;')
				.replace(/</g, '&lt;')
				.replace(/>/g, '&gt;')
				.replace(/"/g, '&quot;'),
		]) {
			if (form.length >= SHORTEST) forms.add(form);
		}
	}
	// Longest first, so that no rest of a longer form stays behind.
	return [...forms]
		.sort((a, b) => b.length - a.length)
		.reduce((masked, form) => masked.split(form).join(MASK), text);
}
