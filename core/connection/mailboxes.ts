import type { Settings } from './settings';
import { notUsable } from './values';

/** Entries as they are compared: lower case; `@domain`, `*@domain` and `domain` are one thing. */
export function parseAllowedMailboxes(entries: readonly string[]): string[] {
	return entries.map((entry) => {
		const text = entry.toLowerCase().replace(/^\*?@/, '');
		if (!/^(?:[^@\s*]+@)?[^@\s*]+$/.test(text)) {
			throw notUsable(
				'Allowed Mailboxes',
				`holds '${entry.slice(0, 60)}', which is neither an address nor a domain`,
				'Write addresses such as info@example.org or domains such as example.org.',
			);
		}
		return text;
	});
}

/** Whether the credential allows work on a mailbox; all are allowed where none is named. */
export function isAllowed(mailbox: string, settings: Pick<Settings, 'allowedMailboxes'>): boolean {
	const { allowedMailboxes } = settings;
	if (allowedMailboxes.length === 0) return true;
	const address = mailbox.trim().toLowerCase();
	const at = address.lastIndexOf('@');
	if (at < 1) return false;
	return allowedMailboxes.some((entry) => entry === address || entry === address.slice(at + 1));
}
