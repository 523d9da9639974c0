import { isUtf8 } from 'node:buffer';
import { FatalError } from '../../../errors';
import { XmlError } from './faults';

/**
 * Bytes in any pieces to text. A character split between pieces waits for its rest. Faster than a
 * streaming TextDecoder, and text of ASCII or Latin-1 stays one byte per character in memory.
 */
export class Utf8Decoder {
	#rest: Buffer | undefined;
	#started = false;
	#count = 0;

	push(chunk: Uint8Array): string {
		let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		if (this.#rest) {
			bytes = Buffer.concat([this.#rest, bytes]);
			this.#rest = undefined;
		}
		if (!this.#started) {
			// The longest byte order mark has three bytes.
			if (bytes.length < 3) {
				this.#rest = Buffer.from(bytes);
				return '';
			}
			bytes = this.#start(bytes);
		}
		// Up to the end of the last tag: what follows waits as bytes, so that the text handed on is one flat
		// string that needs no joining. A piece without any tag is handed on as far as its characters go.
		const tagEnd = bytes.lastIndexOf(0x3e) + 1;
		const whole = tagEnd > 0 ? tagEnd : wholeLength(bytes);
		if (whole < bytes.length) {
			this.#rest = Buffer.from(bytes.subarray(whole));
			bytes = bytes.subarray(0, whole);
		}
		return this.#decode(bytes);
	}

	/** What is left; a character that stays incomplete is an error. */
	end(): string {
		const rest = this.#rest;
		this.#rest = undefined;
		if (!rest) return '';
		return this.#decode(this.#started ? rest : this.#start(rest));
	}

	#start(bytes: Buffer): Buffer {
		this.#started = true;
		if ((bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe)) {
			throw encodingError('UTF-16');
		}
		return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
	}

	#decode(bytes: Buffer): string {
		if (!isUtf8(bytes)) throw new XmlError('bytes that are not UTF-8', this.#count);
		const text = bytes.toString('utf8');
		this.#count += text.length;
		return text;
	}
}

/** Length without a character that has begun at the end and is not complete. */
function wholeLength(bytes: Buffer): number {
	const { length } = bytes;
	for (let back = 1; back <= 3 && back <= length; back++) {
		const byte = bytes[length - back] ?? 0;
		if (byte < 0x80) return length;
		if (byte >= 0xc0) {
			const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
			return size > back ? length - back : length;
		}
	}
	return length;
}

export const encodingError = (name: string): FatalError =>
	new FatalError(`The server's answer is in the encoding '${name}'; EWS answers are UTF-8`, {
		code: 'XML_ENCODING',
		advice:
			'Check that the server address is an Exchange server and that no proxy converts its answers.',
	});
