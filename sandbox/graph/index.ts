import type { Folder, Mailbox, Store } from '../store';

export interface GraphRequest {
	/** SMTP address or principal name of who signed in; absent: an application. */
	readonly user?: string;
	/** Below the version, taken apart and decoded: `['me', 'mailFolders', 'inbox']`. */
	readonly path: readonly string[];
	readonly select?: readonly string[];
	/** Address of the service, for `@odata.context`. */
	readonly root: string;
}

export interface GraphAnswer {
	readonly status: number;
	readonly body: object;
	/** Mailbox that the request was about. */
	readonly mailbox?: string;
}

const refuse = (status: number, code: string, message: string): GraphAnswer => ({
	status,
	body: { error: { code, message } },
});

const NAMES: Readonly<Record<string, string>> = {
	archive: 'archivemsgfolderroot',
	deleteditems: 'deleteditems',
	drafts: 'drafts',
	inbox: 'inbox',
	junkemail: 'junkemail',
	msgfolderroot: 'msgfolderroot',
	outbox: 'outbox',
	sentitems: 'sentitems',
};

/**
 * As much of Microsoft Graph as a connection is tested with: a user and one of his mail folders.
 * https://learn.microsoft.com/graph/api/user-get
 * https://learn.microsoft.com/graph/api/mailfolder-get
 */
export function handleGraph(store: Store, request: GraphRequest): GraphAnswer {
	const [collection, ...rest] = request.path;
	const isMe = collection?.toLowerCase() === 'me';
	if (!isMe && collection?.toLowerCase() !== 'users') {
		return refuse(400, 'BadRequest', `Resource not found for the segment '${collection ?? ''}'.`);
	}
	if (isMe && request.user === undefined) {
		return refuse(
			400,
			'BadRequest',
			'/me request is only valid with delegated authentication flow.',
		);
	}
	const name = isMe ? request.user! : (rest.shift() ?? '');
	const mailbox = find(store, name);
	if (mailbox === undefined) {
		return refuse(
			404,
			'Request_ResourceNotFound',
			`Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
		);
	}
	const own = request.user === undefined ? mailbox : find(store, request.user);
	const mayOpen = own === mailbox || (own !== undefined && mailbox.fullAccess.has(own.primarySmtp));
	const address = mailbox.primarySmtp;
	if (rest.length === 0) return entity(request, 'users', userOf(mailbox), address);
	const [segment, id = ''] = rest;
	if (segment?.toLowerCase() !== 'mailfolders' || rest.length !== 2) {
		return refuse(400, 'BadRequest', `Resource not found for the segment '${segment ?? ''}'.`);
	}
	if (!mayOpen) {
		return refuse(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
	}
	const wellKnown = NAMES[id.toLowerCase()];
	const folder = wellKnown
		? mailbox.wellKnown.get(wellKnown)
		: [...mailbox.wellKnown.values()].find((one) => urlSafe(one.id) === id);
	if (folder === undefined) {
		return refuse(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
	}
	const type = `users('${encodeURIComponent(address)}')/mailFolders`;
	return entity(request, type, folderOf(folder), address);
}

const find = ({ directory }: Store, name: string): Mailbox | undefined =>
	directory.find(name) ?? directory.findPrincipalName(name);

function entity(
	{ root, select }: GraphRequest,
	type: string,
	all: Readonly<Record<string, unknown>>,
	mailbox: string,
): GraphAnswer {
	const unknown = select?.find((name) => !Object.hasOwn(all, name));
	if (unknown !== undefined) {
		return refuse(400, 'RequestBroker--ParseUri', `Could not find a property named '${unknown}'.`);
	}
	const shown = select ? Object.entries(all).filter(([name]) => select.includes(name)) : undefined;
	const names = select ? `(${select.join(',')})` : '';
	return {
		status: 200,
		mailbox,
		body: {
			'@odata.context': `${root}/$metadata#${type}${names}/$entity`,
			...(shown ? Object.fromEntries(shown) : all),
		},
	};
}

const userOf = (mailbox: Mailbox): Readonly<Record<string, unknown>> => ({
	businessPhones: [],
	displayName: mailbox.displayName,
	givenName: null,
	jobTitle: null,
	mail: mailbox.primarySmtp,
	mobilePhone: null,
	officeLocation: null,
	preferredLanguage: null,
	surname: null,
	userPrincipalName: mailbox.userPrincipalName,
	id: mailbox.guid.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
});

const visible = ({ items }: Folder) => [...items].filter(({ associated }) => !associated);

/** Ids of Graph stand in addresses. */
const urlSafe = (id: string): string => id.replaceAll('/', '-').replaceAll('+', '_');

const folderOf = (folder: Folder): Readonly<Record<string, unknown>> => ({
	id: urlSafe(folder.id),
	displayName: folder.displayName,
	parentFolderId: urlSafe((folder.parent ?? folder).id),
	childFolderCount: folder.children.length,
	unreadItemCount: visible(folder).filter((item) => item.properties.get('message:IsRead') === false)
		.length,
	totalItemCount: visible(folder).length,
	isHidden: false,
});
