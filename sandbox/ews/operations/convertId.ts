import type { Mailbox } from '../../store';
import { decodeId, entryBytes, idOfEntry } from '../../store/ids';
import { mailboxAt } from '../access';
import type { Context } from '../context';
import { EwsError, idMalformed } from '../errors';
import { answer, attempt, success, type Answer } from '../response';
import { wrap } from '../xml/escape';
import { below, type Node } from '../xml/node';

const NAME = 'ConvertIdResponseMessage';

interface Spelling {
	/** The bytes of the entry that a text spells; undefined when it cannot be read. */
	read(text: string): Buffer | undefined;
	write(entry: Buffer): string;
}

function ofBase64(text: string): Buffer | undefined {
	const bytes = Buffer.from(text, 'base64');
	return bytes.toString('base64') === text ? bytes : undefined;
}

/** A spelling that puts something before the bytes of the entry. */
function prefixed(head: readonly number[]): Spelling {
	const mark = Buffer.from(head);
	return {
		read: (text) => {
			const bytes = ofBase64(text);
			return bytes?.subarray(0, mark.length).equals(mark) ? bytes.subarray(mark.length) : undefined;
		},
		write: (entry) => Buffer.concat([mark, entry]).toString('base64'),
	};
}

const STORE = prefixed([0x46, 0, 0, 0]);

/** IdFormatType: spellings of the same bytes. None is read as another, but for OwaId, which is StoreId made safe for URLs. */
const SPELLINGS: Readonly<Record<string, Spelling>> = {
	EwsId: { read: entryBytes, write: (entry) => idOfEntry(entry) ?? '' },
	EwsLegacyId: prefixed([0x1b, 0x06]),
	EntryId: { read: ofBase64, write: (entry) => entry.toString('base64') },
	HexEntryId: {
		read: (text) => (/^([0-9A-F]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined),
		write: (entry) => entry.toString('hex').toUpperCase(),
	},
	StoreId: STORE,
	OwaId: {
		read: (text) => {
			try {
				return STORE.read(decodeURIComponent(text).replace(/-/g, '/').replace(/_/g, '+'));
			} catch {
				return undefined;
			}
		},
		write: (entry) =>
			encodeURIComponent(STORE.write(entry).replace(/\//g, '-').replace(/\+/g, '_')),
	},
};

/** @throws EwsError ErrorInvalidIdMalformed */
function respell(text: string, from: string, to: string, folder: boolean): string {
	const entry = SPELLINGS[from]?.read(text);
	const id = entry && idOfEntry(entry);
	if (entry === undefined || id === undefined) throw idMalformed();
	if (folder && decodeId(id)?.kind !== 'folder') throw idMalformed();
	return SPELLINGS[to]?.write(entry) ?? '';
}

/** Spellings that name the mailbox themselves: clients learn their own address from the answer. */
const NAMES_MAILBOX: ReadonlySet<string> = new Set(['EwsId', 'EwsLegacyId']);

function ownerOf(text: string, format: string, { store }: Context): Mailbox | undefined {
	const entry = NAMES_MAILBOX.has(format) ? SPELLINGS[format]?.read(text) : undefined;
	const guid = entry && decodeId(idOfEntry(entry) ?? '')?.mailboxGuid;
	return guid === undefined ? undefined : store.directory.findGuid(guid);
}

function convert(node: Node, request: Node, ctx: Context): string {
	const { Id = '', Format = '', Mailbox, IsArchive, FolderId = '', ItemId = '' } = node.attributes;
	const target = request.attributes['DestinationFormat'] ?? '';
	const attributes: Record<string, string | undefined> = {
		'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
		'xsi:type': `t:${node.name}Type`,
		Format: target,
	};
	if (node.name === 'AlternateId') {
		const id = respell(Id, Format, target, false);
		const mailbox = ownerOf(Id, Format, ctx) ?? mailboxAt(ctx, Mailbox);
		return wrap('m:AlternateId', '', {
			...attributes,
			Id: id,
			Mailbox: mailbox.primarySmtp,
			IsArchive,
		});
	}
	if (target === 'EwsLegacyId') {
		throw new EwsError('ErrorUnsupportedTypeForConversion', 'The id cannot be converted to that.');
	}
	const folder = respell(FolderId, Format, target, true);
	const item = node.name === 'AlternatePublicFolderItemId';
	return wrap('m:AlternateId', '', {
		...attributes,
		FolderId: folder,
		ItemId: item ? respell(ItemId, Format, target, false) : undefined,
	});
}

export function convertId(request: Node, ctx: Context): Answer {
	const messages = below(request, 'SourceIds').map((node) =>
		attempt(NAME, '', () => success(NAME, convert(node, request, ctx))),
	);
	return answer('ConvertId', messages);
}
