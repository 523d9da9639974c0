import type { Settings } from './settings';

/** Shorter texts stand in too many messages by chance. */
const SHORTEST = 3;
const MASK = '***';

/** Every secret of a connection that could turn up in a text. */
export function secretsOf(settings: Settings): string[] {
	const { password, tls, proxy } = settings;
	const secrets: Array<string | undefined> = [password, tls.key, tls.passphrase];
	if (proxy.mode === 'custom') {
		secrets.push(proxy.password);
		if (URL.canParse(proxy.url)) {
			const written = new URL(proxy.url).password;
			secrets.push(written, percentDecoded(written));
		}
	}
	if (settings.user && password) secrets.push(`${settings.user}:${password}`);
	// Custom headers often carry keys of gateways.
	for (const [name, value] of Object.entries(settings.customHeaders)) {
		if (/auth|token|key|secret|pass/i.test(name)) secrets.push(value);
	}
	return [...new Set(secrets.filter((secret): secret is string => Boolean(secret)))];
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

/** Percent-decoding that takes any bytes, since a person may have encoded them in Latin-1. */
function percentDecoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
