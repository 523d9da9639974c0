import { parse } from '../../sandbox/ews/xml/parse';
import { all, at, first, text, type Node } from './xml';

export interface ItemId {
	readonly id: string;
	readonly changeKey: string;
}

/** What the server answered, read. */
export class Reply {
	/** The whole envelope. */
	readonly root: Node;

	constructor(
		readonly status: number,
		readonly xml: string,
	) {
		this.root = parse(xml);
	}

	/** Response messages; the response element itself where the operation has no array of them. */
	get messages(): readonly Node[] {
		const list = first(this.root, 'ResponseMessages');
		if (list !== undefined) return list.children;
		const response = at(this.root, 'Body')?.children[0];
		return response === undefined || response.name === 'Fault' ? [] : [response];
	}

	/** ResponseCode of each response message, or of the SOAP fault. */
	get codes(): readonly string[] {
		const fault = first(this.root, 'Fault');
		if (fault !== undefined) return [first(fault, 'ResponseCode')?.text ?? ''];
		return this.messages.map(
			(message) => text(message, 'ResponseCode') ?? first(message, 'ResponseCode')?.text ?? '',
		);
	}

	get isSuccess(): boolean {
		return (
			this.status === 200 && this.codes.length > 0 && this.codes.every((code) => code === 'NoError')
		);
	}

	/** What is in the SOAP body. */
	get body(): Node | undefined {
		return at(this.root, 'Body');
	}

	/** Elements of that name in the SOAP body, at any depth. */
	all(name: string): readonly Node[] {
		return all(this.body, name);
	}

	first(name: string): Node | undefined {
		return first(this.body, name);
	}

	/** Text of the first element of that name. */
	text(name: string): string | undefined {
		return this.first(name)?.text;
	}

	ids(name: 'ItemId' | 'FolderId' | 'AttachmentId' = 'ItemId'): readonly ItemId[] {
		return this.all(name).map(({ attributes }) => ({
			id: attributes['Id'] ?? '',
			changeKey: attributes['ChangeKey'] ?? '',
		}));
	}

	/** @throws Error when there is no such id */
	id(name: 'ItemId' | 'FolderId' | 'AttachmentId' = 'ItemId'): ItemId {
		const [found] = this.ids(name);
		if (found === undefined) throw new Error(`There is no ${name} in ${this.xml}`);
		return found;
	}
}
