import { EwsChannel } from '../../../../core/backends/ews/channel';
import { findItem } from '../../../../core/backends/ews/operations/findItem';
import { getFolder } from '../../../../core/backends/ews/operations/getFolder';
import { getItem } from '../../../../core/backends/ews/operations/getItem';
import type { EwsCall } from '../../../../core/backends/ews/request';
import { findTable } from '../../../../core/tables/registry';
import { answer, failure, FakeServer, fault, SETTINGS, success } from './operations/fakeServer';

const { table } = findTable('message', 'ews');
const columns = table.columns.filter(({ id }) =>
	['subject', 'mentionedMe', 'textBody'].includes(id),
);
const refused = (uri: string, operation: string) =>
	failure(operation, 'ErrorInvalidPropertyRequest', `<t:FieldURI FieldURI="${uri}"/>`);
const mail = '<t:Message><t:ItemId Id="a" ChangeKey="k"/><t:Subject>S</t:Subject></t:Message>';
const item = success('GetItem', `<m:Items>${mail}</m:Items>`);

function heard() {
	const notices: string[] = [];
	const call: EwsCall = { run: { notice: (text) => notices.push(text) } };
	return { notices, call };
}

describe('a property that the server does not show', () => {
	it('is left out of a read by id, named once, and not asked for again', async () => {
		const { notices, call } = heard();
		const server = new FakeServer([
			{ body: answer('GetItem', [refused('item:MentionedMe', 'GetItem'), item]) },
			{ body: answer('GetItem', [refused('item:TextBody', 'GetItem'), item]) },
			{ body: answer('GetItem', [item, item]) },
		]);
		const channel = new EwsChannel(server, SETTINGS);
		const get = () => getItem(channel, { table, ids: [{ id: 'a' }, { id: 'b' }], columns }, call);
		const row = { subject: 'S', mentionedMe: null, textBody: null };
		expect(await get()).toMatchObject([row, row]);
		expect(await get()).toMatchObject([row, row]);
		expect(server.bodies.map((body) => body.match(/FieldURI="(\w+:\w+)"/g)?.length)).toEqual([
			3, 2, 1, 1,
		]);
		expect(notices).toEqual([
			expect.stringContaining("'Mentioned Me' stays empty"),
			expect.stringContaining("'Text Body' stays empty"),
		]);
	});

	it('is left out where the schema of the server does not know its name', async () => {
		const { notices, call } = heard();
		const violation = `<t:Value Name="Violation">The 'FieldURI' attribute is invalid - The value 'item:MentionedMe' is invalid</t:Value>`;
		const server = new FakeServer([
			{ status: 500, body: fault('ErrorSchemaValidation', violation) },
			{ body: answer('GetItem', [item]) },
		]);
		const channel = new EwsChannel(server, SETTINGS);
		const rows = await getItem(channel, { table, ids: [{ id: 'a' }], columns }, call);
		expect(rows).toMatchObject([{ subject: 'S' }]);
		expect(notices).toHaveLength(1);
	});

	it('is left out of a list and of a folder', async () => {
		const { notices, call } = heard();
		const page = `<m:RootFolder IncludesLastItemInRange="true"><t:Items>${mail}</t:Items></m:RootFolder>`;
		const inbox = '<m:Folders><t:Folder><t:FolderId Id="f" ChangeKey="k"/></t:Folder></m:Folders>';
		const server = new FakeServer([
			{ body: answer('FindItem', [refused('item:IconIndex', 'FindItem')]) },
			{ body: answer('FindItem', [success('FindItem', page)]) },
			{ body: answer('GetFolder', [refused('folder:PolicyTag', 'GetFolder')]) },
			{ body: answer('GetFolder', [success('GetFolder', inbox)]) },
		]);
		const channel = new EwsChannel(server, SETTINGS);
		const listed = table.columns.filter(({ id }) => ['subject', 'iconIndex'].includes(id));
		const rows = [];
		const view = { kind: 'indexed', offset: 0, max: 10 } as const;
		const parents = [{ distinguished: 'inbox' }];
		for await (const piece of findItem(channel, { table, parents, columns: listed, view }, call)) {
			rows.push(...piece);
		}
		expect(rows).toMatchObject([{ subject: 'S', iconIndex: null }]);
		const ofFolder = findTable('folder', 'ews').table.columns.filter(
			({ id }) => id === 'policyTag',
		);
		const folders = await getFolder(channel, { folders: parents, columns: ofFolder }, call);
		expect(folders).toMatchObject([{ id: 'f', policyTag: null }]);
		expect(notices).toHaveLength(2);
	});

	it('stands as an error where it was not asked for', async () => {
		const { notices, call } = heard();
		const reply = { body: answer('GetItem', [refused('item:Body', 'GetItem')]) };
		const channel = new EwsChannel(new FakeServer([reply]), SETTINGS);
		const rows = await getItem(channel, { table, ids: [{ id: 'a' }], columns }, call);
		expect(rows).toMatchObject([{ code: 'ErrorInvalidPropertyRequest' }]);
		expect(notices).toEqual([]);
	});
});
