import { mailboxAt } from '../access';
import type { Context } from '../context';
import { alone, attempt, success, type Answer } from '../response';
import { printTime } from '../time';
import { child, type Node } from '../xml/node';

const NAME = 'GetPasswordExpirationDateResponse';
const date = (text: string) => `<m:PasswordExpirationDate>${text}</m:PasswordExpirationDate>`;
/** What .NET writes for a time that is not set. */
const UNSET = date('0001-01-01T00:00:00');

/** When the password of a person expires; the end of time when it never does. */
export function getPasswordExpirationDate(request: Node, ctx: Context): Answer {
	return alone(
		attempt(NAME, UNSET, () => {
			const address = child(request, 'MailboxSmtpAddress')?.text.trim() ?? '';
			const owner = mailboxAt(ctx, address === '' ? ctx.user.primarySmtp : address);
			const expires = owner.services.passwordExpires;
			return success(
				NAME,
				date(expires === undefined ? '9999-12-31T23:59:59.9999999' : printTime(expires)),
			);
		}),
	);
}
