import type { IDataObject } from 'n8n-workflow';
import { CancelledError, SkippableError } from '../../../core/errors';
import type { Session } from '../../../core/session';
import { failNode, runNode } from '../../support/exchangeNode';
import { locator } from '../../support/locator';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const move = (more: IDataObject = {}): IDataObject => ({
	resource: 'message',
	operation: 'move',
	recordId: '={{ $json.id }}',
	inputs: { mappingMode: 'defineBelow', value: { folder: 'Archive' } },
	...more,
});

const BAD = 'message 4';
const ids = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `message ${at}` }));

/** Moves every message but one, and remembers what came together. */
function server() {
	const calls: string[][] = [];
	const answers: Partial<Session> = {
		executeAll: async (_, inputs) => {
			calls.push(inputs.map(({ itemId }) => String(itemId)));
			return inputs.map(({ itemId }) =>
				itemId === BAD
					? new SkippableError('The message is not there')
					: [{ row: { outcome: 'moved', id: `moved ${String(itemId)}` } }],
			);
		},
	};
	return { calls, answers };
}

describe('Procedures that Exchange takes in lists', () => {
	it('go out in one call, and each answer goes back to its own item in their order', async () => {
		const { calls, answers } = server();
		const { items } = await runNode(
			{ parameters: move(), items: ids(9), continueOnFail: true },
			answers,
		);
		expect(calls).toEqual([ids(9).map(({ id }) => id)]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids(9).map((_, item) => ({ item })));
		expect(items.map(({ json }) => json.error ?? json.id)).toEqual(
			ids(9).map(({ id }) => (id === BAD ? 'The message is not there' : `moved ${id}`)),
		);
		expect(items[4]?.error).toBeDefined();
	});

	it('are grouped by mailbox, their order kept inside a group and in the output', async () => {
		const { calls, answers } = server();
		const items = ids(30).map((item, at) => ({ ...item, mailbox: `box${at % 3}@example.org` }));
		const { items: output } = await runNode(
			{
				parameters: move({ mailbox: locator('={{ $json.mailbox }}', 'email') }),
				items,
				continueOnFail: true,
			},
			answers,
		);
		expect(calls).toEqual(
			[0, 1, 2].map((box) => items.filter((_, at) => at % 3 === box).map(({ id }) => id)),
		);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	});

	it('end with the error of the bad item, which says what was done, when nobody asked to go on', async () => {
		const { answers } = server();
		const failure = await failNode({ parameters: move(), items: ids(9) }, answers);
		expect(failure.message).toBe('The message is not there');
		expect(failure.description).toContain('Of 9 records in this run, 8 were done.');
		expect(failure.context.itemIndex).toBe(4);
	});

	it('send nothing when an item cannot be prepared and nobody asked to go on', async () => {
		const { calls, answers } = server();
		const items = [{ id: 'message 0' }, { id: '' }, { id: 'message 2' }];
		const failure = await failNode({ parameters: move(), items }, answers);
		expect(failure.message).toBe("'Record ID' is empty");
		expect(failure.context.itemIndex).toBe(1);
		expect(calls).toEqual([]);
		const going = await runNode({ parameters: move(), items, continueOnFail: true }, answers);
		expect(calls).toEqual([['message 0', 'message 2']]);
		expect(going.items.map(({ json }) => json.error ?? json.outcome)).toEqual([
			'moved',
			"'Record ID' is empty",
			'moved',
		]);
	});

	it('give the error of a whole call to each of its items, and to no other', async () => {
		const { items } = await runNode(
			{
				parameters: move({ mailbox: locator('={{ $json.mailbox }}', 'email') }),
				items: [
					{ id: 'a', mailbox: 'closed@example.org' },
					{ id: 'b', mailbox: 'open@example.org' },
					{ id: 'c', mailbox: 'closed@example.org' },
				],
				continueOnFail: true,
			},
			{
				executeAll: async (_, inputs, { mailbox }) => {
					if (mailbox === 'closed@example.org') throw new SkippableError('No access');
					return inputs.map(({ itemId }) => [{ row: { id: itemId } }]);
				},
			},
		);
		expect(items.map(({ json }) => json.error ?? json.id)).toEqual(['No access', 'b', 'No access']);
	});

	it('end at once when the run is cancelled, whatever was asked', async () => {
		const failure = await failNode(
			{ parameters: move(), items: ids(3), continueOnFail: true },
			{
				executeAll: async () => {
					throw new CancelledError();
				},
			},
		);
		expect(failure.name).toMatch(/Error/);
	});

	it('keep the rows of one item together, and give nothing for an empty answer', async () => {
		const { items } = await runNode(
			{ parameters: move(), items: ids(3) },
			{
				executeAll: async (_, inputs) =>
					inputs.map((_input, at) => Array.from({ length: at }, (_row, row) => ({ row: { row } }))),
			},
		);
		expect(items.map(({ json, pairedItem }) => [json.row, pairedItem])).toEqual([
			[0, { item: 1 }],
			[0, { item: 2 }],
			[1, { item: 2 }],
		]);
	});
});

describe('Procedures that take one at a time', () => {
	it('run once per item; one bad item in the middle stops no other', async () => {
		const { items } = await runNode(
			{
				parameters: {
					resource: 'mailbox',
					operation: 'getOutOfOffice',
					inputs: { mappingMode: 'defineBelow', value: { mailbox: '={{ $json.who }}' } },
				},
				items: [{ who: 'a@example.org' }, { who: 'bad' }, { who: 'c@example.org' }],
				continueOnFail: true,
			},
			{
				execute: async (_, { mailbox }) => {
					if (mailbox === 'bad') throw new SkippableError('There is no such mailbox');
					return [{ row: { mailbox } }];
				},
			},
		);
		expect(items.map(({ json, pairedItem }) => [json.error ?? json.mailbox, pairedItem])).toEqual([
			['a@example.org', { item: 0 }],
			['There is no such mailbox', { item: 1 }],
			['c@example.org', { item: 2 }],
		]);
	});
});

describe('Procedure, Execute', () => {
	const byName = (name: string, value: IDataObject, more: IDataObject = {}): IDataObject => ({
		resource: 'procedure',
		operation: 'execute',
		procedure: locator(name, 'name'),
		inputs: { mappingMode: 'defineBelow', value },
		...more,
	});

	it.each([
		['SendItem', 'sendDraft', { ItemId: 'x' }],
		['MoveItem', 'moveItem', { ItemId: 'x', DestinationFolderId: 'inbox' }],
		['MoveMail', 'moveItem', { MessageId: 'x', DestinationId: 'inbox' }],
		['GetAttachment', 'downloadAttachments', { AttachmentIds: 'a;b' }],
		['CreateAttachments', 'addAttachments', { ItemId: 'x', ContentBytes: 'eA==', FileName: 'x' }],
		['GetUserOofSettings', 'getOutOfOffice', { EmailAddress: 'a@example.org' }],
		['GetRoomLists', 'getRoomLists', {}],
		['GetRooms', 'getRooms', { RoomListEmailAddress: 'a@example.org' }],
		['RespondToEvent', 'respondToEvent', { EventId: 'x', ResponseType: 'Accept' }],
	])('takes %s with its own inputs', async (name, canonical, value) => {
		const { seen } = await runNode({ parameters: byName(name, value) });
		expect(seen.executed.map(({ procedure, input }) => [procedure, input])).toEqual([
			[canonical, value],
		]);
	});

	it('takes another procedure for each item', async () => {
		const { seen } = await runNode({
			parameters: byName('={{ $json.name }}', {}),
			items: [{ name: 'GetRoomLists' }, { name: 'getServerTimeZones' }],
		});
		expect(seen.executed.map(({ procedure }) => procedure)).toEqual([
			'getRoomLists',
			'getServerTimeZones',
		]);
	});

	it('takes the record from its inputs, not from the Record ID of another operation', async () => {
		const { seen } = await runNode({
			parameters: byName('MoveItem', { ItemId: 'x', FolderId: 'inbox' }, { recordId: 'stale' }),
		});
		expect(seen.executed[0]?.input).toEqual({ ItemId: 'x', FolderId: 'inbox' });
	});
});

describe('Record ID', () => {
	it('is needed where the procedure needs it', async () => {
		const failure = await failNode({ parameters: move({ recordId: '' }) });
		expect(failure.message).toBe("'Record ID' is empty");
	});

	it('may be empty where another input can name what it is about', async () => {
		const { seen } = await runNode({
			parameters: {
				resource: 'message',
				operation: 'markAsRead',
				recordId: '',
				inputs: { mappingMode: 'defineBelow', value: { folder: 'Inbox' } },
			},
		});
		expect(seen.executed[0]?.input).toEqual({ itemId: '', folder: 'Inbox' });
	});
});
