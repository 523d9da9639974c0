import type { FileContent } from '../../../schema/file';
import { escapeAttribute, escapeText } from './escape';

/** A file that goes out as Base64 at this place of the text. */
interface Hole {
	readonly at: number;
	readonly file: FileContent;
}

const NO_HOLES: readonly Hole[] = [];

/**
 * XML that is safe to send. Only this file makes one: names are checked, every string becomes escaped
 * text, so a value can never become markup.
 */
export class Xml {
	readonly #text: string;
	readonly #holes: readonly Hole[];

	private constructor(text: string, holes: readonly Hole[] = NO_HOLES) {
		this.#text = text;
		this.#holes = holes;
	}

	/** Files left out. */
	toString(): string {
		return this.#text;
	}

	/** Text and files as they follow each other; undefined when there are no files. */
	pieces(): Array<string | FileContent> | undefined {
		if (this.#holes.length === 0) return undefined;
		const pieces: Array<string | FileContent> = [];
		let from = 0;
		for (const { at, file } of this.#holes) {
			pieces.push(this.#text.slice(from, at), file);
			from = at;
		}
		return [...pieces, this.#text.slice(from)];
	}

	static base64(file: FileContent): Xml {
		return new Xml('', [{ at: 0, file }]);
	}

	/** Files met while the content of one element is put together; most elements have none. */
	static #met: Hole[] | undefined;

	static element(name: string, attributes: XmlAttributes | null, content: XmlContent): Xml {
		checkName(name);
		let text = `<${name}`;
		if (attributes) {
			for (const key in attributes) {
				const value = attributes[key];
				if (value === undefined) continue;
				checkName(key);
				text += ` ${key}="${escapeAttribute(String(value))}"`;
			}
		}
		Xml.#met = undefined;
		const inner = Xml.#content(content, text.length + 1);
		const holes = Xml.#met;
		if (inner === '' && !holes) return new Xml(`${text}/>`);
		return new Xml(`${text}>${inner}</${name}>`, holes);
	}

	/** `at` is where the content begins. */
	static #content(content: XmlContent, at: number): string {
		if (content === undefined || content === null) return '';
		if (content instanceof Xml) {
			for (const { at: place, file } of content.#holes) {
				(Xml.#met ??= []).push({ at: at + place, file });
			}
			return content.#text;
		}
		if (typeof content === 'string') return escapeText(content);
		let text = '';
		for (const part of content) text += Xml.#content(part, at + text.length);
		return text;
	}
}

export type XmlAttributes = Readonly<Record<string, string | number | boolean | undefined>>;
export type XmlContent = string | Xml | null | undefined | readonly XmlContent[];

const NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/;
const known = new Set<string>();

function checkName(name: string): void {
	if (known.has(name)) return;
	if (!NAME.test(name)) throw new TypeError(`Not an XML name: ${JSON.stringify(name)}`);
	if (known.size < 2000) known.add(name);
}

/**
 * One element; strings in `content` become text, attributes that are undefined are left out.
 * @example element('t:Subject', null, 'R & D') // <t:Subject>R &amp; D</t:Subject>
 */
export const element = (
	name: string,
	attributes: XmlAttributes | null,
	...content: XmlContent[]
): Xml => Xml.element(name, attributes, content);

/** The bytes of a file as Base64, read while the request is sent. */
export const base64 = (file: FileContent): Xml => Xml.base64(file);
