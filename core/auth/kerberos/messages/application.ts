import { flags, int32, microseconds, time, text, uint32 } from './basics';
import { application, field, fixed, type Message, message, optional, raw, sequence } from './codec';
import type { Struct } from './codec';
import { authorizationData, checksum, encryptedData, encryptionKey, principalName } from './common';

/** APOptions (RFC 4120, 5.5.1). */
export const ApOption = { useSessionKey: 1 << 30, mutualRequired: 1 << 29 } as const;

const apReqFields = {
	version: fixed(0, int32, 5),
	messageType: fixed(1, int32, 14),
	options: field(2, flags),
	/** DER of the Ticket. */
	ticket: field(3, raw),
	/** Holds an `authenticator`. */
	authenticator: field(4, encryptedData),
};
export type ApReq = Struct<typeof apReqFields>;
export const apReq: Message<ApReq> = message(application(14, sequence(apReqFields)));

const authenticatorFields = {
	version: fixed(0, int32, 5),
	realm: field(1, text),
	name: field(2, principalName),
	checksum: optional(3, checksum),
	/** Microseconds of `time`. */
	usec: field(4, microseconds),
	/** Whole seconds, in milliseconds since 1970. */
	time: field(5, time),
	subkey: optional(6, encryptionKey),
	sequenceNumber: optional(7, uint32),
	authorizationData: optional(8, authorizationData),
};
export type KerberosAuthenticator = Struct<typeof authenticatorFields>;
/** 5.5.1: encrypted with key usage 7 in a TGS-REQ, 11 elsewhere. */
export const authenticator: Message<KerberosAuthenticator> = message(
	application(2, sequence(authenticatorFields)),
);

const apRepFields = {
	version: fixed(0, int32, 5),
	messageType: fixed(1, int32, 15),
	/** Holds an `encApRepPart`, key usage 12. */
	part: field(2, encryptedData),
};
export type ApRep = Struct<typeof apRepFields>;
export const apRep: Message<ApRep> = message(application(15, sequence(apRepFields)));

const encApRepPartFields = {
	time: field(0, time),
	usec: field(1, microseconds),
	subkey: optional(2, encryptionKey),
	sequenceNumber: optional(3, uint32),
};
export type EncApRepPart = Struct<typeof encApRepPartFields>;
/** 5.5.2 */
export const encApRepPart: Message<EncApRepPart> = message(
	application(27, sequence(encApRepPartFields)),
);
