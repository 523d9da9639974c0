import { XmlError } from './faults';

const PADDING = 0x3d;

/** Base64 text in any pieces, white space anywhere, to bytes. */
export class Base64Decoder {
	#rest = '';
	#isPadded = false;
	#count = 0;

	/** @throws XmlError for text that is no Base64 */
	push(piece: string): Buffer {
		const text = this.#rest + (/\s/.test(piece) ? piece.replace(/\s+/g, '') : piece);
		const whole = text.length - (text.length % 4);
		this.#rest = text.slice(whole);
		return this.#decode(text.slice(0, whole));
	}

	/** Tells that no more text comes. */
	end(): void {
		if (this.#rest !== '') throw new XmlError('Base64 that ends early', this.#count);
	}

	#decode(text: string): Buffer {
		if (text === '') return Buffer.alloc(0);
		if (this.#isPadded) throw new XmlError('Base64 that goes on after its end', this.#count);
		const bytes = Buffer.from(text, 'base64');
		let length = (text.length / 4) * 3;
		if (text.charCodeAt(text.length - 1) === PADDING) {
			this.#isPadded = true;
			length -= text.charCodeAt(text.length - 2) === PADDING ? 2 : 1;
		}
		// Node passes over what is no Base64.
		if (bytes.length !== length) throw new XmlError('text that is no Base64', this.#count);
		this.#count += text.length;
		return bytes;
	}
}
