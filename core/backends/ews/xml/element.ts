import { escapeAttribute, escapeText } from './escape';

/**
 * XML that is safe to send. Only this file makes one: names are checked, every string becomes escaped
 * text, so a value can never become markup.
 */
export class Xml {
	readonly #text: string;

	private constructor(text: string) {
		this.#text = text;
	}

	toString(): string {
		return this.#text;
	}

	static element(name: string, attributes: XmlAttributes | null, content: XmlContent): Xml {
		checkName(name);
		let text = `<${name}`;
		if (attributes) {
			for (const [key, value] of Object.entries(attributes)) {
				if (value === undefined) continue;
				checkName(key);
				text += ` ${key}="${escapeAttribute(String(value))}"`;
			}
		}
		const inner = Xml.#content(content);
		return new Xml(inner === '' ? `${text}/>` : `${text}>${inner}</${name}>`);
	}

	static #content(content: XmlContent): string {
		if (content === undefined || content === null) return '';
		if (content instanceof Xml) return content.#text;
		if (typeof content === 'string') return escapeText(content);
		let text = '';
		for (const part of content) text += Xml.#content(part);
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
