import type { KdcClock } from './clock';
import { KerberosCryptoError } from './crypto/error';
import type { KdcExchange } from './kdcExchange';
import { applicationTag, KerberosMessageError } from './messages/codec';
import { encryptedDataMessage, type PrincipalName } from './messages/common';
import { krbError, type KrbError } from './messages/error';
import { asRep, asReq, encKdcReplyPart, KdcOption } from './messages/kdc';
import { encTimestamp, type EtypeInfo, etypeInfo2, methodData, PaType } from './messages/preauth';
import type { PaData } from './messages/preauth';
import { moment } from './moment';
import { type Candidate, isSameName, krbtgt } from './names';
import { KdcCode } from './kdcCode';
import { KdcRefusal } from './refusal';
import { credentialOf, newNonce, timeOf, typeOf } from './reply';
import type { Secret } from './secret';
import type { Credential, Key } from './types';

/** Key usages (RFC 4120, 7.5.1). */
const TIMESTAMP = 1;
const AS_REP = 3;

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Realms that one sign-in is referred to, and requests in all. */
const MOST_REFERRALS = 5;
const MOST_REQUESTS = 12;
const AS_REP_TAG = 11;

export interface SignInContext {
	readonly exchange: KdcExchange;
	readonly clock: KdcClock;
	readonly secret: Secret;
	readonly signal?: AbortSignal;
}

/**
 * The AS exchange (RFC 4120, 3.1): the first request asks what the KDC wants as proof, the second has it. The
 * realm and the name of the user are those that the KDC answers with (RFC 6806).
 * @throws KdcRefusal when the KDC gives no ticket
 */
export class SignIn {
	private readonly infos = new Map<number, EtypeInfo>();
	private readonly keys = new Map<number, Promise<Key>>();
	private readonly visited = new Set<string>();
	private realm: string;
	private name: PrincipalName;
	private proofType?: number;
	private hasLearnt = false;
	private hasRepeated = false;

	constructor(
		private readonly context: SignInContext,
		candidate: Candidate,
	) {
		this.realm = candidate.realm;
		this.name = candidate.name;
	}

	/** Whether the KDC of the realm that was asked first named another one. */
	get isReferred(): boolean {
		return this.visited.size > 0;
	}

	/** The ticket-granting ticket. */
	async run(): Promise<Credential> {
		const { exchange, signal } = this.context;
		for (let requests = 0; requests < MOST_REQUESTS; requests += 1) {
			const nonce = newNonce();
			const request = await this.request(nonce);
			const answer = await exchange.ask(this.realm, request, signal);
			if (applicationTag(answer) === AS_REP_TAG) return await this.accept(answer, nonce);
			const error = krbError.decode(answer);
			if (!this.mend(error)) throw new KdcRefusal(error, this.realm);
		}
		throw new KerberosMessageError('the KDC never comes to an end');
	}

	private async request(nonce: number): Promise<Buffer> {
		const now = this.context.clock.now();
		return asReq.encode({
			preauth: this.proofType === undefined ? undefined : [await this.proof(this.proofType, now)],
			body: {
				options: KdcOption.renewable | KdcOption.canonicalize,
				client: this.name,
				realm: this.realm,
				server: krbtgt(this.realm, this.realm),
				till: now + DAY_MS,
				renewTill: now + WEEK_MS,
				nonce,
				types: this.context.secret.types,
			},
		});
	}

	/** PA-ENC-TIMESTAMP (5.2.7.2). */
	private async proof(id: number, now: number): Promise<PaData> {
		const key = await this.key(id);
		const cipher = typeOf(id).encrypt(key.value, TIMESTAMP, encTimestamp.encode(moment(now)));
		return { type: PaType.encTimestamp, value: encryptedDataMessage.encode({ type: id, cipher }) };
	}

	private key(id: number): Promise<Key> {
		const known = this.keys.get(id);
		if (known) return known;
		const key = this.context.secret.key(id, this.infos.get(id));
		this.keys.set(id, key);
		return key;
	}

	/** Takes in what the KDC says; whether another request is worth while. */
	private mend(error: KrbError): boolean {
		const { clock, secret } = this.context;
		switch (error.code) {
			case KdcCode.preauthRequired: {
				if (this.proofType !== undefined) return false;
				const methods = error.data ? methodData.decode(error.data) : [];
				this.learnTypes(methods);
				// Only what was offered, in our own order: a list that was changed on the way makes no key weaker.
				this.proofType = secret.types.find((id) => this.infos.has(id));
				if (this.proofType === undefined) {
					const code = KdcCode.typeNotSupported;
					throw new KdcRefusal({ ...error, code, data: undefined }, this.realm);
				}
				if (!methods.some(({ type }) => type === PaType.encTimestamp)) return false;
				clock.learn(timeOf(error));
				return true;
			}
			case KdcCode.repeat: {
				// A request that went once more over a new connection.
				const { hasRepeated } = this;
				this.hasRepeated = true;
				return !hasRepeated;
			}
			case KdcCode.skew:
			case KdcCode.neverValid:
				if (this.hasLearnt) return false;
				this.hasLearnt = true;
				clock.learn(timeOf(error));
				return true;
			case KdcCode.wrongRealm: {
				const { clientRealm } = error;
				if (!clientRealm || clientRealm === this.realm || this.visited.has(clientRealm))
					return false;
				this.visited.add(this.realm);
				if (this.visited.size > MOST_REFERRALS) return false;
				this.realm = clientRealm;
				this.proofType = undefined;
				this.infos.clear();
				this.keys.clear();
				return true;
			}
			default:
				return false;
		}
	}

	private learnTypes(padata: readonly PaData[]): void {
		const found = padata.find(({ type }) => type === PaType.etypeInfo2);
		for (const info of found ? etypeInfo2.decode(found.value) : []) {
			if (!this.infos.has(info.type)) this.infos.set(info.type, info);
		}
	}

	private async accept(answer: Buffer, nonce: number): Promise<Credential> {
		const { clock, secret } = this.context;
		const reply = asRep.decode(answer);
		// Without a proof asked for, the salt comes with the ticket.
		this.learnTypes(reply.preauth ?? []);
		const { type, cipher } = reply.part;
		if (!secret.types.includes(type)) {
			throw new KerberosMessageError('a reply of an encryption type that was not offered');
		}
		let plain: Buffer;
		try {
			plain = typeOf(type).decrypt((await this.key(type)).value, AS_REP, cipher);
		} catch (error) {
			if (!(error instanceof KerberosCryptoError) || error.code !== 'KERBEROS_INTEGRITY')
				throw error;
			throw new KdcRefusal({ ...NO_ERROR, code: KdcCode.preauthFailed }, this.realm);
		}
		const part = encKdcReplyPart.decode(plain);
		const credential = credentialOf(reply, part, nonce);
		const home = credential.client.realm;
		if (!isSameName(credential.server, krbtgt(home, home)) || credential.server.realm !== home) {
			throw new KerberosMessageError('a ticket for something else than was asked for');
		}
		// The KDC's own time, which nobody can have changed.
		clock.learn(part.authTime);
		return credential;
	}
}

const NO_ERROR: KrbError = {
	serverTime: 0,
	serverUsec: 0,
	code: 0,
	realm: '',
	serverName: { type: 0, components: [] },
};
