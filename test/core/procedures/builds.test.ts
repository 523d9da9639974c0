import type { Row, Scope } from '../../../core';
import { startSandbox, type Build } from '../../../sandbox';
import { call, sessionOn } from '../../support/session';

const ME = 'user1@contoso.example';
const PERIOD = { start: '2026-06-01T00:00:00Z', end: '2026-06-02T00:00:00Z' };
const scope: Scope = { folders: [] };

/** Procedure, inputs, and the oldest server that has it. */
const CALLS: ReadonlyArray<readonly [name: string, input: Row, since?: '15.0']> = [
	['resolveNames', { text: 'user' }],
	['expandGroup', { list: 'all@contoso.example' }],
	['getRoomLists', {}],
	['getRooms', {}],
	['getMailTips', { recipients: ME }],
	['getServerTimeZones', { ids: 'UTC' }],
	['getOutOfOffice', {}],
	['setOutOfOffice', { state: 'enabled', internalReply: 'Away' }],
	['getAvailability', { attendees: ME, ...PERIOD }],
	['findMeetingTimes', { attendees: 'user2@contoso.example', ...PERIOD }],
	['testConnection', {}],
	['getUserPhoto', { address: ME }, '15.0'],
];

describe.each<Build>(['14.2', '15.0', '15.2'])('a server of build %s', (build) => {
	it('runs what it has, and says of the rest that it is too old', async () => {
		const sandbox = await startSandbox({
			build,
			fill: (store) => {
				store.addGroup({ primarySmtp: 'all@contoso.example', members: [ME] });
				store.mailbox(ME).services.photo = { contentType: 'image/png', data: 'iVBORw0KGgo=' };
			},
		});
		try {
			const platform = build === '14.2' ? 'Exchange2010_SP2' : 'auto';
			for (const platformOf of ['auto', platform]) {
				const session = await sessionOn(sandbox, { platform: platformOf });
				for (const [name, input, since] of CALLS) {
					const run = session.execute(name, input, scope, call);
					if (since && build === '14.2') {
						await expect(run).rejects.toMatchObject({ code: 'SERVER_TOO_OLD' });
					} else {
						await expect(run).resolves.toEqual(expect.any(Array));
					}
				}
			}
		} finally {
			await sandbox.close();
		}
	});
});
