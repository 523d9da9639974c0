export type LdifValue = string | number | Buffer;
export type LdifAttributes = Readonly<Record<string, LdifValue | readonly LdifValue[] | undefined>>;

const isPlain = (text: string) =>
	/^[\x21-\x39\x3b\x3d-\x7e][\x20-\x7e]*$/.test(text) && !text.endsWith(' ');

function line(name: string, value: LdifValue): string {
	if (Buffer.isBuffer(value)) return `${name}:: ${value.toString('base64')}`;
	const text = String(value);
	return isPlain(text) ? `${name}: ${text}` : `${name}:: ${Buffer.from(text).toString('base64')}`;
}

/** One record of RFC 2849, with the blank line that ends it. */
export function ldifEntry(dn: string, attributes: LdifAttributes): string {
	const lines = [line('dn', dn)];
	for (const [name, value] of Object.entries(attributes)) {
		const values = Array.isArray(value) ? (value as readonly LdifValue[]) : [value as LdifValue];
		for (const one of values) if (one !== undefined && one !== '') lines.push(line(name, one));
	}
	return `${lines.join('\n')}\n\n`;
}

/** A value of a relative name, escaped after RFC 4514. */
export const escapeRdn = (text: string) =>
	text
		.replace(/[\\,+"<>;=]/g, '\\$&')
		.replace(/^[ #]/, '\\$&')
		.replace(/(?<!\\)( )$/, '\\$1');
