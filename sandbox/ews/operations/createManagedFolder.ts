import { mailboxAt } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { folderIdXml } from '../fields/folderShape';
import { answer, attempt, success, type Answer } from '../response';
import { below, child, type Node } from '../xml/node';
import type { Folder, Mailbox } from '../../store';

const NAME = 'CreateManagedFolderResponseMessage';
const ROOT = 'Managed Folders';

/** The folder that holds the managed ones, made with the first of them. */
function rootOf(mailbox: Mailbox, ctx: Context): Folder {
	const top = mailbox.wellKnown.get('msgfolderroot') as Folder;
	const there = top.children.find((folder) => folder.managed?.isRoot);
	if (there !== undefined) return there;
	const root = ctx.store.addFolder(top, ROOT);
	root.managed = { id: ROOT, isRoot: true };
	return root;
}

function create(name: string, request: Node, ctx: Context): Folder {
	const address = child(request, 'Mailbox');
	const mailbox = address ? mailboxAt(ctx, child(address, 'EmailAddress')?.text) : ctx.user;
	if (mailbox !== ctx.user && !mailbox.fullAccess.has(ctx.user.primarySmtp)) {
		throw new EwsError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
	}
	const managed = ctx.store.managedFolders.get(name);
	if (managed === undefined) {
		throw new EwsError('ErrorManagedFolderNotFound', 'The managed folder could not be found.');
	}
	const root = rootOf(mailbox, ctx);
	if (root.children.some((folder) => folder.managed?.id === managed.id)) {
		throw new EwsError('ErrorManagedFolderAlreadyExists', 'The managed folder already exists.');
	}
	const folder = ctx.store.addFolder(root, name);
	folder.managed = managed;
	ctx.writes += 1;
	return folder;
}

/**
 * Adds folders that an administrator defined to a mailbox.
 * @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/createmanagedfolder-operation
 */
export function createManagedFolder(request: Node, ctx: Context): Answer {
	const names = below(request, 'FolderNames').map(({ text }) => text.trim());
	const messages = names.map((name) =>
		attempt(NAME, '<m:Folders/>', () => {
			if (names.indexOf(name) !== names.lastIndexOf(name)) {
				throw new EwsError(
					'ErrorDuplicateInputFolderNames',
					'The request names a managed folder more than once.',
				);
			}
			return success(NAME, `<m:Folders>${folderIdXml(create(name, request, ctx))}</m:Folders>`);
		}),
	);
	return answer('CreateManagedFolder', messages);
}
