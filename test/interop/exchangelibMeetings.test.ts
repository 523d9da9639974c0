import path from 'node:path';
import { describeWithCommand, runCommand, works } from '../support/command';
import { useSandbox } from '../support/sandbox';

/** exchangelib between the mailboxes of a sandbox: what one does, the others see. */

const IMPORT = ['-c', 'import exchangelib'];
const python =
	['python3', '/usr/bin/python3'].find((candidate) => works(candidate, IMPORT)) ?? 'python3';

const ONE = 'user1@contoso.example';
const TWO = 'user2@contoso.example';
const PLAN = {
	do: 'invite',
	as: 'user1',
	subject: 'Plan',
	start: '2030-03-04T10:00:00+00:00',
	end: '2030-03-04T11:00:00+00:00',
	attendees: [TWO],
};

describeWithCommand('exchangelib between mailboxes', python, IMPORT, 'python3-exchangelib', () => {
	const server = useSandbox({ schemes: ['Basic'], contacts: 0 });

	async function run<T extends unknown[]>(...steps: object[]): Promise<T> {
		const { sandbox } = server;
		const accounts = Object.fromEntries(
			sandbox.accounts.map(({ user, domain, password, mailbox }) => [
				user,
				{ user: `${domain}\\${user}`, password, mailbox },
			]),
		);
		const script = path.join(__dirname, 'exchangelib_meetings.py');
		const job = JSON.stringify({ server: sandbox.url, accounts, steps });
		const { code, stdout, stderr } = await runCommand(python, [script], job);
		if (code !== 0) throw new Error(`exchangelib: ${stderr.slice(-2_000)}`);
		return JSON.parse(stdout) as T;
	}

	it.each([
		['accept', 'Accept', 'Accepted', 'Busy'],
		['tentatively_accept', 'Tentative', 'Tentative', 'Tentative'],
	])('%s: the organizer knows', async (how, response, prefix, showAs) => {
		const [, before, , after, mine, mail] = await run(
			PLAN,
			{ do: 'calendar', as: 'user2' },
			{ do: 'respond', as: 'user2', subject: 'Plan', how, body: 'Gladly' },
			{ do: 'calendar', as: 'user2' },
			{ do: 'calendar', as: 'user1' },
			{ do: 'inbox', as: 'user1' },
		);
		expect(before).toMatchObject([{ response: 'NoResponseReceived', showAs: 'Tentative' }]);
		expect(after).toMatchObject([{ response, showAs, start: '2030-03-04T10:00:00Z' }]);
		expect(mine).toMatchObject([{ attendees: { [TWO]: response } }]);
		expect(mail).toEqual([`MeetingResponse: ${prefix}: Plan`]);
	});

	it('decline: the meeting leaves the calendar', async () => {
		const [, , after, mine] = await run(
			PLAN,
			{ do: 'respond', as: 'user2', subject: 'Plan', how: 'decline', body: 'Sorry' },
			{ do: 'calendar', as: 'user2' },
			{ do: 'calendar', as: 'user1' },
		);
		expect(after).toEqual([]);
		expect(mine).toMatchObject([{ attendees: { [TWO]: 'Decline' } }]);
	});

	it('a moved meeting is asked again, a cancelled one says so', async () => {
		const [, , , moved, , gone, mail] = await run(
			PLAN,
			{ do: 'respond', as: 'user2', subject: 'Plan', how: 'accept', body: 'Yes' },
			{
				...PLAN,
				do: 'move',
				start: '2030-03-05T10:00:00+00:00',
				end: '2030-03-05T11:00:00+00:00',
			},
			{ do: 'calendar', as: 'user2' },
			{ do: 'cancel', as: 'user1', subject: 'Plan', body: 'No room' },
			{ do: 'calendar', as: 'user2' },
			{ do: 'inbox', as: 'user2' },
		);
		expect(moved).toMatchObject([
			{ start: '2030-03-05T10:00:00Z', response: 'NoResponseReceived' },
		]);
		expect(gone).toMatchObject([{ subject: 'Canceled: Plan', cancelled: true, showAs: 'Free' }]);
		expect(mail).toEqual(['MeetingCancellation: Canceled: Plan', 'MeetingRequest: Plan']);
	});

	it('a series is in the calendar of the attendee day by day', async () => {
		const [, days] = await run<[string, string[]]>(
			{ ...PLAN, days: 3 },
			{
				do: 'occurrences',
				as: 'user2',
				start: '2030-03-01T00:00:00+00:00',
				end: '2030-04-01T00:00:00+00:00',
			},
		);
		expect(days).toEqual(['04', '05', '06'].map((day) => `2030-03-${day}T10:00:00Z`));
	});

	it('free and busy times', async () => {
		const [, found] = await run(PLAN, {
			do: 'availability',
			as: 'user2',
			people: [ONE, TWO],
			zone: 'Europe/Berlin',
			start: '2030-03-03T23:00:00+00:00',
			end: '2030-03-04T23:00:00+00:00',
		});
		const hours = [['08:00:00', '17:00:00']];
		expect(found).toEqual([
			{
				view: 'FreeBusyMerged',
				merged: `${'0'.repeat(11)}2${'0'.repeat(12)}`,
				events: [['11:00', '12:00', 'Busy']],
				hours,
			},
			{
				view: 'DetailedMerged',
				merged: `${'0'.repeat(11)}1${'0'.repeat(12)}`,
				events: [['11:00', '12:00', 'Tentative']],
				hours,
			},
		]);
	});

	it('out of office, and all time zones', async () => {
		const [kept, zones] = await run<[unknown, number]>(
			{
				do: 'away',
				as: 'user1',
				reply: 'Away & gone',
				start: '2030-01-01T00:00:00+00:00',
				end: '2030-01-05T00:00:00+00:00',
			},
			{ do: 'zones', as: 'user1' },
		);
		expect(kept).toEqual({
			state: 'Scheduled',
			audience: 'Known',
			start: '2030-01-01T00:00:00Z',
			end: '2030-01-05T00:00:00Z',
			reply: 'Away & gone',
		});
		expect(zones).toBeGreaterThan(130);
	});
});
