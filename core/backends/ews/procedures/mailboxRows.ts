import { InputError } from '../../../errors';
import { Scanner } from '../decode/scanner';
import { childText, TreeReader, type XmlTree } from '../decode/tree';
import type { AvailabilityMailbox } from '../operations/getUserAvailability';

const TYPES = ['Organizer', 'Required', 'Optional', 'Room', 'Resource'] as const;

/**
 * Mailboxes as the older connectors took them: `<Row>` elements with Address, AttendeeType and
 * ExcludeConflicts, without a root around them. Text that is no XML is read as addresses.
 */
export function mailboxRows(text: string): AvailabilityMailbox[] {
	if (!text.trim().startsWith('<')) {
		return text
			.split(/[,;\s]+/)
			.filter((address) => address !== '')
			.map((address) => ({ address, type: 'Required' }));
	}
	const rows: XmlTree[] = [];
	const visit = (tree: XmlTree): void => {
		if (tree.name.toLowerCase() === 'row') rows.push(tree);
		else tree.children.forEach(visit);
	};
	visit(parse(text));
	return rows.map(mailboxOf);
}

function parse(text: string): XmlTree {
	const reader = new TreeReader();
	const scanner = new Scanner({
		open: (name, attributes) => reader.open(name, attributes),
		close: (content) => void reader.close(content),
	});
	try {
		scanner.push(Buffer.from(`<rows>${text}</rows>`));
		scanner.end();
	} catch (error) {
		throw refuse('is not valid XML', error);
	}
	return reader.root ?? { name: '', attributes: {}, children: [], text: '' };
}

function mailboxOf(row: XmlTree): AvailabilityMailbox {
	const part = (name: string) => {
		const found = row.children.find((one) => one.name.toLowerCase() === name);
		return found && childText({ ...row, children: [found] }, found.name)?.trim();
	};
	const address = part('address') ?? part('email') ?? '';
	if (!address.includes('@')) throw refuse(`has a row with the address '${address.slice(0, 100)}'`);
	const wanted = part('attendeetype') ?? 'Required';
	const type = TYPES.find((one) => one.toLowerCase() === wanted.toLowerCase());
	if (!type) throw refuse(`has a row with the attendee type '${wanted.slice(0, 40)}'`);
	return { address, type, excludeConflicts: /^(?:true|1)$/i.test(part('excludeconflicts') ?? '') };
}

function refuse(what: string, cause?: unknown): InputError {
	return new InputError(`'Mailbox Rows' ${what}`, {
		field: 'mailboxes',
		cause,
		advice: `Write <Row><Address>user@contoso.example</Address><AttendeeType>Required</AttendeeType></Row> for each; types are ${TYPES.join(', ')}.`,
	});
}
