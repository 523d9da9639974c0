import { timingSafeEqual } from 'node:crypto';
import { FatalError } from '../../errors';
import { frameToken, Mechanism, unframeToken } from '../gssToken';
import { apRequest, typeOf, type ApRequest, type ApRequestOptions } from './apRequest';
import { KerberosCryptoError } from './crypto/error';
import { encryptionType } from './crypto/registry';
import { apRep, encApRepPart } from './messages/application';
import { applicationTag, KerberosMessageError } from './messages/codec';
import { krbError, type KrbError } from './messages/error';
import type { Key } from './types';

/** Token ids, RFC 4121, 4.1 and 4.2.6.1. */
const AP_REQ = 0x0100;
const AP_REP = 0x0200;
const KRB_ERROR = 0x0300;
const MIC = 0x0404;
const FLAG = { sentByAcceptor: 1, acceptorSubkey: 4 } as const;
/** Key usages: RFC 4120, 7.5.1, and RFC 4121, 2. */
const AP_REP_PART = 12;
const ACCEPTOR_SIGN = 23;
const INITIATOR_SIGN = 25;
const MIC_HEADER = 16;
const RC4 = 23;

/** The service refuses the ticket and says why. */
export class ServiceRefusal extends Error {
	constructor(readonly answer: KrbError) {
		super(`the service answers with the error ${answer.code} of Kerberos`);
	}
}

/**
 * The initiator's side of a security context of Kerberos: one AP-REQ and its answer.
 * https://www.rfc-editor.org/rfc/rfc4121
 */
export class KerberosContext {
	/** The first token, in the frame of GSS-API. */
	readonly token: Buffer;
	/** Whether the service has proven that it knows the ticket's key. */
	isProven = false;
	private readonly request: ApRequest;
	private acceptorKey?: Key;

	constructor(private readonly options: ApRequestOptions) {
		this.request = apRequest(options);
		this.token = frameToken(Mechanism.kerberos, withId(AP_REQ, this.request.bytes));
	}

	/**
	 * Takes the service's answer: an AP-REP, in the frame or bare.
	 * @throws ServiceRefusal when it is a KRB-ERROR; FatalError when it proves nothing
	 */
	verify(token: Buffer): void {
		const framed = unframeToken(token)?.inner;
		const id = framed && framed.length > 2 ? framed.readUInt16BE() : undefined;
		const bytes = framed ? framed.subarray(2) : token;
		const tag = applicationTag(bytes);
		const isOther = (known: number) => id !== undefined && id !== known;
		try {
			if (tag === 30 && !isOther(KRB_ERROR)) throw new ServiceRefusal(krbError.decode(bytes));
			if (tag !== 15 || isOther(AP_REP)) throw wrongProof();
			this.verifyReply(bytes);
		} catch (cause) {
			if (cause instanceof KerberosCryptoError || cause instanceof KerberosMessageError) {
				throw wrongProof();
			}
			throw cause;
		}
	}

	/** GSS_GetMIC; undefined where the context has keys of RC4, whose codes nobody asks for here. */
	mic(data: Buffer): Buffer | undefined {
		const key = this.acceptorKey ?? this.request.subkey;
		if (key.type === RC4) return undefined;
		const header = Buffer.alloc(MIC_HEADER, 0xff);
		header.writeUInt16BE(MIC);
		header[2] = this.acceptorKey ? FLAG.acceptorSubkey : 0;
		header.writeBigUInt64BE(BigInt(this.request.sequenceNumber), 8);
		return Buffer.concat([header, this.sum(key, INITIATOR_SIGN, data, header)]);
	}

	/** GSS_VerifyMIC; a code of RC4 counts as none. */
	isMicOf(data: Buffer, mic: Buffer): boolean {
		const key = this.acceptorKey ?? this.request.subkey;
		if (key.type === RC4) return true;
		if (mic.length <= MIC_HEADER || mic.readUInt16BE() !== MIC) return false;
		if (!(mic[2]! & FLAG.sentByAcceptor)) return false;
		const header = mic.subarray(0, MIC_HEADER);
		const sum = this.sum(key, ACCEPTOR_SIGN, data, header);
		return sum.length === mic.length - MIC_HEADER && timingSafeEqual(sum, mic.subarray(MIC_HEADER));
	}

	/** RFC 4120, 3.2.5: the time of the authenticator, under the ticket's key. */
	private verifyReply(bytes: Buffer): void {
		const { key } = this.options.credential;
		const { part } = apRep.decode(bytes);
		const plain = typeOf(key).decrypt(key.value, AP_REP_PART, part.cipher);
		const { time, usec, subkey } = encApRepPart.decode(plain);
		if (time !== this.request.time || usec !== this.request.usec) throw wrongProof();
		if (subkey && encryptionType(subkey.type)) this.acceptorKey = subkey;
		this.isProven = true;
	}

	private sum(key: Key, usage: number, data: Buffer, header: Buffer): Buffer {
		return typeOf(key).checksum(key.value, usage, Buffer.concat([data, header]));
	}
}

export const wrongProof = (): FatalError =>
	new FatalError('The server did not prove that it is the one the Kerberos ticket is for', {
		code: 'KERBEROS_MUTUAL',
		field: 'server',
		advice:
			"Another server answered in its place, or a proxy changed the answer: its content was not used. Check 'Server' and 'Kerberos SPN'.",
	});

function withId(id: number, bytes: Buffer): Buffer {
	const head = Buffer.alloc(2);
	head.writeUInt16BE(id);
	return Buffer.concat([head, bytes]);
}
