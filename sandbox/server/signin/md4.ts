/** MD4 (RFC 1320), which NTLM hashes passwords with and OpenSSL 3 no longer offers. */
export function md4(input: Uint8Array): Buffer {
	const padded = Buffer.alloc((((input.length + 8) >> 6) + 1) * 64);
	padded.set(input);
	padded[input.length] = 0x80;
	padded.writeBigUInt64LE(BigInt(input.length) * 8n, padded.length - 8);

	const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
	for (let offset = 0; offset < padded.length; offset += 64) {
		digestBlock(state, padded, offset);
	}
	const digest = Buffer.alloc(16);
	state.forEach((word, index) => digest.writeUInt32LE(word, index * 4));
	return digest;
}

type Mix = (x: number, y: number, z: number) => number;
interface Round {
	readonly mix: Mix;
	readonly constant: number;
	readonly order: readonly number[];
	readonly shifts: readonly number[];
}

const ROUNDS: readonly Round[] = [
	{
		mix: (x, y, z) => (x & y) | (~x & z),
		constant: 0,
		order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
		shifts: [3, 7, 11, 19],
	},
	{
		mix: (x, y, z) => (x & y) | (x & z) | (y & z),
		constant: 0x5a827999,
		order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
		shifts: [3, 5, 9, 13],
	},
	{
		mix: (x, y, z) => x ^ y ^ z,
		constant: 0x6ed9eba1,
		order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
		shifts: [3, 9, 11, 15],
	},
];

function digestBlock(state: Uint32Array, data: Buffer, offset: number): void {
	let [a = 0, b = 0, c = 0, d = 0] = state;
	for (const { mix, constant, order, shifts } of ROUNDS) {
		order.forEach((word, step) => {
			const sum = (a + mix(b, c, d) + data.readUInt32LE(offset + word * 4) + constant) >>> 0;
			const shift = shifts[step % 4]!;
			[a, d, c, b] = [d, c, b, ((sum << shift) | (sum >>> (32 - shift))) >>> 0];
		});
	}
	[a, b, c, d].forEach((word, index) => {
		state[index] = (state[index]! + word) >>> 0;
	});
}
