import type { AttributeReader } from './attributes';
import { Base64Decoder } from './base64';
import type { Name } from './names';
import type { ScannerSink } from './scanner';
import { child, TreeReader, type XmlTree } from './tree';

/** Elements whose text is a file as Base64. */
const CONTENT: ReadonlySet<string> = new Set(['Content', 'MimeContent', 'Data', 'PictureData']);

/** What an answer with a file comes to, piece by piece. */
export type FilePiece =
	/** The response message as far as it stands before its file; once, before the bytes. */
	{ readonly message: XmlTree } | { readonly bytes: Uint8Array };

/**
 * Reads a SOAP answer with one response message that holds a file: everything else of it, small as it
 * is, becomes a tree; the bytes of the first file leave as they arrive.
 */
export class FileAnswerReader implements ScannerSink {
	readonly #tree = new TreeReader();
	#depth = 0;
	/** Depth of the content that is being read, 0: outside. */
	#contentDepth = 0;
	#decoder: Base64Decoder | undefined;
	#pieces: FilePiece[] = [];

	open(name: Name, attributes: AttributeReader): boolean {
		this.#depth++;
		this.#tree.open(name, attributes);
		if (this.#decoder === undefined && CONTENT.has(name.local)) {
			const { message } = this;
			if (message) {
				this.#contentDepth = this.#depth;
				this.#decoder = new Base64Decoder();
				this.#pieces.push({ message });
			}
		}
		return true;
	}

	take(text: string): boolean {
		if (this.#contentDepth === 0) return false;
		const bytes = this.#decoder?.push(text);
		if (bytes?.length) this.#pieces.push({ bytes });
		return true;
	}

	close(text: string): void {
		if (this.#depth === this.#contentDepth) {
			this.#decoder?.end();
			this.#contentDepth = 0;
		}
		this.#depth--;
		this.#tree.close(text);
	}

	/** What has come since it was asked last. */
	pieces(): FilePiece[] {
		const pieces = this.#pieces;
		if (pieces.length > 0) this.#pieces = [];
		return pieces;
	}

	/** Attributes of ServerVersionInfo. */
	get version(): Readonly<Record<string, string>> | undefined {
		return child(child(this.#tree.root, 'Header'), 'ServerVersionInfo')?.attributes;
	}

	get fault(): XmlTree | undefined {
		return child(this.#body, 'Fault');
	}

	/** Element of the Body, such as `GetAttachmentResponse`. */
	get response(): string | undefined {
		return this.#body?.children[0]?.name;
	}

	/** The response message, as far as it has come. */
	get message(): XmlTree | undefined {
		const response = this.#body?.children[0];
		return child(response, 'ResponseMessages')?.children[0] ?? onlyMessage(response);
	}

	get #body(): XmlTree | undefined {
		return child(this.#tree.root, 'Body');
	}
}

/** Some operations answer with a single message that is the response itself. */
function onlyMessage(response: XmlTree | undefined): XmlTree | undefined {
	return response?.attributes.ResponseClass === undefined ? undefined : response;
}
