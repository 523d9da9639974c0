import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError } from '../../../../core/errors';
import { liveCredentials, parseTicketCache } from '../../../../core/auth/kerberos/ticketCache';
import type { Credential, Principal } from '../../../../core/auth/kerberos/types';
import { which } from '../../../servers/domainController';
import { writeCache } from './mitFiles';

const REALM = 'AD.EXAMPLE.TEST';
const name = (type: number, ...components: string[]): Principal => ({
	type,
	realm: REALM,
	components,
});
const anna = name(1, 'anna');
const T = Date.UTC(2026, 10, 21, 12);
const ticket = (server: Principal, more: Partial<Credential> = {}): Credential => ({
	client: anna,
	server,
	key: { type: 18, value: Buffer.alloc(32, 7) },
	ticket: Buffer.from('610330010a', 'hex'),
	flags: 0x40e1_0000,
	authTime: T,
	startTime: T + 1000,
	endTime: T + 36_000_000,
	renewTill: T + 86_400_000,
	...more,
});
const TICKETS = [
	ticket(name(2, 'krbtgt', REALM)),
	ticket(name(2, 'HTTP', 'mail.contoso.example'), { endTime: T + 1_800_000, renewTill: 0 }),
];
const settings = ticket({
	type: 1,
	realm: 'X-CACHECONF:',
	components: ['krb5_ccache_conf_data', 'pa_type', `krbtgt/${REALM}@${REALM}`],
});
const removed = ticket(name(2, 'HTTP', 'old.contoso.example'), {
	authTime: 0xffff_ffff * 1000,
	endTime: 0,
});
const parse = (bytes: Buffer) => parseTicketCache(bytes, 'Kerberos Ticket Cache');
/** Versions 1 and 2 know the order of bytes of their machine alone. */
const VERSIONS = [
	{ version: 1, isLittleEndian: true },
	{ version: 1 },
	{ version: 2, isLittleEndian: true },
	{ version: 2 },
	{ version: 3 },
	{ version: 4 },
] as const;

describe('ticket cache', () => {
	it.each(VERSIONS)('reads %p without settings and removed tickets', (options) => {
		const plain = (principal: Principal) =>
			options.version === 1 ? { ...principal, type: 1 } : principal;
		const cache = parse(writeCache(anna, [TICKETS[0]!, settings, removed, TICKETS[1]!], options));
		expect(cache.principal).toEqual(anna);
		expect(cache.clockOffset).toBe(0);
		expect(cache.credentials).toEqual(
			TICKETS.map((one) => ({ ...one, server: plain(one.server) })),
		);
	});

	it.each([
		[[600, 250_000], 600_250],
		[[-600, -250_000], -600_250],
	] as const)("takes the KDC's clock of %p seconds and microseconds", (offset, expected) => {
		expect(parse(writeCache(anna, TICKETS, { offset })).clockOffset).toBe(expected);
	});

	it('a ticket that names no start begins when it was issued', () => {
		const cache = parse(writeCache(anna, [ticket(TICKETS[0]!.server, { startTime: 0 })]));
		expect(cache.credentials[0]!.startTime).toBe(T);
	});

	it('cut off anywhere it is refused or lacks whole tickets, and says which field', () => {
		const whole = writeCache(anna, TICKETS, { offset: [1, 0] });
		let refused = 0;
		for (let length = 0; length < whole.length; length++) {
			try {
				const { credentials } = parse(whole.subarray(0, length));
				expect(credentials).toEqual(TICKETS.slice(0, credentials.length));
				expect(credentials.length).toBeLessThan(TICKETS.length);
			} catch (error) {
				refused += 1;
				expect(error).toBeInstanceOf(InputError);
				expect(error).toMatchObject({ field: 'Kerberos Ticket Cache', code: 'KERBEROS_FILE' });
				expect((error as InputError).message).not.toMatch(/anna|AD\.EXAMPLE/);
			}
		}
		// The end of the name and of the first ticket are ends of a cache as well.
		expect(refused).toBe(whole.length - 2);
	});

	it.each([
		['nothing', ''],
		['a keytab', '05020000004a0001'],
		['a version to come', '05050000'],
		['text', Buffer.from('BQQAAAAAAAE=').toString('hex')],
		['a count of four thousand millions', '0503 00000001 ffffffff 00000001 41'],
		['a length of four thousand millions', '0503 00000001 00000001 ffffffff 41'],
	])('refuses %s', (_name, bytes) => {
		expect(() => parse(Buffer.from(bytes.replace(/ /g, ''), 'hex'))).toThrow(InputError);
	});

	it('tells live tickets from those that have ended, and when the last one did', () => {
		const cache = parse(writeCache(anna, TICKETS));
		const live = (now: number) =>
			liveCredentials(cache, now, 'Kerberos Ticket Cache').map(({ server }) => server);
		expect(live(T)).toHaveLength(2);
		expect(live(T + 1_800_000)).toEqual([TICKETS[0]!.server]);
		expect(() => live(T + 36_000_000)).toThrow(
			"The tickets in 'Kerberos Ticket Cache' have ended: the last one on 2026-11-21 22:00 UTC",
		);
	});

	it('says of an empty cache that it is one', () => {
		const cache = parse(writeCache(anna, []));
		expect(() => liveCredentials(cache, T, 'Kerberos Ticket Cache')).toThrow(
			"'Kerberos Ticket Cache' holds a ticket cache without any ticket",
		);
	});
});

const tools = which('klist');
if (!tools) console.warn('LEFT OUT: ticket caches of MIT Kerberos: krb5-user is missing');
(tools ? it : it.skip).each(VERSIONS.filter((one) => one.version > 2 || 'isLittleEndian' in one))(
	'klist reads what these tests write: %p',
	(options) => {
		const folder = mkdtempSync(path.join(tmpdir(), 'cache-'));
		try {
			const file = path.join(folder, 'cache');
			writeFileSync(file, writeCache(anna, TICKETS, options));
			const list = execFileSync('klist', ['-c', file], {
				env: { ...process.env, KRB5_CONFIG: '/dev/null', TZ: 'UTC' },
				encoding: 'utf8',
			});
			expect(list).toContain(`Default principal: anna@${REALM}`);
			expect(list).toContain(
				'11/21/26 12:00:01  11/21/26 12:30:00  HTTP/mail.contoso.example@AD.EXAMPLE.TEST',
			);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
);
