/** GUIDs: the first three groups are little endian. https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/49e490b8-f972-45d6-a3a4-99f924998d97 */

/** Lower-case text with hyphens; undefined for bytes that are none. */
export function readGuid(bytes: Buffer): string | undefined {
	if (bytes.length !== 16) return undefined;
	const hex = swapped(bytes).toString('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The bytes of a GUID's text, with or without braces and hyphens; undefined for text that is none. */
export function writeGuid(text: string): Buffer | undefined {
	const match =
		/^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i.exec(
			text.trim(),
		);
	return match ? swapped(Buffer.from(match.slice(1).join(''), 'hex')) : undefined;
}

function swapped(bytes: Buffer): Buffer {
	const turned = Buffer.from(bytes);
	turned.subarray(0, 4).reverse();
	turned.subarray(4, 6).reverse();
	turned.subarray(6, 8).reverse();
	return turned;
}
