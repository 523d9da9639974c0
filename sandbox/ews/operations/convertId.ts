import { decodeId } from '../../store/ids';
import type { Context } from '../context';
import { EwsError, idMalformed } from '../errors';
import { answer, attempt, success, type Answer } from '../response';
import { wrap } from '../xml/escape';
import { below, type Node } from '../xml/node';

const NAME = 'ConvertIdResponseMessage';

type Codec = { read(id: string): string; write(entry: string): string };
const urlSafe = (id: string) => id.replace(/\//g, '-').replace(/\+/g, '_');

/** The EWS id is the one that carries the entry; the other formats are other spellings of its bytes. */
const FORMATS: Readonly<Record<string, Codec>> = {
	EwsId: { read: (id) => id, write: (id) => id },
	EwsLegacyId: { read: (id) => id, write: (id) => id },
	EntryId: { read: (id) => id, write: (id) => id },
	StoreId: { read: (id) => id, write: (id) => id },
	HexEntryId: {
		read: (id) => Buffer.from(id, 'hex').toString('base64'),
		write: (id) => Buffer.from(id, 'base64').toString('hex').toUpperCase(),
	},
	OwaId: {
		read: (id) => decodeURIComponent(id).replace(/-/g, '/').replace(/_/g, '+'),
		write: (id) => encodeURIComponent(urlSafe(id)),
	},
};

function convert(node: Node, request: Node, ctx: Context): string {
	if (node.name !== 'AlternateId') {
		throw new EwsError('ErrorInvalidOperation', 'There are no public folders here.');
	}
	const { Id: id = '', Format: format = '', Mailbox: address = '' } = node.attributes;
	const target = request.attributes['DestinationFormat'] ?? '';
	const from = FORMATS[format];
	const to = FORMATS[target];
	if (from === undefined || to === undefined) {
		throw new EwsError('ErrorInvalidOperation', 'The id format is not available.');
	}
	const mailbox = ctx.store.directory.find(address);
	if (mailbox === undefined) {
		throw new EwsError(
			'ErrorNonExistentMailbox',
			'The SMTP address has no mailbox associated with it.',
		);
	}
	let entry: string;
	try {
		entry = from.read(id);
	} catch {
		throw idMalformed();
	}
	if (decodeId(entry) === undefined) throw idMalformed();
	return wrap('m:AlternateId', '', {
		'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
		'xsi:type': 't:AlternateIdType',
		Format: target,
		Id: to.write(entry),
		Mailbox: address,
	});
}

export function convertId(request: Node, ctx: Context): Answer {
	const messages = below(request, 'SourceIds').map((node) =>
		attempt(NAME, '', () => success(NAME, convert(node, request, ctx))),
	);
	return answer('ConvertId', messages);
}
