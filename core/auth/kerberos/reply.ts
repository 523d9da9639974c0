import { randomInt } from 'node:crypto';
import { FatalError } from '../../errors';
import { encryptionType } from './crypto/registry';
import { KerberosMessageError } from './messages/codec';
import type { KrbError } from './messages/error';
import { type KdcReply, type KdcReplyPart, ticket as ticketMessage } from './messages/kdc';
import { isSameName } from './names';
import type { Credential, EncryptionType } from './types';

/** Below 2^31: some KDCs read it with a sign. */
export const newNonce = (): number => randomInt(1, 2 ** 31);

export const timeOf = ({ serverTime, serverUsec }: KrbError): number =>
	serverTime + serverUsec / 1000;

export function typeOf(id: number): EncryptionType {
	const type = encryptionType(id);
	if (type) return type;
	throw new FatalError(`The KDC uses the encryption type ${id}, which was not offered`, {
		code: 'KERBEROS_TYPE',
		advice: 'An administrator allows AES for the account and resets its password.',
	});
}

/**
 * What a reply of the KDC comes to, checked against itself and the request (RFC 4120, 3.1.5 and 3.3.4).
 * @throws KerberosMessageError when the parts do not belong together
 */
export function credentialOf(reply: KdcReply, part: KdcReplyPart, nonce: number): Credential {
	if (part.nonce !== nonce) throw new KerberosMessageError('a reply to another request');
	// Outside of what the service can read, the ticket is not protected: it has to be the one that is meant.
	const outside = ticketMessage.decode(reply.ticket);
	if (outside.realm !== part.serverRealm || !isSameName(outside.server, part.server)) {
		throw new KerberosMessageError('a ticket for another service than the reply says');
	}
	const type = typeOf(part.key.type);
	if (part.key.value.length !== type.keyBytes) {
		throw new KerberosMessageError('a session key of a length that none has');
	}
	return {
		client: { ...reply.client, realm: reply.clientRealm },
		server: { ...part.server, realm: part.serverRealm },
		key: part.key,
		ticket: reply.ticket,
		flags: part.flags,
		authTime: part.authTime,
		startTime: part.startTime ?? part.authTime,
		endTime: part.endTime,
		renewTill: part.renewTill ?? 0,
	};
}
