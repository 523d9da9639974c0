import type { Scope } from '../../../core';
import { inputsByScope } from '../../../core/records/procedureScope';
import { procedureInput } from '../../../core/records/procedureInput';
import { findProcedure } from '../../../core/procedures/registry';
import { call, sessionOn } from '../../support/session';
import { useSandbox } from '../../support/sandbox';

const scope: Scope = { folders: [] };

describe('names of older schemas that choose the mailbox', () => {
	const respond = findProcedure('RespondToEvent');

	it('leave the inputs and group them', () => {
		const { groups, refused } = inputsByScope(
			respond,
			[
				{ EventId: 'a', UserId: 'two@contoso.example' },
				{ EventId: 'b' },
				{ EventId: 'c', userid: 'two@contoso.example' },
				{ EventId: 'd', ImpersonationUser: 'x@contoso.example', ImpersonationType: 'sid' },
				{ EventId: 'e', ImpersonationType: 'Nobody' },
				{ EventId: 'f', UserId: '' },
			],
			scope,
		);
		expect(groups.map(({ places, scope: where }) => [places, where.mailbox, where.access])).toEqual(
			[
				[[0, 2], 'two@contoso.example', 'delegate'],
				[[1, 5], undefined, undefined],
				[[3], 'x@contoso.example', 'impersonate'],
			],
		);
		expect(groups[2]?.scope.impersonationType).toBe('SID');
		expect(groups[0]?.inputs).toEqual([{ EventId: 'a' }, { EventId: 'c' }]);
		expect([...refused.keys()]).toEqual([4]);
	});
});

describe('the zone that an input names', () => {
	it('is that of times without offset, wherever it stands among the inputs', () => {
		const snooze = findProcedure('SnoozeEventReminder');
		const values = procedureInput(
			snooze,
			{ EventId: 'a', DateTime: '2026-07-01T08:00:00', TimeZone: 'Tokyo Standard Time' },
			{ timeZone: 'UTC' },
		);
		expect(values).toMatchObject({ itemId: 'a', until: '2026-07-01T08:00:00+09:00' });
		expect(() =>
			procedureInput(
				snooze,
				{ itemId: 'a', until: '2026-07-01T08:00:00', timeZone: 'Mars' },
				{ timeZone: 'UTC' },
			),
		).toThrow('Mars');
	});
});

describe('a run over several mailboxes', () => {
	const bench = useSandbox();

	it('asks each in its own way; one that is refused stops no other', async () => {
		const session = await sessionOn(bench.sandbox, { user: 'service', access: 'impersonate' });
		const answers = await session.executeAll(
			'getOutOfOffice',
			[
				{ ImpersonationUser: 'user1@contoso.example' },
				{ ImpersonationUser: 'nobody@contoso.example' },
				{ ImpersonationUser: 'user2@contoso.example' },
			],
			scope,
			call,
		);
		expect(
			answers.map((answer) => (answer instanceof Error ? 'error' : answer[0]?.row.mailbox)),
		).toEqual(['user1@contoso.example', 'error', 'user2@contoso.example']);
	});

	it('keeps to the mailboxes that the credential allows', async () => {
		const session = await sessionOn(bench.sandbox, {
			user: 'user1',
			defaultMailbox: 'user1@contoso.example',
			allowedMailboxes: 'user1@contoso.example',
		});
		await expect(
			session.execute('getOutOfOffice', { UserId: 'user2@contoso.example' }, scope, call),
		).rejects.toMatchObject({ kind: 'permission' });
	});
});
