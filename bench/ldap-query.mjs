// 20,000 users, 25 attributes, rows not kept, from a Samba AD DC: this package against OpenLDAP's ldapsearch (C)
// and against one search of ldapts without streaming, as n8n's own LDAP node reads; then the memory of 100,000
// entries over the process that has loaded the package and collected its garbage: what the library and the
// compiler take counts too. Those come from slapd: Samba takes minutes and gigabytes to load them, and what a
// client holds does not depend on who sends.
import { join } from 'node:path';
import { measure } from './lib/child.mjs';
import {
	ATTRIBUTES,
	ldapsearch,
	missingDirectory,
	missingSlapd,
	startDirectory,
	startPlainDirectory,
} from './lib/directory.mjs';
import { buildPackage } from './lib/peers.mjs';
import { atMost, median } from './lib/table.mjs';

const USERS = 20_000;
const ENTRIES = 100_000;
const client = (name) => join(import.meta.dirname, 'clients', name);

export default async function ldapQuery({ runs, say }) {
	await buildPackage(say);
	const speed = await speedOf({ runs, say });
	const memory = await memoryOf({ runs, say });
	return report(speed, memory);
}

/** The clients in turn, so that a slow moment of the machine is everybody's. */
async function alternate(clients, { runs, say }) {
	const results = {};
	for (let run = 0; run < runs; run += 1) {
		for (const [name, start] of Object.entries(clients)) {
			say(`run ${run + 1} of ${runs}: ${name}`);
			(results[name] ??= []).push(await start());
		}
	}
	return results;
}

async function speedOf({ runs, say }) {
	const why = missingDirectory();
	if (why) return (say(`LEFT OUT: ${USERS} users: ${why}`), {});
	const directory = await startDirectory(USERS, say);
	try {
		const filter = '(&(objectCategory=person)(objectClass=user)(sAMAccountName=u*))';
		const target = {
			url: `ldap://${directory.address}`,
			...directory.admin,
			base: directory.base,
			filter,
			attributes: ATTRIBUTES,
		};
		const credential = {
			...{ discovery: 'hosts', hosts: directory.address, port: 389, security: 'none' },
			...{ ...directory.admin, baseDn: directory.base, pageSize: 1000, timeout: 60 },
		};
		const ours = { table: 'user', attributes: ATTRIBUTES, ldapFilter: '(sAMAccountName=u*)' };
		const start = (more = {}) =>
			measure(process.execPath, ['--expose-gc', client('directory_ours.mjs')], {
				credential: { ...credential, ...more },
				...ours,
			});
		const results = await alternate(
			{
				'ldapsearch (C)': () => ldapsearch(target),
				'this package': () => start(),
				'this package, TLS': () =>
					start({
						...{ port: 636, security: 'implicitTls' },
						...{ caCertificate: directory.ca, serverName: directory.host },
					}),
				'ldapts, one search': () =>
					measure(process.execPath, ['--expose-gc', client('directory_search.mjs')], target),
			},
			{ runs, say },
		);
		return same(results, USERS);
	} finally {
		await directory.stop();
	}
}

async function memoryOf({ runs, say }) {
	const why = missingSlapd();
	if (why) return (say(`LEFT OUT: ${ENTRIES} entries: ${why}`), {});
	say(`loading ${ENTRIES} entries into slapd`);
	const server = await startPlainDirectory(ENTRIES);
	try {
		const filter = '(objectClass=inetOrgPerson)';
		const credential = {
			...{ discovery: 'hosts', hosts: '127.0.0.1', port: server.port, security: 'none' },
			...{ ...server.admin, baseDn: server.base, pageSize: 1000, timeout: 60 },
		};
		const results = await alternate(
			{
				'this package': () =>
					measure(process.execPath, ['--expose-gc', client('directory_ours.mjs')], {
						...{ credential, table: 'anyObject', attributes: ATTRIBUTES, ldapFilter: filter },
						watch: true,
					}),
				'ldapts, one search': () =>
					measure(process.execPath, ['--expose-gc', client('directory_search.mjs')], {
						url: `ldap://127.0.0.1:${server.port}`,
						...{ ...server.admin, base: server.base, filter, attributes: ATTRIBUTES },
						watch: true,
					}),
			},
			{ runs, say },
		);
		return same(results, ENTRIES);
	} finally {
		await server.stop();
	}
}

function same(results, expected) {
	for (const [name, [{ rows }]] of Object.entries(results)) {
		if (rows !== expected) throw new Error(`${name} read ${rows} entries instead of ${expected}`);
	}
	return results;
}

function report(speed, memory) {
	const of = (results, name, figure) =>
		median((results[name] ?? []).map((result) => result[figure]));
	const perSecond = (results, name) =>
		Math.round((results[name][0].rows * 1000) / of(results, name, 'wall'));
	const wall = (name) => of(speed, name, 'wall');
	return {
		tables: [
			{
				title: `${USERS} users x ${ATTRIBUTES.length} attributes from Samba AD DC, medians`,
				columns: ['client', 'wall ms', 'CPU ms', 'entries/s'],
				rows: Object.keys(speed).map((name) => [
					...[name, wall(name), of(speed, name, 'cpu'), perSecond(speed, name)],
				]),
			},
			{
				title: `${ENTRIES} entries x ${ATTRIBUTES.length} attributes from slapd, the first read of a process, medians`,
				columns: ['client', 'block ms', 'memory MB over idle'],
				rows: Object.keys(memory).map((name) => [
					...[name, of(memory, name, 'block'), of(memory, name, 'memory')],
				]),
			},
		],
		budgets: [
			atMost('wall over ldapsearch', wall('this package') / wall('ldapsearch (C)'), 1.4),
			atMost(
				'wall over ldapts, one search',
				wall('this package') / wall('ldapts, one search'),
				1.1,
			),
			atMost('peak memory of 100,000 over idle, MB', of(memory, 'this package', 'memory'), 150),
			atMost('longest event-loop block, ms', of(memory, 'this package', 'block'), 100),
		],
	};
}
