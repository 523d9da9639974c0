/** Pages on which a person signs in and agrees: plain forms, without script. */
const escape = (text: string): string =>
	text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title: string, body: string): string =>
	`<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width"></head><body><h1>${title}</h1>${body}</body></html>\n`;

const field = (label: string, name: string, value = '', type = 'text'): string =>
	`<p><label>${label} <input name="${name}" type="${type}" value="${escape(value)}"></label></p>`;

const buttons =
	'<p><button name="answer" value="accept">Accept</button> <button name="answer" value="cancel" formnovalidate>Cancel</button></p>';

const complaint = (text?: string): string => (text ? `<p role="alert">${escape(text)}</p>` : '');

/** The consent page; `hidden` comes back with the form. */
export function consentPage(
	application: string,
	hidden: Readonly<Record<string, string>>,
	user = '',
	error?: string,
): string {
	const kept = Object.entries(hidden)
		.map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
		.join('');
	return page(
		'Sign in',
		`${complaint(error)}<form method="post">${kept}<p>${escape(application)} wants to use your mailbox.</p>${field('User', 'username', user)}${field('Password', 'password', '', 'password')}${buttons}</form>`,
	);
}

export const devicePage = (code = '', error?: string): string =>
	page(
		'Enter code',
		`${complaint(error)}<form method="post">${field('Code', 'code', code)}${field('User', 'username')}${field('Password', 'password', '', 'password')}${buttons}</form>`,
	);

export const donePage = (text: string): string => page('Sign in', `<p>${escape(text)}</p>`);

/** What Entra shows where it may not send the browser back. */
export const errorPage = (text: string): string =>
	page('Sign in', `<p role="alert">${escape(text)}</p>`);
