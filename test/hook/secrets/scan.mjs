/** Finds secrets in texts, in each of the spellings that they could slip out in. */
import { createRequire } from 'node:module';

const md4 = createRequire(import.meta.url)('js-md4');

/** What is a secret by its looks, whoever made it. */
const PATTERNS = [
	['a token (JWT)', /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/],
	['an AUTHENTICATE message of NTLM', /TlRMTVNTUAAD[\w+/]{40,}/],
	['a Kerberos or SPNEGO token', /\bYII[B-P][\w+/]{60,}/],
	['a Kerberos ticket', /\bYYI[B-P][\w+/]{60,}|\b6182[0-9a-f]{80,}/],
	['an Authorization header', /\b(?:Basic|Bearer) (?=\S*\d)(?=\S*[A-Z])[\w+/.~-]{16,}/],
	['a digest of a password', /\bresponse="[0-9a-f]{32,64}"/],
	['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[\w+/]{16,}/],
	['a refresh token of the sandbox', /\b0\.sandbox\.[\w-]{20,}/],
];

function* spellings({ text, base64 }) {
	const bytes = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64');
	const forms = [bytes];
	if (text !== undefined) {
		yield text;
		yield JSON.stringify(text).slice(1, -1);
		yield encodeURIComponent(text);
		yield new URLSearchParams({ x: text }).toString().slice(2);
		forms.push(Buffer.from(text, 'utf16le'));
		// What NTLM and RC4 of Kerberos make of a password.
		forms.push(Buffer.from(md4.arrayBuffer(Buffer.from(text, 'utf16le'))));
	}
	for (const form of forms) {
		yield form.toString('hex');
		yield form.toString('hex').toUpperCase();
		// Its last letters depend on what follows.
		yield form.toString('base64').replace(/.?=+$/, '');
		yield form.toString('base64url').replace(/.$/, '');
	}
}

/** All spellings of all secrets, with the secret that each stands for. */
export function needlesOf(secrets) {
	const needles = new Map();
	for (const secret of secrets) {
		for (const spelling of spellings(secret)) {
			if (spelling.length >= 8 && !needles.has(spelling)) {
				needles.set(spelling, secret.what ?? 'a password or secret of the tests');
			}
		}
	}
	return needles;
}

/** @returns {Array<{what: string, line: string}>} lines in which something is found, at most one find for each */
export function findSecrets(lines, needles) {
	const found = [];
	const whole = lines.join('\n');
	const suspects = [...needles].filter(([needle]) => whole.includes(needle));
	for (const line of lines) {
		const hit = suspects.find(([needle]) => line.includes(needle));
		const pattern = hit ? undefined : PATTERNS.find(([, looks]) => looks.test(line));
		if (hit ?? pattern) found.push({ what: hit ? hit[1] : pattern[0], line });
	}
	return found;
}
