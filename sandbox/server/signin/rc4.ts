/** RC4, with which an NTLM client wraps the session key it chose. */
export function rc4(key: Uint8Array, data: Uint8Array): Buffer {
	const box = Uint8Array.from({ length: 256 }, (_, index) => index);
	const swap = (i: number, j: number): void => {
		[box[i], box[j]] = [box[j]!, box[i]!];
	};
	for (let i = 0, j = 0; i < 256; i += 1) {
		j = (j + box[i]! + key[i % key.length]!) & 255;
		swap(i, j);
	}
	let i = 0;
	let j = 0;
	return Buffer.from(
		data.map((byte) => {
			i = (i + 1) & 255;
			j = (j + box[i]!) & 255;
			swap(i, j);
			return byte ^ box[(box[i]! + box[j]!) & 255]!;
		}),
	);
}
