import { frameToken, Mechanism, unframeToken } from './gssToken';
import { octets } from './kerberos/messages/basics';
import {
	field,
	message,
	optional,
	primitive,
	sequence,
	sequenceOf,
	type Codec,
} from './kerberos/messages/codec';

/**
 * Messages of SPNEGO.
 * https://www.rfc-editor.org/rfc/rfc4178#section-4.2, [MS-SPNG]
 */
const identifier: Codec<string> = primitive(
	6,
	(value) => Buffer.from(value, 'hex'),
	(content) => content.toString('hex'),
);

const STATES = ['accept-completed', 'accept-incomplete', 'reject', 'request-mic'] as const;
export type NegotiationState = (typeof STATES)[number];

const state: Codec<NegotiationState | undefined> = primitive<NegotiationState | undefined>(
	10,
	(value) => Buffer.from([STATES.indexOf(value!)]),
	(content) => (content.length === 1 ? STATES[content[0]!] : undefined),
);

const mechanismList = sequenceOf(identifier);
const listBytes = message(mechanismList);

const initMessage = message(
	field(
		0,
		sequence({
			mechanisms: field(0, mechanismList),
			token: optional(2, octets),
			mic: optional(3, octets),
		}),
	).codec,
);

const responseMessage = message(
	field(
		1,
		sequence({
			state: optional(0, state),
			mechanism: optional(1, identifier),
			token: optional(2, octets),
			mic: optional(3, octets),
		}),
	).codec,
);

export interface NegotiationResponse {
	readonly state?: NegotiationState;
	/** Of `Mechanism`, or another one's. */
	readonly mechanism?: string;
	/** Token of the mechanism. */
	readonly token?: Buffer;
	/** The mechanism's code over the list of mechanisms that was offered. */
	readonly mic?: Buffer;
}

/** @param token of the first of the mechanisms */
export function negotiationInit(mechanisms: readonly string[], token: Buffer): Buffer {
	return frameToken(Mechanism.spnego, initMessage.encode({ mechanisms, token }));
}

/** What the code over the list of mechanisms is made of. */
export const offeredList = (mechanisms: readonly string[]): Buffer => listBytes.encode(mechanisms);

export const negotiationResponse = (response: NegotiationResponse): Buffer =>
	responseMessage.encode(response);

/**
 * What a server answers under Negotiate. A token of a mechanism without SPNEGO around it is understood as
 * well: NTLM, and Kerberos of servers that know nothing else. Undefined: it is neither.
 */
export function readNegotiation(bytes: Buffer): NegotiationResponse | undefined {
	if (isNtlm(bytes)) return { mechanism: Mechanism.ntlm, token: bytes };
	const framed = unframeToken(bytes);
	if (framed && framed.mechanism !== Mechanism.spnego) {
		return { mechanism: framed.mechanism, token: bytes };
	}
	try {
		if (!framed) return responseMessage.decode(bytes);
		// A server that begins anew names what it can.
		const { mechanisms, token } = initMessage.decode(framed.inner);
		return { state: 'accept-incomplete', mechanism: mechanisms[0], token };
	} catch {
		return undefined;
	}
}

export const isNtlm = (bytes: Buffer): boolean =>
	bytes.subarray(0, 8).equals(Buffer.from('NTLMSSP\0', 'latin1'));

export const isKerberos = (mechanism: string | undefined): boolean =>
	mechanism === Mechanism.kerberos || mechanism === Mechanism.kerberosOfWindows;
