import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoredTokens } from '../../../../core/auth/oauth/storedTokens';
import { TokenFile } from '../../../../core/auth/oauth/tokenFile';
import { openTokenStore, type TokenRecord } from '../../../../core/auth/oauth/tokenStore';
import { TokenIssuer } from '../../../servers/tokenEndpoint';
import { bundleRefresher, Child } from './children';
import { folderOfOwn, identityWith, servicesIn } from './connection';

/** The issuer ends the whole sign-in when a refresh token is shown twice: one mistake and all is over. */
describe('one token file', () => {
	let folder: string;
	let script: string;
	let issuer: TokenIssuer;
	let settingsLocation: string;

	beforeEach(async () => {
		folder = folderOfOwn();
		script = bundleRefresher(folder);
		settingsLocation = join(folder, 'tokens.json');
		issuer = await TokenIssuer.start();
	});
	afterEach(async () => {
		await issuer.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const task = () => ({
		folder,
		settingsLocation,
		accessTokenUrl: issuer.tokenUrl,
		refreshToken: issuer.signedIn(),
	});
	const readFile = async (): Promise<TokenRecord | undefined> => {
		const { connectionKey } = servicesIn(folder);
		const connection = createHash('sha256').update(connectionKey).digest('hex');
		return (await new TokenFile<TokenRecord>(settingsLocation, connection).read())?.content;
	};

	/** On a busy machine a token may end within a round; never is one renewed before its last tenth. */
	const expectOnePerLife = (life: number, rounds: number): void => {
		expect(issuer.reused).toBe(0);
		expect(issuer.issued.length).toBeGreaterThanOrEqual(rounds);
		const lives = issuer.times.slice(1).map((time, at) => time - issuer.times[at]!);
		expect(Math.min(...lives)).toBeGreaterThan(life * 1000 * 0.9 - 5);
	};

	it('4 processes × 50 refreshes: one refresh for each expiry, no token lost', async () => {
		const life = 0.4;
		issuer.rules.life = life;
		const shared = task();
		const children = Array.from({ length: 4 }, () => new Child(script, shared));
		const answers: string[][] = [];
		try {
			await Promise.all(children.map((child) => child.line()));
			for (let round = 0; round < 50; round++) {
				answers.push(await Promise.all(children.map((child) => child.ask())));
				// Longer than the token lives: the next round finds it expired.
				await sleep(life * 1000 + 10);
			}
		} finally {
			await Promise.all(children.map((child) => child.kill()));
		}
		expect(answers.flat().filter((answer) => !answer.startsWith('access-'))).toEqual([]);
		expectOnePerLife(life, 50);
		expect(new Set(answers.flat())).toEqual(new Set(issuer.issued));
		expect((await readFile())?.accessToken).toBe(issuer.issued.at(-1));
	}, 120_000);

	it('8 connections of one process: one refresh for each expiry', async () => {
		const life = 0.8;
		issuer.rules.life = life;
		const { accessTokenUrl, refreshToken } = task();
		const sources = await Promise.all(
			Array.from({ length: 8 }, async () => {
				const services = servicesIn(folder);
				const store = await openTokenStore({ settingsLocation }, services);
				const identity = identityWith({ accessTokenUrl, refreshToken, settingsLocation });
				return new StoredTokens(identity, services, { store });
			}),
		);
		const seen = new Set<string>();
		for (let round = 1; round <= 6; round++) {
			const tokens = await Promise.all(sources.map((source) => source.token()));
			for (const { value } of tokens) seen.add(value);
			await sleep(life * 1000 + 10);
		}
		expectOnePerLife(life, 6);
		expect(seen).toEqual(new Set(issuer.issued));
		await Promise.all(sources.map((source) => source.close()));
	});

	it('a process that is killed at any moment leaves a file that is read and renewed', async () => {
		Object.assign(issuer.rules, { life: 0.001, grace: true });
		const shared = { ...task(), isEager: true };
		let cutShort = 0;
		let known: string | undefined;
		for (let kill = 0; kill < 60; kill++) {
			const child = new Child(script, shared);
			await child.line();
			const first = await child.line();
			expect(first).toMatch(/^access-/);
			// A refresh takes a few milliseconds here: everywhere within one or two of them.
			await sleep(Math.random() * 12);
			await child.kill();
			const left = readdirSync(folder).filter((name) => /^tokens\.json\./.test(name));
			if (left.length > 0) cutShort++;
			const record = await readFile();
			expect(record?.refreshToken).toMatch(/^refresh-/);
			expect(record?.refreshToken).not.toBe(known);
			known = record?.refreshToken;
		}
		expect(issuer.reused).toBe(0);
		// Otherwise no kill would have met a refresh under way.
		expect(cutShort).toBeGreaterThan(10);
		issuer.rules.life = 3600;
		const last = new Child(script, { ...shared, isEager: false });
		await last.line();
		expect(await last.ask()).toBe(issuer.issued.at(-1));
		await last.kill();
		expect(readdirSync(folder).sort()).toEqual(['refresher.cjs', 'tokens.json']);
	}, 180_000);

	it('a holder of the lock that was killed stops nobody', async () => {
		issuer.rules.delayMs = 60_000;
		const shared = task();
		const killed = new Child(script, shared);
		await killed.line();
		void killed.ask().catch(() => undefined);
		while (issuer.calls.length === 0) await sleep(10);
		await killed.kill();
		expect(readdirSync(folder)).toContain('tokens.json.lock');
		issuer.rules.delayMs = 0;
		const began = Date.now();
		const next = new Child(script, shared);
		await next.line();
		expect(await next.ask()).toMatch(/^access-/);
		expect(Date.now() - began).toBeLessThan(3_000);
		await next.kill();
	});

	it('a disk that is full spends no refresh token twice', async () => {
		issuer.rules.life = 0.2;
		const shared = task();
		// Every write of more than nothing fails, as on a full disk.
		const child = new Child(script, shared, "trap '' XFSZ; ulimit -f 0");
		await child.line();
		for (let round = 1; round <= 3; round++) {
			expect(await child.ask()).toBe(issuer.issued.at(-1));
			expect(issuer.issued).toHaveLength(round);
			await sleep(210);
		}
		await child.kill();
		expect(issuer.reused).toBe(0);
		expect(await readFile()).toBeUndefined();
	});
});
