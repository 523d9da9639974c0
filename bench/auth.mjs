// What signing in costs: round trips that 1,000 calls of one connection need besides themselves, CPU of a call over the
// same call where nobody is asked, and the first call by Kerberos, tickets fetched on the way, against curl --negotiate.
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { measure } from './lib/child.mjs';
import { buildPackage } from './lib/peers.mjs';
import { startServerProcess } from './lib/server.mjs';
import { atMost, median } from './lib/table.mjs';

const CALLS = 1_000;
const WARM_UPS = 300;
const FIRST_CALLS = 7;
const client = join(import.meta.dirname, 'clients/auth_ours.mjs');
const serverScript = join(import.meta.dirname, 'lib/authServer.mjs');

/** Extra round trips that each scheme may need for one connection, and CPU against None. */
const BUDGETS = {
	Basic: { trips: 0 },
	Digest: { trips: 1 },
	NTLM: { trips: 1, cpu: 1.4 },
	'Negotiate by NTLM': { trips: 2, cpu: 1.4 },
	Negotiate: { trips: 0, cpu: 1.4 },
	Kerberos: { trips: 0, cpu: 1.4 },
	'Kerberos, asked with each request': { trips: 1 },
	'OAuth (CLIENT)': { trips: 1, cpu: 1.4 },
};
/**
 * First call by Kerberos over curl's, which is C throughout: of a connection in a process whose other connections sign
 * in by Kerberos already, and of the first one, which loads and compiles Kerberos with this very call.
 */
const FIRST_BUDGETS = { ours: 8, loading: 25 };

export default async function auth({ runs, say }) {
	await buildPackage(say);
	const lab = await startServerProcess(serverScript);
	try {
		if (lab.why) say(`LEFT OUT: Kerberos: ${lab.why}`);
		const schemes = schemesOf(lab);
		const results = {};
		for (let run = 0; run < runs; run += 1) {
			for (const [name, credential] of Object.entries(schemes)) {
				say(`run ${run + 1} of ${runs}: ${name}`);
				(results[name] ??= []).push(await callsOf(credential));
			}
		}
		const first = lab.kerberos && (await firstCalls(lab, schemes, say));
		return report(results, first);
	} finally {
		await lab.close();
	}
}

function schemesOf({ servers, kerberos, user, password }) {
	const person = { user, password, allowPlainHttp: true, proxyMode: 'none' };
	const at = (server, authScheme, more = {}) => ({ ...person, server, authScheme, ...more });
	const { origin } = new URL(servers.own);
	const application = {
		initiateOAuth: 'GETANDREFRESH',
		oauthGrantType: 'CLIENT',
		oauthClientId: '5e41ce00-0000-4000-8000-000000000001',
		oauthClientSecret: 'Sandbox-Secret-1',
		oauthAccessTokenUrl: `${origin}/contoso.example/oauth2/v2.0/token`,
		oauthResource: origin,
		access: 'impersonate',
		defaultMailbox: 'anna@contoso.example',
	};
	const tickets = kerberos && {
		kerberosKdc: kerberos.kdc,
		kerberosRealm: kerberos.realm,
		kerberosSpn: `HTTP/${kerberos.host}`,
	};
	return {
		None: at(servers.open, 'None'),
		Basic: at(servers.own, 'Basic'),
		Digest: at(servers.own, 'Digest'),
		NTLM: at(servers.own, 'NTLM'),
		// No KDC is there, which is found out once.
		'Negotiate by NTLM': at(servers.ownNegotiate, 'Negotiate', {
			kerberosKdc: '127.0.0.1:1',
			kerberosRealm: 'NOWHERE.EXAMPLE.TEST',
		}),
		...(tickets
			? {
					Negotiate: at(servers.tickets, 'Negotiate', tickets),
					Kerberos: at(servers.tickets, 'Kerberos', tickets),
					'Kerberos, asked with each request': at(servers.ticketsEachTime, 'Kerberos', tickets),
				}
			: {}),
		'OAuth (CLIENT)': at(servers.own, 'OAuth', application),
	};
}

/** Round trips, connections and CPU of many calls of one process. */
async function callsOf(credential) {
	const control = new URL('/_sandbox/log', credential.server);
	await fetch(control, { method: 'DELETE' });
	const input = { credential, calls: CALLS, warmUps: WARM_UPS };
	const { cpu } = await measure(process.execPath, ['--expose-gc', client], input);
	const { entries, connections } = await (await fetch(control)).json();
	// The connection for the control itself is one of them.
	const own = new Set(entries.map(({ connection }) => connection)).size;
	return { cpu, trips: entries.length - CALLS, connections: Math.min(own, connections) };
}

/** curl with a ticket for the KDC, and ours with the same, in turn: both ask for the service's ticket on the way. */
async function firstCalls({ kerberos, user, password, servers }, schemes, say) {
	const { Kerberos: credential, None: none } = schemes;
	if (spawnSync('curl', ['--version']).status !== 0) {
		say('LEFT OUT: curl is missing');
		return undefined;
	}
	const env = { ...process.env, KRB5_CONFIG: kerberos.krb5Conf };
	const master = join(kerberos.folder, 'tickets');
	const kinit = spawnSync('kinit', ['-c', master, user], { env, input: `${password}\n` });
	if (kinit.status !== 0 || !existsSync(master)) throw new Error(`kinit: ${kinit.stderr}`);
	const copy = (name) => {
		copyFileSync(master, join(kerberos.folder, name));
		return join(kerberos.folder, name);
	};
	const { port, pathname } = new URL(servers.tickets);
	const pairs = [];
	for (let n = 0; n < FIRST_CALLS; n += 1) {
		const { stdout } = spawnSync(
			'curl',
			[
				...['--silent', '--noproxy', '*', '--negotiate', '--user', ':', '--output', '/dev/null'],
				...['--resolve', `${kerberos.host}:${port}:127.0.0.1`],
				...['--write-out', '%{http_code} %{time_total}'],
				`http://${kerberos.host}:${port}${pathname}`,
			],
			{ env: { ...env, KRB5CCNAME: copy('curl') }, encoding: 'utf8' },
		);
		const [status, seconds] = stdout.split(' ').map(Number);
		if (status !== 200) throw new Error(`curl was answered with ${status}`);
		const kerberosTicketCacheContent = readFileSync(master).toString('base64');
		const tickets = { password: '', user: '', kerberosTicketCacheContent };
		const first = async (before) => {
			const input = { credential: { ...credential, ...tickets }, before, calls: 1, warmUps: 1 };
			return (await measure(process.execPath, ['--expose-gc', client], input)).first;
		};
		// Another timeout makes another connection, with tickets of its own.
		const advancedProperties = { property: [{ key: 'Timeout', value: '61' }] };
		const other = { ...credential, ...tickets, advancedProperties };
		pairs.push({
			curl: seconds * 1000,
			ours: await first(other),
			loading: await first(none),
			fresh: await first(),
		});
	}
	return pairs;
}

function report(results, first) {
	const of = (name, key) => median(results[name].map((result) => result[key]));
	const none = of('None', 'cpu');
	const rows = Object.keys(results).map((name) => [
		name,
		of(name, 'trips'),
		of(name, 'connections'),
		of(name, 'cpu'),
		of(name, 'cpu') - none,
	]);
	const budgets = Object.entries(BUDGETS)
		.filter(([name]) => results[name])
		.flatMap(([name, { trips, cpu }]) => [
			atMost(`${name}: extra round trips of ${CALLS} calls`, of(name, 'trips'), trips),
			...(cpu ? [atMost(`${name}: CPU of a call over None's`, of(name, 'cpu') / none, cpu)] : []),
		]);
	const tables = [
		{
			title: `${CALLS} calls of one connection, one after the other`,
			columns: ['scheme', 'extra round trips', 'connections', 'CPU of a call, µs', 'over None, µs'],
			rows,
		},
	];
	if (first) {
		const ratio = (who) => median(first.map((pair) => pair[who] / pair.curl));
		const one = (who) => [median(first.map((pair) => pair[who])), ratio(who)];
		tables.push({
			title: `First call by Kerberos with a ticket for the KDC, median of ${first.length} pairs`,
			columns: ['who', 'ms', "over curl's"],
			rows: [
				['curl --negotiate', ...one('curl')],
				['a connection more', ...one('ours')],
				['the first one by Kerberos', ...one('loading')],
				['in a process just started', ...one('fresh')],
			],
		});
		budgets.push(
			atMost("Kerberos: a connection's first call over curl's", ratio('ours'), FIRST_BUDGETS.ours),
			atMost(
				"Kerberos: the process's first call over curl's",
				ratio('loading'),
				FIRST_BUDGETS.loading,
			),
		);
	}
	return { tables, budgets };
}
