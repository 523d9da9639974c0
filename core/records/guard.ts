import { isAllowed } from '../connection/mailboxes';
import type { Settings } from '../connection/settings';
import { InputError, PermissionError } from '../errors';
import type { Scope } from '../query/query';

/**
 * What the credential allows, enforced before anything is sent.
 * `readOnly` refuses every write; `allowedMailboxes` (addresses and domains) limits whose mailbox is touched.
 */
export class Guard {
	constructor(
		private readonly settings: Pick<
			Settings,
			'readOnly' | 'allowedMailboxes' | 'defaultMailbox' | 'user'
		>,
	) {}

	/** The scope with the credential's default mailbox filled in, or an error. */
	admit(scope: Scope, action: 'read' | 'write'): Scope {
		if (action === 'write' && this.settings.readOnly) {
			throw new PermissionError('The credential is set to Read Only, so nothing was written', {
				field: 'Read Only',
				advice: "Switch 'Read Only' off in the credential, or use a credential that may write.",
			});
		}
		const mailbox = scope.mailbox?.trim() || this.settings.defaultMailbox;
		this.admitMailbox(mailbox);
		return { ...scope, mailbox };
	}

	/** Throws for a mailbox that the credential does not allow; absent: the connection's own. */
	admitMailbox(mailbox: string | undefined): void {
		const { allowedMailboxes, user } = this.settings;
		if (allowedMailboxes.length === 0) return;
		const address = (mailbox ?? user ?? '').toLowerCase();
		if (!address.includes('@')) {
			throw new InputError(
				`The credential limits access to 'Allowed Mailboxes', and '${mailbox ?? 'the own mailbox'}' is not named by an address`,
				{ field: 'Mailbox', advice: 'Name the mailbox by its e-mail address.' },
			);
		}
		if (isAllowed(address, this.settings)) return;
		throw new PermissionError(`The mailbox '${address}' is not among the 'Allowed Mailboxes'`, {
			field: 'Mailbox',
			advice: `Add it to 'Allowed Mailboxes' in the credential. Allowed now: ${allowedMailboxes.join(', ')}.`,
		});
	}
}
