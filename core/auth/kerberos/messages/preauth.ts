import { boolean, int32, microseconds, octets, text, time } from './basics';
import { type Codec, field, type Message, message, optional, sequence, sequenceOf } from './codec';
import type { Struct } from './codec';

/** padata types (RFC 4120, 7.5.2; [MS-KILE] 2.2). */
export const PaType = {
	tgsReq: 1,
	encTimestamp: 2,
	pwSalt: 3,
	etypeInfo: 11,
	etypeInfo2: 19,
	pacRequest: 128,
} as const;

const paDataFields = { type: field(1, int32), value: field(2, octets) };
export type PaData = Struct<typeof paDataFields>;
export const paData: Codec<PaData> = sequence(paDataFields);

/** 5.9.1: what a KDC would take as proof. */
export const methodData: Message<readonly PaData[]> = message(sequenceOf(paData));

/** 5.9.1: how others than the KDC of RFC 4120 say more of an error. */
export const typedData: Message<ReadonlyArray<{ type: number; value?: Buffer }>> = message(
	sequenceOf(sequence({ type: field(0, int32), value: optional(1, octets) })),
);

/** [MS-KILE] 2.2.1: KERB-ERROR-DATA. Type 3 holds a KERB-EXT-ERROR, whose first four bytes are an NTSTATUS. */
export const kerbErrorData: Message<{ type: number; value?: Buffer }> = message(
	sequence({ type: field(1, int32), value: optional(2, octets) }),
);

const etypeInfo2Fields = {
	type: field(0, int32),
	salt: optional(1, text),
	params: optional(2, octets),
};
export type EtypeInfo = Struct<typeof etypeInfo2Fields>;
/** 5.2.7.5 */
export const etypeInfo2: Message<readonly EtypeInfo[]> = message(
	sequenceOf(sequence(etypeInfo2Fields)),
);

/** 5.2.7.2: encrypted with key usage 1. */
export const encTimestamp: Message<{ time: number; usec?: number }> = message(
	sequence({ time: field(0, time), usec: optional(1, microseconds) }),
);

/** [MS-KILE] 2.2.3: whether the ticket shall say what groups the user is in. */
export const pacRequest: Message<{ include: boolean }> = message(
	sequence({ include: field(0, boolean) }),
);
