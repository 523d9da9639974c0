import { int32, microseconds, octets, text, time } from './basics';
import { application, field, fixed, type Message, message, optional, sequence } from './codec';
import type { Struct } from './codec';
import { principalName } from './common';

const krbErrorFields = {
	version: fixed(0, int32, 5),
	messageType: fixed(1, int32, 30),
	clientTime: optional(2, time),
	clientUsec: optional(3, microseconds),
	/** The clock of whoever answers. */
	serverTime: field(4, time),
	serverUsec: field(5, microseconds),
	code: field(6, int32),
	clientRealm: optional(7, text),
	clientName: optional(8, principalName),
	realm: field(9, text),
	serverName: field(10, principalName),
	text: optional(11, text),
	/** What it holds depends on the code: METHOD-DATA, TYPED-DATA, KERB-ERROR-DATA. */
	data: optional(12, octets),
};
export type KrbError = Struct<typeof krbErrorFields>;
/** RFC 4120, 5.9.1 */
export const krbError: Message<KrbError> = message(application(30, sequence(krbErrorFields)));
