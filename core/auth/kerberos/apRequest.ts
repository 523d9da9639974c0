import { randomBytes, randomInt } from 'node:crypto';
import { encryptionType } from './crypto/registry';
import { apReq, ApOption, authenticator } from './messages/application';
import { moment } from './moment';
import type { Credential, EncryptionType, Key } from './types';

/** Type of the checksum that carries what GSS-API has to say: RFC 4121, 4.1.1. */
const GSS_CHECKSUM = 0x8003;
/** GSS_C_MUTUAL_FLAG and GSS_C_INTEG_FLAG. */
const MUTUAL = 0x02;
const INTEGRITY = 0x20;
/** Key usage of the authenticator in an AP-REQ, RFC 4120, 7.5.1. */
const AUTHENTICATOR = 11;

export interface ApRequestOptions {
	readonly credential: Credential;
	/** Milliseconds by which the service's clock is ahead of this machine's. */
	readonly clockOffset: number;
	/** From `channelBindingToken`; absent: not bound to a channel. */
	readonly binding?: Buffer;
	/** Whether the service is asked to prove itself; default true. */
	readonly isMutual?: boolean;
}

/** An AP-REQ as it was sent, and what its answer is checked with. */
export interface ApRequest {
	/** DER of the AP-REQ. */
	readonly bytes: Buffer;
	/** Time of the authenticator, whole seconds as milliseconds since 1970, and its microseconds. */
	readonly time: number;
	readonly usec: number;
	/** Key that this side made for the context. */
	readonly subkey: Key;
	readonly sequenceNumber: number;
}

/** A ticket with proof that its key is known; asks the service for the same proof. */
export function apRequest(request: ApRequestOptions): ApRequest {
	const { credential, clockOffset, binding, isMutual = true } = request;
	const { client, key } = credential;
	const type = typeOf(key);
	const { time, usec } = moment(Date.now() + clockOffset);
	const subkey: Key = { type: key.type, value: randomBytes(type.keyBytes) };
	const sequenceNumber = randomInt(2 ** 30);
	const plain = authenticator.encode({
		realm: client.realm,
		name: { type: client.type, components: client.components },
		checksum: { type: GSS_CHECKSUM, value: gssChecksum(binding, isMutual) },
		time,
		usec,
		subkey,
		sequenceNumber,
	});
	const bytes = apReq.encode({
		options: isMutual ? ApOption.mutualRequired : 0,
		ticket: credential.ticket,
		authenticator: { type: key.type, cipher: type.encrypt(key.value, AUTHENTICATOR, plain) },
	});
	return { bytes, time, usec, subkey, sequenceNumber };
}

/** The type of a key that was agreed on, so one that was offered. */
export function typeOf(key: Key): EncryptionType {
	const type = encryptionType(key.type);
	if (!type) throw new TypeError(`a key of the type ${key.type}, which was not offered`);
	return type;
}

/** RFC 4121, 4.1.1: length and hash of the channel bindings, zeros without any, and the flags. */
function gssChecksum(binding: Buffer | undefined, isMutual: boolean): Buffer {
	const value = Buffer.alloc(24);
	value.writeUInt32LE(16, 0);
	binding?.copy(value, 4);
	value.writeUInt32LE(isMutual ? MUTUAL | INTEGRITY : INTEGRITY, 20);
	return value;
}
