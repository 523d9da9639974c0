/**
 * n-fold: stretches or shrinks a string to a number of bytes so that each of its bits counts.
 * https://www.rfc-editor.org/rfc/rfc3961#section-5.1
 */
export function nFold(data: Uint8Array, bytes: number): Buffer {
	const size = data.length * 8;
	const value = BigInt(`0x${Buffer.from(data).toString('hex')}`);
	const whole = leastCommonMultiple(data.length, bytes);
	const copies: Buffer[] = [];
	for (let copy = 0; copy * data.length < whole; copy++) {
		copies.push(toBytes(rotateRight(value, (13 * copy) % size, size), data.length));
	}
	const long = Buffer.concat(copies);
	let sum = 0n;
	for (let at = 0; at < whole; at += bytes) {
		sum += BigInt(`0x${long.toString('hex', at, at + bytes)}`);
	}
	// Addition in ones' complement: what is carried out comes in again at the low end.
	const bits = BigInt(bytes * 8);
	const mask = (1n << bits) - 1n;
	while (sum > mask) sum = (sum & mask) + (sum >> bits);
	return toBytes(sum, bytes);
}

function rotateRight(value: bigint, by: number, size: number): bigint {
	const low = value & ((1n << BigInt(by)) - 1n);
	return (value >> BigInt(by)) | (low << BigInt(size - by));
}

const toBytes = (value: bigint, bytes: number): Buffer =>
	Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex');

function leastCommonMultiple(a: number, b: number): number {
	let [x, y] = [a, b];
	while (y > 0) [x, y] = [y, x % y];
	return (a / x) * b;
}
