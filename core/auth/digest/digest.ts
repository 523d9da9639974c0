import { FatalError, InputError, type ExchangeError } from '../../errors';
import type {
	AcceptedAnswer,
	AuthContext,
	Authenticator,
	Challenge,
	Handshake,
} from '../../http/authenticator';
import { parseChallenges } from '../../http/challenge';
import { SignInError } from '../../http/errors';
import { isStreamed } from '../../http/message';
import type { Identity } from '../identity';
import { refuseHalfCharacters } from '../text';
import { chooseChallenge, offersOf } from './challenge';
import { DigestSession, type Account, type Signed } from './session';

/** Servers and proxies whose nonce is remembered; a client talks to one or two. */
const MEMORY = 16;

/**
 * Digest (RFC 7616; RFC 2617 and 2069 for servers of their time; [MS-DPSP]). The nonce is shared by all
 * connections of the client, and once it is known each request is signed before being asked.
 */
export function createDigest(identity: Identity): Authenticator {
	const account = readAccount(identity);
	const sessions = new Map<string, DigestSession>();
	return {
		scheme: 'Digest',
		connectionBound: false,
		handshake: (context) => new DigestHandshake(account, sessions, context),
	};
}

function readAccount({ user = '', password = '' }: Identity): Account {
	if (!user) {
		throw new InputError("'User' is empty, and Digest needs one", {
			field: 'user',
			advice: 'Write it as DOMAIN\\user or user@domain.',
		});
	}
	if (/[:\u0000-\u001f\u007f]/.test(user)) {
		throw new InputError("'User' holds a colon or a control character, which Digest cannot carry", {
			field: 'user',
			advice: 'Write the user as DOMAIN\\user or user@domain, or choose NTLM.',
		});
	}
	refuseHalfCharacters(user, 'user', 'User');
	refuseHalfCharacters(password, 'password', 'Password');
	return { user, password };
}

class DigestHandshake implements Handshake {
	/** A file is not sent to a server that will only ask back. */
	negotiating: boolean;
	private session?: DigestSession;
	private signed?: Signed;
	/** A challenge that came after this request was sent has been answered. */
	private hasAnswered = false;

	constructor(
		private readonly account: Account,
		private readonly sessions: Map<string, DigestSession>,
		private readonly context: AuthContext,
	) {
		this.session = sessions.get(context.url.origin);
		this.negotiating = !this.session && isStreamed(context.request.body);
	}

	async first(): Promise<string | undefined> {
		return this.session && (await this.sign(this.session));
	}

	async next(challenges: readonly Challenge[]): Promise<string | undefined> {
		const challenge = chooseChallenge(challenges);
		if (!challenge) return undefined;
		// A nonce that was good and is too old now says nothing about the password.
		if (this.hasAnswered && !challenge.isStale) return undefined;
		this.hasAnswered = true;
		this.negotiating = false;
		const known = this.sessions.get(this.context.url.origin);
		const session = known?.continues(challenge)
			? known
			: new DigestSession(challenge, this.account);
		this.remember(session);
		return await this.sign(session);
	}

	accepted({ info }: AcceptedAnswer): void {
		if (info === undefined || !this.signed || !this.session) return;
		const [parsed] = parseChallenges(`Info ${info}`);
		const { params = {}, raw } = parsed ?? {};
		const { proof, cnonce, count } = this.signed;
		const isOwn =
			(params.cnonce === undefined || params.cnonce === cnonce) &&
			(params.nc === undefined || params.nc.toLowerCase() === count);
		const { rspauth } = params;
		if (rspauth !== undefined && proof && (!isOwn || rspauth.toLowerCase() !== proof)) {
			this.sessions.delete(this.context.url.origin);
			throw new FatalError(
				'The server could not prove that it knows the password (Digest, rspauth)',
				{
					code: 'AUTH_SERVER_PROOF',
					field: 'server',
					advice:
						"Another server may answer in its place: check 'Server' and the network on the way; with https:// it cannot.",
				},
			);
		}
		const next = raw?.nextnonce ?? params.nextnonce;
		if (next) this.remember(this.session.withNonce(next));
	}

	refused(challenges: readonly Challenge[]): ExchangeError | undefined {
		this.sessions.delete(this.context.url.origin);
		const offers = offersOf(challenges);
		if (offers.length === 0 || chooseChallenge(challenges)) return undefined;
		const kinds = offers.map(({ params: { algorithm = 'MD5', qop } }) =>
			(qop === undefined ? algorithm : `${algorithm} with qop ${qop}`).slice(0, 60),
		);
		return new SignInError(
			`The server offers Digest only in a way that is not known here (${kinds.join('; ')})`,
			[...new Set(challenges.map(({ scheme }) => scheme))],
			{
				code: 'AUTH_NOT_OFFERED',
				field: 'authScheme',
				status: this.context.isProxy ? 407 : 401,
				advice: 'MD5 and SHA-256 with qop auth or auth-int are known; or use another scheme.',
			},
		);
	}

	private async sign(session: DigestSession): Promise<string> {
		this.session = session;
		this.signed = await session.sign(this.context.request);
		return this.signed.header;
	}

	private remember(session: DigestSession): void {
		const { origin } = this.context.url;
		this.sessions.delete(origin);
		this.sessions.set(origin, session);
		if (this.sessions.size > MEMORY) this.sessions.delete(this.sessions.keys().next().value!);
	}
}
