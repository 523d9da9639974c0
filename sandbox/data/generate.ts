import { Random } from '../store/random';
import type { Mailbox, Store } from '../store';
import { event, task } from './calendar';
import { contact } from './contacts';
import { message } from './mail';
import { word } from './words';

export interface GenerateOptions {
	/** Same seed, same data. Default 1. */
	readonly seed?: number;
	/** Mailbox that gets the data; default the first one. */
	readonly mailbox?: string;
	/** Default 100. A tenth of them go to the subfolder "Team" of Contacts. */
	readonly contacts?: number;
	/** Share of the contacts in the subfolder, 0 to 1; default 0.1. */
	readonly inSubfolder?: number;
	/** Default a fifth of the contacts, at most 500. */
	readonly messages?: number;
	readonly events?: number;
	readonly tasks?: number;
	/** Time that data lie around, milliseconds; default 2026-01-12. */
	readonly base?: number;
}

/** Fills one mailbox with data that look like a real one's and are invented word by word. */
export function generate(store: Store, options: GenerateOptions = {}): void {
	const owner: Mailbox | undefined =
		options.mailbox === undefined ? store.directory.mailboxes[0] : store.mailbox(options.mailbox);
	if (owner === undefined) throw new RangeError('The store has no mailbox to fill');
	const random = new Random(options.seed ?? 1);
	const base = options.base ?? Date.UTC(2026, 0, 12);
	const count = options.contacts ?? 100;
	const few = Math.min(500, Math.ceil(count / 5));
	const contacts = store.folder(owner, 'contacts');
	const team =
		contacts.children.find((folder) => folder.displayName === 'Team') ??
		store.addFolder(contacts, 'Team');
	const companies = Array.from(
		{ length: Math.max(3, Math.ceil(count / 12)) },
		() => `${word(random)} ${random.pick(['GmbH', 'AG', 'Ltd.', 'S.A.', '& Co. KG'])}`,
	);
	const share = options.inSubfolder ?? 0.1;
	for (let i = 1; i <= count; i += 1) {
		const made = contact(random, i, companies);
		store.addItem(random.chance(share) ? team : contacts, made);
	}
	const people = store.directory.mailboxes;
	for (let i = 1; i <= (options.messages ?? few); i += 1) {
		const made = message(random, owner, people, base - i * 3_700_000, i);
		store.addItem(store.folder(owner, 'inbox'), made);
	}
	for (let i = 1; i <= (options.events ?? few); i += 1) {
		store.addItem(store.folder(owner, 'calendar'), event(random, owner, base, i));
	}
	for (let i = 1; i <= (options.tasks ?? few); i += 1) {
		store.addItem(store.folder(owner, 'tasks'), task(random, owner, base));
	}
}
