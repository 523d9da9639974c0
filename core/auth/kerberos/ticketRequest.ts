import { randomBytes } from 'node:crypto';
import type { KdcClock } from './clock';
import { KerberosCryptoError } from './crypto/error';
import { offeredTypes } from './crypto/registry';
import type { KdcExchange } from './kdcExchange';
import { apReq, authenticator } from './messages/application';
import { applicationTag, KerberosMessageError } from './messages/codec';
import { krbError } from './messages/error';
import { encKdcReplyPart, KdcOption, kdcRequestBody, tgsRep, tgsReq } from './messages/kdc';
import { PaType } from './messages/preauth';
import { moment } from './moment';
import { isSameName, NameType } from './names';
import { KdcCode } from './kdcCode';
import { KdcRefusal } from './refusal';
import { credentialOf, newNonce, timeOf, typeOf } from './reply';
import type { Credential, Key, Principal } from './types';

/** Key usages (RFC 4120, 7.5.1). */
const BODY_CHECKSUM = 6;
const AUTHENTICATOR = 7;
const TGS_REP_SUBKEY = 9;
const TGS_REP_TAG = 13;

/** What a further request mends: it follows the KDC's clock, and is no copy of the one before. */
const MENDED = new Set<number>([KdcCode.skew, KdcCode.ticketNotYet, KdcCode.repeat]);

export interface TicketContext {
	readonly exchange: KdcExchange;
	readonly clock: KdcClock;
	readonly allowRc4: boolean;
	readonly signal?: AbortSignal;
}

/** The realm in which a ticket-granting ticket is good. */
export const targetOf = ({ server }: Credential): string => server.components[1] ?? server.realm;

export const isGranting = ({ server }: Credential): boolean =>
	server.components.length === 2 && server.components[0] === 'krbtgt';

/**
 * The TGS exchange (RFC 4120, 3.3): a ticket for a service of the realm where `granting` is good; or the KDC
 * refers to another realm, and the ticket is for that one's KDC (RFC 6806, 8).
 * @param renew for `granting` itself once more, with a later end
 * @throws KdcRefusal when the KDC gives no ticket
 */
export async function requestTicket(
	context: TicketContext,
	granting: Credential,
	server: Pick<Principal, 'components'>,
	{ renew = false } = {},
): Promise<Credential> {
	const { exchange, clock, signal } = context;
	const realm = targetOf(granting);
	const mended = new Set<number>();
	for (;;) {
		const nonce = newNonce();
		const subkey: Key = {
			type: granting.key.type,
			value: randomBytes(typeOf(granting.key.type).keyBytes),
		};
		const request = requestFor(context, granting, server, { renew, realm, nonce, subkey });
		const answer = await exchange.ask(realm, request, signal);
		if (applicationTag(answer) === TGS_REP_TAG) {
			const credential = accept(answer, subkey, nonce);
			check(credential, granting, server, renew);
			return credential;
		}
		const error = krbError.decode(answer);
		if (!MENDED.has(error.code) || mended.has(error.code)) throw new KdcRefusal(error, realm);
		mended.add(error.code);
		if (error.code !== KdcCode.repeat) clock.learn(timeOf(error));
	}
}

function requestFor(
	{ clock, allowRc4 }: TicketContext,
	{ client, key, ticket, endTime, renewTill }: Credential,
	server: Pick<Principal, 'components'>,
	{ renew, realm, nonce, subkey }: { renew: boolean; realm: string; nonce: number; subkey: Key },
): Buffer {
	const type = typeOf(key.type);
	const body = {
		options: KdcOption.canonicalize | (renew ? KdcOption.renew | KdcOption.renewable : 0),
		realm,
		server: {
			type: server.components[0] === 'krbtgt' ? NameType.serviceInstance : NameType.serviceHost,
			components: server.components,
		},
		till: renew ? renewTill : endTime,
		nonce,
		types: offeredTypes(allowRc4),
	};
	const { time, usec } = moment(clock.now());
	const proof = authenticator.encode({
		realm: client.realm,
		name: { type: client.type, components: client.components },
		checksum: {
			type: type.checksumType,
			value: type.checksum(key.value, BODY_CHECKSUM, kdcRequestBody.encode(body)),
		},
		time,
		usec,
		subkey,
	});
	const value = apReq.encode({
		options: 0,
		ticket,
		authenticator: { type: key.type, cipher: type.encrypt(key.value, AUTHENTICATOR, proof) },
	});
	return tgsReq.encode({ preauth: [{ type: PaType.tgsReq, value }], body });
}

function accept(answer: Buffer, subkey: Key, nonce: number): Credential {
	const reply = tgsRep.decode(answer);
	try {
		const plain = typeOf(subkey.type).decrypt(subkey.value, TGS_REP_SUBKEY, reply.part.cipher);
		return credentialOf(reply, encKdcReplyPart.decode(plain), nonce);
	} catch (error) {
		if (!(error instanceof KerberosCryptoError)) throw error;
		throw new KerberosMessageError('a reply that the key of the request does not open', {
			cause: error,
		});
	}
}

/** The ticket is for this user, and for the service or for a KDC that is nearer to it. */
function check(
	credential: Credential,
	granting: Credential,
	server: Pick<Principal, 'components'>,
	renew: boolean,
): void {
	const { client } = credential;
	if (client.realm !== granting.client.realm || !isSameName(client, granting.client)) {
		throw new KerberosMessageError('a ticket for another user');
	}
	const asked = { type: 0, components: server.components };
	// Active Directory may answer with the account's own name for the service, but never with another KDC's.
	const isOther = isGranting(credential) && !isSameName(credential.server, asked);
	if (isOther && (renew || targetOf(credential) === targetOf(granting))) {
		throw new KerberosMessageError('a ticket that leads nowhere');
	}
}
