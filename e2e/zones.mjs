/** A date typed without offset is read in the workflow's zone, wherever n8n and its process are. */
import assert from 'node:assert/strict';
import { TARGET } from '../scripts/lib/demo/data.mjs';
import { outputOf } from '../scripts/lib/n8n.mjs';
import { look } from './exchangelib.mjs';
import { chain, email, exchange, manual } from './workflows.mjs';
import { ZONES } from './world.mjs';

/** As the date picker of the panel stores it. */
const TYPED = { start: '2026-07-01T09:00:00', end: '2026-07-01T10:30:00' };

const create = (subject) =>
	exchange('Create event', {
		resource: 'event',
		operation: 'create',
		mailbox: email(TARGET),
		columns: {
			mappingMode: 'defineBelow',
			matchingColumns: [],
			value: { subject, ...TYPED },
		},
	});

/** Summer time: Berlin is 2 hours ahead of UTC, New York 4 behind. */
const CASES = [
	{
		id: 'exchangeZone0001',
		subject: 'In the zone of the workflow',
		settings: { timezone: ZONES.workflow },
		start: '2026-07-01T07:00:00+00:00',
	},
	{
		id: 'exchangeZone0002',
		subject: 'In the zone of n8n',
		settings: {},
		start: '2026-07-01T13:00:00+00:00',
	},
];

export async function checkZones({ check }, world) {
	for (const { id, subject, settings, start } of CASES) {
		await check(`09:00 without offset: ${subject.toLowerCase()}`, async () => {
			await world.importWorkflow(chain(id, subject, [manual, create(subject)], settings));
			const run = await world.n8n.execute(id);
			assert.equal(outputOf(run, 'Create event')[0].json.outcome, 'created');
			const events = await look('events', { ...world.account, mailbox: TARGET });
			assert.deepEqual(
				events.filter((event) => event.subject === subject).map((event) => event.start),
				[start],
			);
		});
	}
}
