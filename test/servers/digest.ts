import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface DigestGateOptions {
	readonly passwords: Readonly<Record<string, string>>;
	/** Realm as it stands between the quotes, escapes included. */
	readonly realm?: string;
	/** One challenge for each; default MD5. Empty text: the challenge names none. */
	readonly algorithms?: readonly string[];
	/** Value of the parameter; default `auth`. Null: a server of RFC 2069. */
	readonly qop?: string | null;
	/** Requests after which a nonce is stale. */
	readonly uses?: number;
	/** Each answer gives the nonce of the next request. */
	readonly givesNext?: boolean;
	/** Parameters added to each challenge, such as `userhash=true`. */
	readonly more?: string;
	/** Challenges of other schemes, put before those of Digest. */
	readonly others?: readonly string[];
	readonly proof?: 'right' | 'wrong';
	/** A proxy: 407 and its headers. */
	readonly isProxy?: boolean;
}

export interface DigestGate {
	/** The user, or undefined when a refusal was written. */
	admit(request: IncomingMessage, body: Buffer, response: ServerResponse): string | undefined;
	/** The same without an answer: the headers of a refusal, or the user and headers of a success. */
	judge(
		method: string,
		target: string,
		authorization: string | undefined,
		body: Buffer,
	): DigestVerdict;
	readonly log: Array<{ readonly verdict: string; readonly params: Record<string, string> }>;
}

type DigestVerdict =
	{ readonly user: string; readonly info?: string } | { readonly challenges: readonly string[] };

const HASHES: Readonly<Record<string, string>> = {
	MD5: 'md5',
	'SHA-256': 'sha256',
	'SHA-512-256': 'sha512-256',
};

/** A strict verifier of RFC 7616 that shares no code with the client: a count is good once and only in order of use. */
export function digestGate(options: DigestGateOptions): DigestGate {
	const { realm = 'Test, realm', algorithms = ['MD5'], qop = 'auth', uses = Infinity } = options;
	const log: DigestGate['log'] = [];
	const nonces = new Map<string, { counts: Set<string>; used: number; session?: string }>();
	const opaque = randomBytes(8).toString('hex');
	const newNonce = (session?: string) => {
		const nonce = randomBytes(16).toString('base64');
		nonces.set(nonce, { counts: new Set(), used: 0, session });
		return nonce;
	};
	const challenge = (isStale = false) => {
		const nonce = newNonce();
		return {
			challenges: [
				...(options.others ?? []),
				...algorithms.map((algorithm) =>
					[
						`Digest realm="${realm}"`,
						`domain="/ https://elsewhere.example/"`,
						`nonce="${nonce}"`,
						`opaque="${opaque}"`,
						...(algorithm ? [`algorithm=${algorithm}`] : []),
						...(qop === null ? [] : [`qop="${qop}"`]),
						...(isStale ? ['stale=TRUE'] : []),
						...(options.more ? [options.more] : []),
					].join(', '),
				),
			],
		};
	};

	function judge(
		method: string,
		target: string,
		authorization: string | undefined,
		body: Buffer,
	): DigestVerdict {
		if (!authorization?.startsWith('Digest ')) return challenge();
		const params = read(authorization.slice(7));
		const note = (verdict: string) => void log.push({ verdict, params });
		const refuse = (reason: string, isStale = false) => {
			note(reason);
			return challenge(isStale);
		};
		const name = params.algorithm ?? '';
		if (!algorithms.includes(name)) return refuse(`algorithm ${name}`);
		const hash = HASHES[(name || 'MD5').replace(/-sess$/, '')]!;
		const h = (...parts: Array<string | Buffer>) => {
			const made = createHash(hash);
			parts.forEach((part, at) => made.update(at ? ':' : '').update(part));
			return made.digest('hex');
		};
		if (params.realm !== realm) return refuse('realm');
		if (params.uri !== target.replace(/["\\]/g, '\\$&')) return refuse(`uri ${params.uri}`);
		if (params.opaque !== opaque) return refuse('opaque');
		const realmBytes = Buffer.from(realm.replace(/\\(["\\])/g, '$1'), 'latin1');
		const user =
			params.userhash === 'true'
				? Object.keys(options.passwords).find((known) => h(known, realmBytes) === params.username)
				: params['username*'] !== undefined
					? decodeURIComponent(params['username*'].replace(/^UTF-8''/, ''))
					: Buffer.from(params.username!.replace(/\\(.)/g, '$1'), 'latin1').toString();
		const password = options.passwords[user ?? ''];
		if (user === undefined || password === undefined) return refuse(`user ${user}`);
		const state = nonces.get(params.nonce!);
		if (!state) return refuse('unknown nonce', true);
		const isOld = qop === null;
		if (isOld !== (params.qop === undefined)) return refuse('qop');
		if (!isOld && !qop.split(/, */).includes(params.qop!)) return refuse(`qop ${params.qop}`);
		if (!isOld) {
			if (!/^[0-9a-f]{8}$/.test(params.nc ?? '')) return refuse(`count ${params.nc}`);
			if (state.counts.has(params.nc!)) return refuse(`replay ${params.nc}`);
		}
		const plain = h(user, realmBytes, password);
		const secret = name.endsWith('-sess')
			? (state.session ?? h(plain, params.nonce!, params.cnonce!))
			: plain;
		const second = (start: string) =>
			params.qop === 'auth-int'
				? h(start, target, createHash(hash).update(body).digest('hex'))
				: h(start, target);
		const answer = (start: string) =>
			isOld
				? h(secret, params.nonce!, second(start))
				: h(secret, params.nonce!, params.nc!, params.cnonce!, params.qop!, second(start));
		if (answer(method) !== params.response) return refuse('response');
		if (++state.used > uses) return refuse('stale', true);
		state.counts.add(params.nc!);
		if (name.endsWith('-sess')) state.session = secret;
		note('ok');
		const right = answer('');
		const info = [
			...(options.givesNext ? [`nextnonce="${newNonce(state.session)}"`] : []),
			...(options.proof
				? [
						`rspauth="${options.proof === 'right' ? right : right.replace(/./g, '0')}"`,
						`qop=${params.qop}, nc=${params.nc}, cnonce="${params.cnonce}"`,
					]
				: []),
		];
		return { user, ...(info.length > 0 ? { info: info.join(', ') } : {}) };
	}

	return {
		judge,
		log,
		admit(request, body, response) {
			const { isProxy } = options;
			const header = isProxy ? 'proxy-authorization' : 'authorization';
			const given = request.headers[header] as string | undefined;
			const verdict = judge(request.method!, request.url!, given, body);
			if ('user' in verdict) {
				const name = isProxy ? 'proxy-authentication-info' : 'authentication-info';
				if (verdict.info) response.setHeader(name, verdict.info);
				return verdict.user;
			}
			response.writeHead(isProxy ? 407 : 401, {
				[isProxy ? 'proxy-authenticate' : 'www-authenticate']: [...verdict.challenges],
			});
			response.end('<html>refused</html>');
			return undefined;
		},
	};
}

/** Parameters of the header; quoted values as they stand between the quotes. */
function read(text: string): Record<string, string> {
	const params: Record<string, string> = {};
	const pattern = /\s*([\w*]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)/y;
	for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
		params[match[1]!] = match[2] ?? match[3]!;
		if (pattern.lastIndex === text.length) break;
	}
	return params;
}
