import { demandMailbox, mailboxAt } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { answer, attempt, success, type Answer } from '../response';
import { child, type Node } from '../xml/node';

// The schema gives this answer an array of response messages without one of its own name in it.
const NAME = 'GetUserPhotoResponseMessage';

const TYPES: ReadonlyArray<readonly [string, string]> = [
	['ffd8ff', 'image/jpeg'],
	['89504e47', 'image/png'],
	['47494638', 'image/gif'],
];

/** Keeps the picture of a person; one that is no picture is refused (MS-OXWSCONT 3.1.4.8). */
export function setUserPhoto(request: Node, ctx: Context): Answer {
	const empty = '<m:HasChanged>false</m:HasChanged>';
	return answer('SetUserPhoto', [
		attempt(NAME, empty, () => {
			const mailbox = mailboxAt(ctx, child(request, 'Email')?.text);
			demandMailbox(ctx, mailbox);
			const data = (child(request, 'Content')?.text ?? '').replace(/\s+/g, '');
			const bytes = Buffer.from(data, 'base64').toString('hex');
			const known = TYPES.find(([start]) => bytes.startsWith(start));
			if (known === undefined) {
				throw new EwsError('ErrorCorruptData', 'The content is no picture.');
			}
			mailbox.services.photo = { contentType: known[1], data };
			ctx.writes += 1;
			return success(NAME, '<m:HasChanged>true</m:HasChanged>');
		}),
	]);
}
