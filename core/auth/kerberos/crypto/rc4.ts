/** The RC4 stream (RFC 6229 has its vectors); OpenSSL 3 has none. The same call decrypts. */
export function rc4(key: Uint8Array, data: Uint8Array): Buffer {
	const state = Uint8Array.from({ length: 256 }, (_, at) => at);
	const swap = (a: number, b: number) => {
		const kept = state[a]!;
		state[a] = state[b]!;
		state[b] = kept;
	};
	for (let i = 0, j = 0; i < 256; i++) {
		j = (j + state[i]! + key[i % key.length]!) & 0xff;
		swap(i, j);
	}
	const out = Buffer.allocUnsafe(data.length);
	for (let at = 0, i = 0, j = 0; at < data.length; at++) {
		i = (i + 1) & 0xff;
		j = (j + state[i]!) & 0xff;
		swap(i, j);
		out[at] = data[at]! ^ state[(state[i]! + state[j]!) & 0xff]!;
	}
	return out;
}
