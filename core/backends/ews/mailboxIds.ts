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
		const owners = await this.ownersOf(reach, wellKnown);
		return ids.map((id) => {
			const owner = ownerOf(id);
			if (owner === undefined || owners.size === 0 || owners.has(owner)) return undefined;
			return new SkippableError(`The id belongs to another mailbox than ${reach.label}`, {
				code: 'ErrorInvalidMailbox',
				field: 'id',
				recordKey: id,
				advice: "Set 'Mailbox' to the mailbox that the id was read from.",
			});
		});
	}

	/** The mailbox and, where there is one, its archive. */
	private ownersOf(
		reach: Reach,
		wellKnown: (name: string) => FolderTarget,
	): Promise<ReadonlySet<string>> {
		const known = this.owners.get(reach.key);
		if (known) return known;
		const folders = ['msgfolderroot', 'archivemsgfolderroot'].map(wellKnown);
		const found = getFolder(this.channel, { folders, columns: [] }, reach.call).then((rows) => {
			const [main] = rows;
			if (main instanceof ExchangeError) throw main;
			const owners = rows.map((row) =>
				row instanceof ExchangeError ? undefined : ownerOf(String(row.id)),
			);
			return new Set(owners.filter((owner) => owner !== undefined));
		});
		this.owners.set(reach.key, found);
		found.catch(() => this.owners.delete(reach.key));
		return found;
	}
}
