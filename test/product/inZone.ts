/** Child of events.test.ts: what a process in the zone of its environment reads; JSON in, JSON out. */
import { readFileSync } from 'node:fs';
import { openSession } from '../../core';
import type { Query, Row } from '../../core';

async function main(): Promise<void> {
	const given = JSON.parse(readFileSync(0, 'utf8')) as Record<string, string>;
	const session = await openSession({
		schema: 'EWS',
		authScheme: 'NTLM',
		server: given['server'],
		user: `${given['domain']}\\${given['user']}`,
		password: given['password'],
		allowPlainHttp: true,
	});
	const scope = { folders: [] };
	const queries: Query[] = [
		{
			table: 'event',
			scope,
			select: ['subject', 'startDateTime', 'endDateTime'],
			expand: { start: '2026-01-01T00:00:00', end: '2026-02-01T00:00:00' },
		},
		{
			table: 'contact',
			scope,
			select: ['birthday'],
			where: { column: 'birthday', operator: 'between', value: ['1980-02-28', '1980-02-29'] },
		},
	];
	const rows: Row[] = [];
	for (const query of queries) {
		for await (const page of session.query(query, { timeZone: 'Europe/Berlin' })) {
			rows.push(...page);
		}
	}
	await session.close();
	const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
	process.stdout.write(JSON.stringify({ zone, rows }));
}

void main();
