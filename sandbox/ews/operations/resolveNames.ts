import { folderOf, demand } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { answer, attempt, success, warning, type Answer } from '../response';
import { element, escape, wrap } from '../xml/escape';
import { below, type Node } from '../xml/node';
import type { Folder, Item, Mailbox } from '../../store';

const NAME = 'ResolveNamesResponseMessage';
/** Exchange returns no more candidates than this. */
const MOST = 100;

const DIRECTORY_FIELDS = [
	'GivenName',
	'Initials',
	'CompanyName',
	'AssistantName',
	'Department',
	'JobTitle',
	'Manager',
	'OfficeLocation',
	'Surname',
];

function directoryContact(mailbox: Mailbox): string {
	const value = (name: string) => mailbox.directory.get(`contacts:${name}`) ?? '';
	const text = (name: string) => (value(name) === '' ? '' : element(name, value(name)));
	const mail = [mailbox.primarySmtp, ...mailbox.aliases].slice(0, 3);
	const entries = mail.map(
		(address, i) =>
			`<t:Entry Key="EmailAddress${i + 1}">${i === 0 ? 'SMTP' : 'smtp'}:${escape(address)}</t:Entry>`,
	);
	const phones = [...mailbox.directory]
		.filter(([key]) => key.startsWith('contacts:PhoneNumber:'))
		.map(
			([key, number]) => `<t:Entry Key="${key.split(':')[2] ?? ''}">${escape(number)}</t:Entry>`,
		);
	const order = (names: readonly string[]) => names.map(text).join('');
	return wrap(
		'Contact',
		element('DisplayName', mailbox.displayName) +
			order(DIRECTORY_FIELDS.slice(0, 3)) +
			wrap('EmailAddresses', entries.join('')) +
			(phones.length === 0 ? '' : wrap('PhoneNumbers', phones.join(''))) +
			text('AssistantName') +
			element('ContactSource', 'ActiveDirectory') +
			order(['Department', 'JobTitle', 'Manager', 'OfficeLocation', 'Surname']),
	);
}

function mailboxResolution(mailbox: Mailbox, full: boolean): string {
	const person = wrap(
		'Mailbox',
		element('Name', mailbox.displayName) +
			element('EmailAddress', mailbox.primarySmtp) +
			element('RoutingType', 'SMTP') +
			element('MailboxType', 'Mailbox'),
	);
	return wrap('Resolution', person + (full ? directoryContact(mailbox) : ''));
}

function contactMatches(item: Item, wanted: string): boolean {
	const keys = ['DisplayName', 'GivenName', 'Surname', 'FileAs', 'CompanyName', 'Nickname'];
	const texts = keys.map((key) => String(item.properties.get(`contacts:${key}`) ?? ''));
	for (const slot of [1, 2, 3]) {
		texts.push(String(item.properties.get(`contacts:EmailAddress:EmailAddress${slot}`) ?? ''));
	}
	return texts.some(
		(text) =>
			text.toLowerCase().startsWith(wanted) ||
			text
				.toLowerCase()
				.split(/\s+/)
				.some((part) => part.startsWith(wanted)),
	);
}

/** A contact of a folder counts once for each of its addresses. */
function contactResolutions(item: Item): string[] {
	const name = String(item.properties.get('contacts:DisplayName') ?? '');
	return [1, 2, 3].flatMap((slot) => {
		const address = item.properties.get(`contacts:EmailAddress:EmailAddress${slot}`);
		if (typeof address !== 'string') return [];
		const person = wrap(
			'Mailbox',
			element('Name', name) +
				element('EmailAddress', address) +
				element('RoutingType', 'SMTP') +
				element('MailboxType', 'Contact') +
				wrap('ItemId', '', { Id: item.id, ChangeKey: item.changeKey }),
		);
		return [wrap('Resolution', person)];
	});
}

function contactFolders(request: Node, ctx: Context): Folder[] {
	const given = below(request, 'ParentFolderIds');
	if (given.length === 0) return [ctx.user.wellKnown.get('contacts') as Folder];
	return given.map((node) => {
		const folder = folderOf(ctx, node);
		demand(ctx, folder, 'ReadItems');
		return folder;
	});
}

function resolve(request: Node, ctx: Context): string[] {
	const entry = below(request).find((node) => node.name === 'UnresolvedEntry')?.text ?? '';
	const full = /^(true|1)$/.test(request.attributes['ReturnFullContactData'] ?? '');
	const scope = request.attributes['SearchScope'] ?? 'ActiveDirectoryContacts';
	const directory = scope.includes('ActiveDirectory')
		? ctx.store.directory.resolve(entry).map((one) => mailboxResolution(one, full))
		: [];
	const wanted = entry
		.trim()
		.replace(/^smtp:/i, '')
		.toLowerCase();
	const contacts =
		scope.includes('Contacts') && wanted !== ''
			? contactFolders(request, ctx).flatMap((folder) =>
					[...folder.items]
						.filter((item) => item.kind === 'Contact' && contactMatches(item, wanted))
						.flatMap(contactResolutions),
				)
			: [];
	return scope.startsWith('Contacts') ? [...contacts, ...directory] : [...directory, ...contacts];
}

export function resolveNames(request: Node, ctx: Context): Answer {
	const message = attempt(NAME, '', () => {
		const found = resolve(request, ctx);
		if (found.length === 0) {
			throw new EwsError('ErrorNameResolutionNoResults', 'No results were found.');
		}
		const shown = found.slice(0, MOST);
		const set = wrap('m:ResolutionSet', shown.join(''), {
			TotalItemsInView: shown.length,
			IncludesLastItemInRange: found.length <= MOST,
		});
		if (found.length === 1) return success(NAME, set);
		return warning(NAME, 'ErrorNameResolutionMultipleResults', 'Multiple results were found.', set);
	});
	return answer('ResolveNames', [message]);
}
