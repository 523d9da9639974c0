import type { Row, Scope, Session } from '../../../core';
import { call, credentialFor, sessionOn } from '../../support/session';
import { useSandbox } from '../../support/sandbox';
import { openSession } from '../../../core';
import type { Item, Value } from '../../../sandbox/store';

const ME = 'user1@contoso.example';
const TWO = 'user2@contoso.example';
const bench = useSandbox();
let organizer: Session;
let attendee: Session;

beforeEach(async () => {
	organizer = await sessionOn(bench.sandbox, { user: 'user1' });
	attendee = await sessionOn(bench.sandbox, { user: 'user2' });
});

const scope: Scope = { folders: [] };
const run = async (session: Session, name: string, input: Row = {}) => {
	const results = await session.execute(name, input, scope, call);
	return results.map(({ row }) => row);
};
const items = (who: string, folder: string): Item[] => [
	...bench.sandbox.store.folder(who, folder).items,
];

/** A meeting that the organizer invited the other to; both ids. */
async function invite(subject = 'Plan'): Promise<{ mine: string; theirs: string }> {
	const [made] = await organizer.create(
		{
			table: 'event',
			scope,
			records: [
				{
					index: 0,
					values: {
						subject,
						start: '2026-06-01T09:00:00Z',
						end: '2026-06-01T10:00:00Z',
						attendees: [{ address: TWO, type: 'required' }],
					},
				},
			],
			options: { sendInvitations: 'SendToAllAndSaveCopy' },
		},
		call,
	);
	if (made?.error) throw made.error;
	const theirs = items(TWO, 'calendar').find(
		(item) => item.properties.get('item:Subject') === subject,
	);
	return { mine: made?.id ?? '', theirs: theirs?.id ?? '' };
}

const text = (item: Item | undefined, key: string): Value | undefined => item?.properties.get(key);

describe('responding to an event', () => {
	it.each([
		['accept', 'Accept'],
		['Tentative', 'Tentative'],
	])('%s: the calendar and the organizer know', async (response, status) => {
		const { theirs } = await invite();
		const [row] = await run(attendee, 'RespondToEvent', {
			EventId: theirs,
			ResponseType: response,
			Comment: 'Fine & <good>',
		});
		expect(row).toMatchObject({ outcome: 'responded', responseSent: true });
		expect(text(items(TWO, 'calendar')[0], 'calendar:MyResponseType')).toBe(status);
		const [told] = items(ME, 'inbox');
		expect(text(told, 'meeting:ResponseType') ?? told?.kind).toBeDefined();
		expect(told?.kind).toBe('MeetingResponse');
		expect(JSON.stringify(text(told, 'item:Body'))).toContain('Fine & <good>');
	});

	it('declines, with another time to propose', async () => {
		const { theirs } = await invite();
		const [row] = await run(attendee, 'respondToEvent', {
			itemId: theirs,
			response: 'decline',
			proposedStart: '2026-06-02T09:00:00',
			proposedEnd: '2026-06-02T10:00:00',
		});
		expect(row).toMatchObject({ outcome: 'responded', response: 'decline' });
		expect(items(TWO, 'calendar')).toHaveLength(0);
		const [told] = items(ME, 'inbox');
		expect(text(told, 'meeting:ProposedStart')).toBe(Date.parse('2026-06-02T07:00:00Z'));
	});

	it('tells nobody where asked not to', async () => {
		const { theirs } = await invite();
		const input = { itemId: theirs, response: 'accept', sendResponse: false };
		expect(await run(attendee, 'respondToEvent', input)).toMatchObject([{ responseSent: false }]);
		expect(text(items(TWO, 'calendar')[0], 'calendar:MyResponseType')).toBe('Accept');
		expect(items(ME, 'inbox')).toHaveLength(0);
	});

	it('answers the request in the Inbox as well', async () => {
		await invite();
		const [request] = items(TWO, 'inbox');
		const input = { itemId: request?.id, response: 'accept' };
		expect(await run(attendee, 'respondToEvent', input)).toMatchObject([{ outcome: 'responded' }]);
		expect(items(ME, 'inbox')).toHaveLength(1);
	});

	it.each(['dropAfter', 'dropBefore', 'truncate', 'html'] as const)(
		'answer lost by %s: the organizer is told at most once',
		async (kind) => {
			const { theirs } = await invite();
			bench.sandbox.faults.add({ kind, match: { operation: 'CreateItem' } });
			const [row] = await run(attendee, 'respondToEvent', { itemId: theirs, response: 'accept' });
			const told = items(ME, 'inbox').length;
			expect(told).toBeLessThanOrEqual(1);
			if (row?.outcome === 'responded') expect(told).toBe(1);
			else expect(row).toMatchObject({ outcome: 'unknown' });
			if (kind === 'dropAfter' || kind === 'truncate') expect(row?.outcome).toBe('responded');
		},
		20_000,
	);

	it('refuses what cannot be, in its own words', async () => {
		const { mine, theirs } = await invite();
		await expect(
			run(organizer, 'respondToEvent', { itemId: mine, response: 'accept' }),
		).rejects.toMatchObject({ code: 'ErrorCalendarIsOrganizerForAccept' });
		const base = { itemId: theirs, response: 'tentative' };
		const start = '2026-06-02T09:00:00Z';
		for (const input of [
			{ ...base, proposedStart: start },
			{ ...base, proposedStart: start, proposedEnd: start },
			{ ...base, response: 'accept', proposedStart: start, proposedEnd: '2026-06-02T10:00:00Z' },
		]) {
			await expect(run(attendee, 'respondToEvent', input)).rejects.toMatchObject({
				field: 'proposedStart',
			});
		}
		await expect(
			run(attendee, 'respondToEvent', { ...base, response: 'maybe' }),
		).rejects.toMatchObject({ field: 'response' });
	});
});

describe('cancelling an event', () => {
	it('tells the attendees once and takes it out of the calendar', async () => {
		const { mine } = await invite();
		const rows = await run(organizer, 'cancelEvent', { itemId: mine, comment: 'No time' });
		expect(rows).toEqual([{ outcome: 'cancelled', previousId: mine }]);
		expect(items(ME, 'calendar')).toHaveLength(0);
		const told = items(TWO, 'inbox').filter(({ kind }) => kind === 'MeetingCancellation');
		expect(told).toHaveLength(1);
		expect(JSON.stringify(text(told[0], 'item:Body'))).toContain('No time');
	});

	it('lost answers are settled by the event that is gone', async () => {
		const { mine } = await invite();
		bench.sandbox.faults.add({ kind: 'dropAfter', match: { operation: 'CreateItem' } });
		expect(await run(organizer, 'cancelEvent', { itemId: mine })).toMatchObject([
			{ outcome: 'cancelled' },
		]);
		const told = items(TWO, 'inbox').filter(({ kind }) => kind === 'MeetingCancellation');
		expect(told).toHaveLength(1);
	});

	it('is the business of the organizer', async () => {
		const { theirs } = await invite();
		await expect(run(attendee, 'cancelEvent', { itemId: theirs })).rejects.toMatchObject({
			code: 'ErrorCalendarIsNotOrganizer',
		});
	});
});

describe('reminders', () => {
	const event = (subject: string) =>
		bench.sandbox.store.addItem(bench.sandbox.store.folder(ME, 'calendar'), {
			kind: 'CalendarItem',
			properties: {
				'item:Subject': subject,
				'calendar:Start': Date.UTC(2026, 5, 1, 9),
				'calendar:End': Date.UTC(2026, 5, 1, 10),
				'item:ReminderIsSet': true,
				'item:ReminderMinutesBeforeStart': 15,
			},
		});

	it('are dismissed many at once; one that is gone stops no other', async () => {
		const [one, two, gone] = [event('One'), event('Two'), event('Gone')];
		bench.sandbox.store.deleteItem(gone, 'HardDelete');
		bench.sandbox.log.clear();
		const inputs = [one, gone, two].map(({ id }) => ({ EventId: id }));
		const answers = await organizer.executeAll('DismissEventReminder', inputs, scope, call);
		expect(answers.map((answer) => (answer instanceof Error ? 'error' : answer[0]?.row))).toEqual([
			expect.objectContaining({ outcome: 'updated', id: one.id }),
			'error',
			expect.objectContaining({ outcome: 'updated', id: two.id }),
		]);
		expect(text(one, 'item:ReminderIsSet')).toBe(false);
		expect(bench.sandbox.log.count({ operation: 'PerformReminderAction' })).toBe(1);
	});

	it('are snoozed to a time of the zone that is given', async () => {
		const one = event('One');
		const [row] = await run(organizer, 'SnoozeEventReminder', {
			EventId: one.id,
			DateTime: '2026-06-01T08:50:00',
			TimeZone: 'Eastern Standard Time',
		});
		expect(row).toMatchObject({ outcome: 'updated', until: '2026-06-01T08:50:00-04:00' });
		expect([...one.properties.values()]).toContain(Date.parse('2026-06-01T12:50:00Z'));
	});
});

describe('out of office', () => {
	it('is read, and changed where it is asked for', async () => {
		expect(await run(organizer, 'GetUserOofSettings')).toMatchObject([
			{ mailbox: ME, state: 'disabled' },
		]);
		const [set] = await run(organizer, 'setOutOfOffice', {
			state: 'scheduled',
			start: '2026-12-24T00:00:00',
			end: '2027-01-02T00:00:00',
			internalReply: 'Away & <b>gone</b>',
			externalAudience: 'known',
		});
		expect(set).toMatchObject({
			state: 'scheduled',
			start: '2026-12-23T23:00:00Z',
			end: '2027-01-01T23:00:00Z',
			internalReply: 'Away & <b>gone</b>',
			externalAudience: 'known',
		});
		const [later] = await run(organizer, 'setOutOfOffice', { externalReply: 'Back soon' });
		expect(later).toMatchObject({
			state: 'scheduled',
			internalReply: 'Away & <b>gone</b>',
			externalReply: 'Back soon',
		});
	});

	it('refuses a schedule without its times', async () => {
		const input = { state: 'scheduled', start: '2027-01-02T00:00:00', end: '2027-01-01T00:00:00' };
		await expect(run(organizer, 'setOutOfOffice', input)).rejects.toMatchObject({ field: 'end' });
	});

	it('of another mailbox is limited by the credential', async () => {
		const limited = await sessionOn(bench.sandbox, {
			user: 'user1',
			defaultMailbox: ME,
			allowedMailboxes: ME,
		});
		await expect(run(limited, 'getOutOfOffice', { mailbox: TWO })).rejects.toMatchObject({
			kind: 'permission',
		});
		const readOnly = await sessionOn(bench.sandbox, { user: 'user1', readOnly: true });
		await expect(run(readOnly, 'setOutOfOffice', { state: 'enabled' })).rejects.toMatchObject({
			kind: 'permission',
		});
	});
});

describe('availability', () => {
	const busy = (who: string, start: string, end: string, more: Record<string, Value> = {}) =>
		bench.sandbox.store.addItem(bench.sandbox.store.folder(who, 'calendar'), {
			kind: 'CalendarItem',
			properties: {
				'item:Subject': 'Busy',
				'calendar:Start': Date.parse(start),
				'calendar:End': Date.parse(end),
				'calendar:LegacyFreeBusyStatus': 'Busy',
				...more,
			},
		});

	it('comes as busy times, in the zone that is asked for', async () => {
		busy(ME, '2026-06-01T08:00:00Z', '2026-06-01T09:00:00Z');
		const rows = await run(organizer, 'getAvailability', {
			attendees: `${ME}, nobody@contoso.example`,
			start: '2026-06-01T00:00:00',
			end: '2026-06-02T00:00:00',
			timeZone: 'America/New_York',
		});
		expect(rows).toMatchObject([
			{
				address: ME,
				startTime: '2026-06-01T04:00:00-04:00',
				endTime: '2026-06-01T05:00:00-04:00',
				busyType: 'busy',
				subject: 'Busy',
			},
			{ address: 'nobody@contoso.example', error: expect.any(String) },
		]);
	});

	it('takes the inputs of older connectors', async () => {
		busy(TWO, '2026-06-01T08:00:00Z', '2026-06-01T09:00:00Z');
		const rows = await run(organizer, 'GetUserAvailability', {
			Mailboxes: `<Row><Address>${TWO}</Address><AttendeeType>Required</AttendeeType><ExcludeConflicts>false</ExcludeConflicts></Row>`,
			StartTime: '2026-06-01T00:00:00',
			EndTime: '2026-06-02T00:00:00',
			Timezone: 'W. Europe Standard Time',
		});
		expect(rows).toMatchObject([
			{ address: TWO, startTime: '2026-06-01T10:00:00+02:00', subject: null },
		]);
	});

	it('covers more days than one request can, each event once', async () => {
		busy(ME, '2026-02-11T22:00:00Z', '2026-02-12T02:00:00Z');
		busy(ME, '2026-05-01T08:00:00Z', '2026-05-01T09:00:00Z');
		const input = { attendees: ME, start: '2026-01-01T00:00:00Z', end: '2026-06-30T00:00:00Z' };
		expect(await run(organizer, 'getAvailability', input)).toHaveLength(2);
		const [whole] = await run(organizer, 'getAvailability', {
			...input,
			result: 'mailboxes',
			interval: 1440,
		});
		expect(whole?.mergedFreeBusy).toHaveLength(180);
		expect(whole?.workingHours).toMatchObject({ periods: [{ start: expect.any(String) }] });
	});

	it.each([
		['no mailbox', {}, 'attendees'],
		['an end before the start', { attendees: ME, end: '2026-05-01T00:00:00Z' }, 'end'],
		['an interval of a minute', { attendees: ME, interval: 1 }, 'interval'],
		['broken rows', { mailboxes: '<Row><Address>' }, 'mailboxes'],
		['rows without an address', { mailboxes: '<Row><Address>x</Address></Row>' }, 'mailboxes'],
		['entities', { mailboxes: '<!DOCTYPE x [<!ENTITY a "b">]><Row/>' }, 'mailboxes'],
		['more than three years', { attendees: ME, end: '2030-05-01T00:00:00Z' }, 'end'],
	])('refuses %s', async (_what, input, field) => {
		bench.sandbox.log.clear();
		const period = { start: '2026-06-01T00:00:00Z', end: '2026-06-02T00:00:00Z' };
		await expect(run(organizer, 'getAvailability', { ...period, ...input })).rejects.toMatchObject({
			field,
		});
		expect(bench.sandbox.log.count()).toBe(0);
	});

	it('suggests times at which all are free', async () => {
		busy(TWO, '2026-06-01T06:00:00Z', '2026-06-01T14:00:00Z');
		const rows = await run(organizer, 'findMeetingTimes', {
			attendees: TWO,
			start: '2026-06-01T07:00:00',
			end: '2026-06-01T18:00:00',
			duration: 60,
			timeZone: 'Europe/Berlin',
			quality: 'excellent',
		});
		expect(rows.length).toBeGreaterThan(0);
		for (const { start, end, quality } of rows) {
			expect(Date.parse(String(start))).toBeGreaterThanOrEqual(Date.parse('2026-06-01T14:00:00Z'));
			expect(Date.parse(String(end))).toBeLessThanOrEqual(Date.parse('2026-06-01T16:00:00Z'));
			expect(quality).toBe('excellent');
			expect(String(start)).toContain('+02:00');
		}
		expect(rows[0]?.conflicts).toEqual([
			{ address: ME, busyType: 'free' },
			{ address: TWO, busyType: 'free' },
		]);
	});
});

describe('older servers', () => {
	const old = useSandbox({ build: '14.2' });

	it('say that they have no such operation', async () => {
		const session = await openSession(credentialFor(old.sandbox, { user: 'user1' }));
		try {
			for (const [name, input] of [
				['getUserPhoto', {}],
				['dismissReminder', { itemId: 'AAMk' }],
			] as const) {
				await expect(session.execute(name, input, scope, call)).rejects.toMatchObject({
					code: 'SERVER_TOO_OLD',
				});
			}
			await expect(session.execute('getRoomLists', {}, scope, call)).resolves.toEqual([]);
		} finally {
			await session.close();
		}
	});
});
