import { mailboxAt } from '../access';
import type { Context } from '../context';
import { itemNotFound } from '../errors';
import { alone, attempt, success, type Answer } from '../response';
import { child, type Node } from '../xml/node';

const NAME = 'GetUserPhotoResponse';

/** The sandbox keeps one picture of each person and gives it for every size. */
export function getUserPhoto(request: Node, ctx: Context): Answer {
	// The schema wants HasChanged in an error too.
	return alone(
		attempt(NAME, '<m:HasChanged>false</m:HasChanged>', () => {
			const { photo } = mailboxAt(ctx, child(request, 'Email')?.text).services;
			if (photo === undefined) throw itemNotFound();
			return success(
				NAME,
				`<m:HasChanged>true</m:HasChanged><m:PictureData>${photo.data}</m:PictureData>`,
			);
		}),
	);
}
