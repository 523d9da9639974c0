import { InputError } from '../../errors';
import type { Files } from '../../files/files';
import type { Identity, KerberosIdentity } from '../identity';
import { type KdcPlaces, NoKdcError } from './kdcPlaces';
import { parseKeytab } from './keytab';
import { type Candidate, candidates, NameType, principalText } from './names';
import { KdcCode } from './kdcCode';
import { KdcRefusal } from './refusal';
import { keytabSecret, passwordSecret, type Secret } from './secret';
import { SignIn, type SignInContext } from './signIn';
import type { Credential } from './types';

/** A user who may be known elsewhere, or by another name. */
const ELSEWHERE = new Set<number>([
	KdcCode.clientUnknown,
	KdcCode.serviceUnknown,
	KdcCode.wrongRealm,
]);

interface Proof {
	readonly secret: Secret;
	/** The principal of a keytab, as the KDC knows it. */
	readonly fixed?: readonly Candidate[];
}

/** Who the credential says the user is, and the password or the keys that prove it. */
export class UserSignIn {
	private proof?: Promise<Proof>;
	private known?: Secret;
	private principal?: string;

	constructor(
		private readonly identity: Identity,
		private readonly kerberos: KerberosIdentity,
		private readonly files: Files,
		private readonly context: Pick<SignInContext, 'exchange' | 'clock'> & { places: KdcPlaces },
	) {}

	/** As a person knows it. */
	get name(): string {
		return this.principal ?? this.typed ?? 'the user';
	}

	/** What the last sign-in was proven with. */
	get secret(): Secret | undefined {
		return this.known;
	}

	close(): void {
		this.proof = undefined;
		this.known = undefined;
	}

	/**
	 * A ticket-granting ticket.
	 * @param host whose domain is taken for the user's where nothing else says which it is
	 */
	async signIn(host: string, signal: AbortSignal): Promise<Credential> {
		const { secret, fixed } = await this.read();
		const { places, ...context } = this.context;
		const { realm, kdcs } = this.kerberos;
		const list = fixed ?? candidates(this.typed ?? '', { realm, hasKdcs: kdcs.length > 0, host });
		let first: unknown;
		for (const candidate of list) {
			places.adopt(candidate.realm);
			try {
				const signIn = new SignIn({ ...context, secret, signal }, candidate);
				const credential = await signIn.run();
				// The short name of a domain and its real one have the same KDCs.
				if (!signIn.isReferred) places.adopt(credential.client.realm);
				return credential;
			} catch (error) {
				const isElsewhere = error instanceof KdcRefusal && ELSEWHERE.has(error.code);
				// Perhaps the file has newer keys the next time.
				if (this.kerberos.keytabFile !== undefined) this.proof = undefined;
				if (!isElsewhere && !(error instanceof NoKdcError)) throw error;
				// What a KDC says of the user tells more than that there is no KDC.
				if (first === undefined || (first instanceof NoKdcError && isElsewhere)) first = error;
			}
		}
		throw (
			first ??
			new InputError(`The realm of the user '${this.name}' is not known`, {
				field: 'Kerberos Realm',
				advice: "Enter the domain as 'Kerberos Realm', or write 'User' as name@domain.",
			})
		);
	}

	private get typed(): string | undefined {
		return this.kerberos.user ?? (this.identity.user || undefined);
	}

	/** The password or the keys, read when they are first needed. */
	private read(): Promise<Proof> {
		this.proof ??= this.load();
		this.proof.catch(() => {
			this.proof = undefined;
		});
		return this.proof;
	}

	private async load(): Promise<Proof> {
		const { keytab, keytabFile, allowRc4 } = this.kerberos;
		if (keytab !== undefined || keytabFile !== undefined) {
			const label = keytabFile === undefined ? 'Kerberos Keytab' : 'Kerberos Keytab File';
			const bytes =
				keytabFile === undefined
					? Buffer.from(keytab ?? '', 'base64')
					: await this.files.read(keytabFile, label);
			return this.byKeytab(bytes, label);
		}
		const { password } = this.identity;
		if (this.typed && password) {
			this.known = passwordSecret(password, allowRc4);
			return { secret: this.known };
		}
		const field = this.typed ? 'Password' : 'User';
		throw new InputError(`'${field}' is empty, and Kerberos needs it`, {
			field,
			advice: "Enter user and password, or give a 'Kerberos Keytab' or a 'Kerberos Ticket Cache'.",
		});
	}

	private byKeytab(bytes: Buffer, label: string): Proof {
		const { realm, allowRc4 } = this.kerberos;
		const choice = keytabSecret(parseKeytab(bytes, label), this.typed, { realm, allowRc4, label });
		const { components, realm: own } = choice.principal;
		this.principal = principalText(choice.principal);
		this.known = choice.secret;
		return {
			secret: choice.secret,
			fixed: [{ realm: own, name: { type: NameType.principal, components } }],
		};
	}
}
