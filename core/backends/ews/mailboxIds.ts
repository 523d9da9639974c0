import { ExchangeError, SkippableError } from '../../errors';
import type { EwsChannel } from './channel';
import { getFolder } from './operations/getFolder';
import type { Reach } from './reach';
import type { FolderTarget } from './request';

/**
 * An entry id begins with the mailbox that it belongs to: format, kind, then the mailbox's GUID. Base64
 * of an uncompressed one begins with `AAMk`; in others the GUID cannot be seen.
 * https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxwsitemid
 */
const PLAIN = 'AAMk';
const OWNER_END = 24;

function ownerOf(id: string): string | undefined {
	return id.startsWith(PLAIN) && id.length > OWNER_END
		? id.slice(PLAIN.length, OWNER_END)
		: undefined;
}

/** The mailbox and, where there is one, its archive. */
const OWN = ['msgfolderroot', 'archivemsgfolderroot'];
const PUBLIC = ['publicfoldersroot'];

/** Tells ids of another mailbox before anything is sent for them. */
export class MailboxIds {
	private readonly owners = new Map<string, Promise<ReadonlySet<string>>>();

	constructor(private readonly channel: EwsChannel) {}

	/** For each id the error that it deserves, or undefined. */
	async check(
		ids: readonly string[],
		reach: Reach,
		wellKnown: (name: string) => FolderTarget,
	): Promise<Array<ExchangeError | undefined>> {
		if (!ids.some((id) => ownerOf(id) !== undefined)) return ids.map(() => undefined);
		let owners = await this.ownersOf(reach, wellKnown, OWN);
		const isStrange = (id: string) => {
			const owner = ownerOf(id);
			return owner !== undefined && owners.size > 0 && !owners.has(owner);
		};
		if (ids.some(isStrange)) {
			// Public folders belong to everybody.
			owners = new Set([...owners, ...(await this.ownersOf(reach, wellKnown, PUBLIC))]);
		}
		return ids.map((id) => {
			if (!isStrange(id)) return undefined;
			return new SkippableError(`The id belongs to another mailbox than ${reach.label}`, {
				code: 'ErrorInvalidMailbox',
				field: 'id',
				recordKey: id,
				advice: "Set 'Mailbox' to the mailbox that the id was read from.",
			});
		});
	}

	/** Who owns the folders: of the first one it must be known, the others may be missing. */
	private ownersOf(
		reach: Reach,
		wellKnown: (name: string) => FolderTarget,
		names: readonly string[],
	): Promise<ReadonlySet<string>> {
		const key = `${names.join()} ${reach.key}`;
		const known = this.owners.get(key);
		if (known) return known;
		const folders = names.map(wellKnown);
		const found = getFolder(this.channel, { folders, columns: [] }, reach.call).then((rows) => {
			const [main] = rows;
			if (names === OWN && main instanceof ExchangeError) throw main;
			const owners = rows.map((row) =>
				row instanceof ExchangeError ? undefined : ownerOf(String(row.id)),
			);
			return new Set(owners.filter((owner) => owner !== undefined));
		});
		this.owners.set(key, found);
		found.catch(() => this.owners.delete(key));
		return found;
	}
}
