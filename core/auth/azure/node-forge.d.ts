/** The part of node-forge that reads PFX files (RFC 7292). */
declare module 'node-forge' {
	interface Asn1 {
		readonly value: unknown;
	}
	interface Attributes {
		readonly localKeyId?: readonly string[];
	}
	interface Bag {
		readonly attributes: Attributes;
		/** Absent for keys and certificates that are not RSA; `asn1` is then all there is. */
		readonly key?: unknown;
		readonly cert?: unknown;
		readonly asn1?: Asn1;
	}
	interface Pfx {
		getBags(filter: { bagType: string }): Record<string, Bag[] | undefined>;
	}
	export const asn1: {
		fromDer(bytes: string, options?: { strict?: boolean; parseAllBytes?: boolean }): Asn1;
		toDer(value: Asn1): { getBytes(): string };
	};
	export const pkcs12: {
		pkcs12FromAsn1(value: Asn1, strict: boolean, password?: string): Pfx;
	};
	/** What a cipher of PFX is opened with; of no concern here. */
	type OpenCipher = (oid: string, parameters: Asn1, password: string) => unknown;
	export const pki: {
		pbe: { getCipherForPBES2: OpenCipher };
		readonly oids: Readonly<Record<string, string>>;
		certificateToAsn1(certificate: unknown): Asn1;
		privateKeyToAsn1(key: unknown): Asn1;
		wrapRsaPrivateKey(key: Asn1): Asn1;
	};
}
