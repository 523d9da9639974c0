import type { Encrypted, Key } from '../types';
import { int32, octets, text, time, uint32 } from './basics';
import { type Codec, field, type Message, message, optional, sequence } from './codec';
import { sequenceOf, type Struct } from './codec';

/** 5.2.2: without its realm, which stands beside it. */
const principalNameFields = { type: field(0, int32), components: field(1, sequenceOf(text)) };
export type PrincipalName = Struct<typeof principalNameFields>;
export const principalName: Codec<PrincipalName> = sequence(principalNameFields);

/** 5.2.9. The cipher holds what another declaration of these files describes. */
export const encryptedData: Codec<Encrypted> = sequence({
	type: field(0, int32),
	kvno: optional(1, uint32),
	cipher: field(2, octets),
});

/** By itself, as padata has it. */
export const encryptedDataMessage: Message<Encrypted> = message(encryptedData);

export const encryptionKey: Codec<Key> = sequence({
	type: field(0, int32),
	value: field(1, octets),
});

const checksumFields = { type: field(0, int32), value: field(1, octets) };
export type Checksum = Struct<typeof checksumFields>;
export const checksum: Codec<Checksum> = sequence(checksumFields);

/** 5.2.5 */
export const hostAddresses = sequenceOf(
	sequence({ type: field(0, int32), address: field(1, octets) }),
);

/** 5.2.6 */
const typedElementFields = { type: field(0, int32), data: field(1, octets) };
export type TypedElement = Struct<typeof typedElementFields>;
export const authorizationData = sequenceOf(sequence(typedElementFields));

export const lastRequest = sequenceOf(sequence({ type: field(0, int32), value: field(1, time) }));
