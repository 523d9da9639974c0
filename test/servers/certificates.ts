import { generate } from 'selfsigned';

export interface KeyPair {
	readonly cert: string;
	readonly key: string;
}

const DAY = 86_400_000;

interface Wish {
	readonly names?: readonly string[];
	readonly ca?: KeyPair;
	readonly isCa?: boolean;
	/** Days from now; default -1 to 30. */
	readonly from?: number;
	readonly to?: number;
	readonly algorithm?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
	readonly keyType?: 'rsa' | 'ec';
}

/** A certificate made on the spot, good or bad in exactly one way. */
export async function certificate(wish: Wish = {}): Promise<KeyPair> {
	const { names = ['localhost'], from = -1, to = 30, isCa = false } = wish;
	const made = await generate([{ name: 'commonName', value: isCa ? 'Test CA' : names[0]! }], {
		keyType: wish.keyType ?? 'ec',
		keySize: 2048,
		algorithm: wish.algorithm ?? 'sha256',
		notBeforeDate: new Date(Date.now() + from * DAY),
		notAfterDate: new Date(Date.now() + to * DAY),
		...(wish.ca ? { ca: wish.ca } : {}),
		extensions: isCa
			? [{ name: 'basicConstraints', cA: true, critical: true }]
			: [
					{ name: 'basicConstraints', cA: false },
					{
						name: 'subjectAltName',
						altNames: names.map((name) =>
							/^[\d.]+$/.test(name) ? { type: 7, ip: name } : { type: 2, value: name },
						),
					},
				],
	});
	return { cert: made.cert, key: made.private };
}
