/** PrincipalName with its realm (RFC 4120, 5.2.2). */
export interface Principal {
	/** NT-PRINCIPAL 1, NT-SRV-INST 2, NT-SRV-HST 3, NT-ENTERPRISE 10. */
	readonly type: number;
	readonly realm: string;
	readonly components: readonly string[];
}

/** EncryptionKey (RFC 4120, 5.2.9). */
export interface Key {
	/** Number of the encryption type: 17, 18 AES with SHA-1, 19, 20 AES with SHA-2, 23 RC4. */
	readonly type: number;
	readonly value: Buffer;
}

/** EncryptedData (RFC 4120, 5.2.9). */
export interface Encrypted {
	readonly type: number;
	readonly kvno?: number;
	readonly cipher: Buffer;
}

/** A ticket with what its owner knows of it; lives in memory and in ticket caches. */
export interface Credential {
	readonly client: Principal;
	readonly server: Principal;
	readonly key: Key;
	/** DER of the Ticket, APPLICATION 1 included. */
	readonly ticket: Buffer;
	/** TicketFlags, bit 0 highest (RFC 4120, 5.3). */
	readonly flags: number;
	/** Milliseconds since 1970. */
	readonly authTime: number;
	readonly startTime: number;
	readonly endTime: number;
	/** 0: cannot be renewed. */
	readonly renewTill: number;
}

/** One key of a keytab. */
export interface KeytabEntry {
	readonly principal: Principal;
	readonly kvno: number;
	readonly key: Key;
}

/** One encryption type (RFC 3961): what it does with keys. `usage` is the key usage number. */
export interface EncryptionType {
	readonly id: number;
	readonly name: string;
	/** Number of the checksum type that belongs to it. */
	readonly checksumType: number;
	/** Bytes of a key. */
	readonly keyBytes: number;
	/** @param params `s2kparams` of ETYPE-INFO2; absent: the default of the type. */
	stringToKey(password: string, salt: Buffer, params?: Buffer): Promise<Buffer>;
	encrypt(key: Buffer, usage: number, plain: Uint8Array): Buffer;
	/** @throws KerberosCryptoError when the integrity check does not hold. */
	decrypt(key: Buffer, usage: number, cipher: Uint8Array): Buffer;
	checksum(key: Buffer, usage: number, data: Uint8Array): Buffer;
}

/** What Negotiate asks of the Kerberos client; one per connection. */
export interface TicketSource {
	/**
	 * A ticket for a service, from memory while it is good.
	 * @param host of the address; the service is `HTTP/host` unless the connection names another.
	 * @throws ExchangeError in plain words: wrong password, unknown service, no KDC, clock…
	 */
	serviceTicket(host: string, signal?: AbortSignal): Promise<Credential>;
	/** The service refused this ticket: the next call asks the KDC anew. */
	forget(credential: Credential): void;
	/** Milliseconds by which the KDC's clock is ahead of this machine's. */
	readonly clockOffset: number;
	close(): void;
}
