/** Security identifiers: https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/f992ad60-0fe4-4b87-9fed-beb478836861 */
const MOST_PARTS = 15;

/** `S-1-5-21-…`; undefined for bytes that are none. */
export function readSid(bytes: Buffer): string | undefined {
	const count = bytes[1] ?? 0;
	if (bytes[0] !== 1 || count > MOST_PARTS || bytes.length !== 8 + count * 4) return undefined;
	const parts = [bytes.readUIntBE(2, 6)];
	for (let index = 0; index < count; index++) parts.push(bytes.readUInt32LE(8 + index * 4));
	return `S-1-${parts.join('-')}`;
}

/** The bytes of a SID's text; undefined for text that is none. */
export function writeSid(text: string): Buffer | undefined {
	const match = /^S-1-(\d{1,15}|0x[0-9a-f]{1,12})((?:-\d{1,10}){0,15})$/i.exec(text.trim());
	if (!match) return undefined;
	const authority = Number(match[1]);
	const parts = (match[2] ?? '').split('-').slice(1).map(Number);
	if (authority >= 2 ** 48 || parts.some((part) => part >= 2 ** 32)) return undefined;
	const bytes = Buffer.alloc(8 + parts.length * 4);
	bytes[0] = 1;
	bytes[1] = parts.length;
	bytes.writeUIntBE(authority, 2, 6);
	parts.forEach((part, index) => bytes.writeUInt32LE(part, 8 + index * 4));
	return bytes;
}
