import { flags, int32, text, time, uint32 } from './basics';
import {
	application,
	type Codec,
	field,
	fixed,
	type Message,
	message,
	optional,
	raw,
	sequence,
	sequenceOf,
} from './codec';
import type { Struct } from './codec';
import { encryptedData, encryptionKey, hostAddresses, lastRequest, principalName } from './common';
import { paData } from './preauth';

/** KDCOptions (RFC 4120, 5.4.1; canonicalize: RFC 6806, 3). Bit 0 is the highest. */
export const KdcOption = {
	renewable: 1 << 23,
	canonicalize: 1 << 16,
	renewableOk: 1 << 4,
	renew: 1 << 1,
} as const;

/** TicketFlags (5.3). */
export const TicketFlag = {
	invalid: 1 << 24,
	renewable: 1 << 23,
	okAsDelegate: 1 << 18,
	encPaRep: 1 << 16,
} as const;

const requestBodyFields = {
	options: field(0, flags),
	/** In an AS-REQ alone. */
	client: optional(1, principalName),
	realm: field(2, text),
	server: optional(3, principalName),
	from: optional(4, time),
	till: field(5, time),
	renewTill: optional(6, time),
	nonce: field(7, uint32),
	types: field(8, sequenceOf(int32)),
	addresses: optional(9, hostAddresses),
};
export type RequestBody = Struct<typeof requestBodyFields>;
const requestBody: Codec<RequestBody> = sequence(requestBodyFields);
/** What the checksum in the authenticator of a TGS-REQ covers. */
export const kdcRequestBody: Message<RequestBody> = message(requestBody);

const requestFields = <T extends number>(messageType: T) => ({
	version: fixed(1, int32, 5),
	messageType: fixed(2, int32, messageType),
	preauth: optional(3, sequenceOf(paData)),
	body: field(4, requestBody),
});
export type KdcRequest = Struct<ReturnType<typeof requestFields>>;
/** 5.4.1 */
export const asReq: Message<KdcRequest> = message(application(10, sequence(requestFields(10))));
export const tgsReq: Message<KdcRequest> = message(application(12, sequence(requestFields(12))));

const replyFields = (messageType: number) => ({
	version: fixed(0, int32, 5),
	messageType: fixed(1, int32, messageType),
	preauth: optional(2, sequenceOf(paData)),
	clientRealm: field(3, text),
	client: field(4, principalName),
	/** DER of the Ticket. */
	ticket: field(5, raw),
	/** Holds an `encKdcReplyPart`. */
	part: field(6, encryptedData),
});
export type KdcReply = Struct<ReturnType<typeof replyFields>>;
/** 5.4.2 */
export const asRep: Message<KdcReply> = message(application(11, sequence(replyFields(11))));
export const tgsRep: Message<KdcReply> = message(application(13, sequence(replyFields(13))));

const replyPartFields = {
	key: field(0, encryptionKey),
	lastRequest: field(1, lastRequest),
	nonce: field(2, uint32),
	keyExpiration: optional(3, time),
	flags: field(4, flags),
	authTime: field(5, time),
	startTime: optional(6, time),
	endTime: field(7, time),
	renewTill: optional(8, time),
	serverRealm: field(9, text),
	server: field(10, principalName),
	addresses: optional(11, hostAddresses),
	/** RFC 6806, 11 */
	preauth: optional(12, sequenceOf(paData)),
};
export type KdcReplyPart = Struct<typeof replyPartFields>;
const replyPart: Codec<KdcReplyPart> = sequence(replyPartFields);
const asPart = application(25, replyPart);
const tgsPart = application(26, replyPart);

/** 5.4.2: some KDCs write the tag of the TGS's part in an AS-REP. */
export const encKdcReplyPart: Message<KdcReplyPart> = message({
	encode: asPart.encode,
	decode: (block) => (block.idBlock.tagNumber === 26 ? tgsPart : asPart).decode(block),
});

const ticketFields = {
	version: fixed(0, int32, 5),
	realm: field(1, text),
	server: field(2, principalName),
	part: field(3, encryptedData),
};
export type Ticket = Struct<typeof ticketFields>;
/** 5.3: what can be read of it without the service's key. */
export const ticket: Message<Ticket> = message(application(1, sequence(ticketFields)));
