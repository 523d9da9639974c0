import { all, call, OWNER, sandbox, texts, validateAll } from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const IDS = '<t:BaseShape>IdOnly</t:BaseShape>';
const INBOX = '<t:DistinguishedFolderId Id="inbox"/>';

function sync(
	store: Store,
	state = '',
	{ folder = INBOX, max = 100, ignore = '', scope = '', shape = IDS, user = OWNER } = {},
) {
	const answer = call(
		store,
		`<m:SyncFolderItems><m:ItemShape>${shape}</m:ItemShape><m:SyncFolderId>${folder}</m:SyncFolderId>${state === '' ? '' : `<m:SyncState>${state}</m:SyncState>`}${ignore}<m:MaxChangesReturned>${max}</m:MaxChangesReturned>${scope}</m:SyncFolderItems>`,
		{ user },
	);
	const changes = all(answer, 'Changes')[0]?.children ?? [];
	return {
		codes: answer.codes,
		answer,
		state: texts(answer, 'SyncState')[0] ?? '',
		last: texts(answer, 'IncludesLastItemInRange')[0] === 'true',
		names: changes.map((node) => node.name),
		changes: changes.map((node) => `${node.name} ${all(node, 'ItemId')[0]?.attributes['Id']}`),
	};
}

const add = (store: Store, subject: string, associated = false) =>
	store.addItem(store.folder(OWNER, 'inbox'), {
		kind: 'Message',
		properties: { 'item:Subject': subject, 'message:IsRead': false },
		associated,
	});

test('creations, changes, read flags and deletions, each once', () => {
	const store = sandbox();
	const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((subject) => add(store, subject));
	const first = sync(store);
	expect(first.changes).toEqual([a, b, c, d].map((item) => `Create ${item!.id}`));
	expect(first.last).toBe(true);
	expect(sync(store, first.state).changes).toEqual([]);
	store.updateItem(b!, { 'item:Subject': 'B' });
	store.updateItem(c!, { 'message:IsRead': true });
	const old = d!.id;
	store.moveItem(d!, store.folder(OWNER, 'drafts'));
	const removed = a!.id;
	store.deleteItem(a!, 'HardDelete');
	const e = add(store, 'e');
	const second = sync(store, first.state);
	expect(second.changes).toEqual([
		`Update ${b!.id}`,
		`ReadFlagChange ${c!.id}`,
		`Delete ${old}`,
		`Delete ${removed}`,
		`Create ${e.id}`,
	]);
	expect(texts(second.answer, 'IsRead')).toEqual(['true']);
	expect(sync(store, second.state).changes).toEqual([]);
	// The old state still works, and tells the same.
	expect(sync(store, first.state).changes).toEqual(second.changes);
	store.moveItem(d!, store.folder(OWNER, 'inbox'));
	expect(sync(store, second.state).changes).toEqual([`Create ${d!.id}`]);
});

test('a part at a time, while the folder changes, nothing is lost and nothing told twice', () => {
	const store = sandbox();
	const items = Array.from({ length: 7 }, (_, n) => add(store, `item ${n}`));
	const seen = new Map<string, string>();
	let state = '';
	for (let round = 0; round < 20; round += 1) {
		const part = sync(store, state, { max: 2 });
		expect(part.changes.length).toBeLessThanOrEqual(2);
		for (const change of part.changes) {
			const [name = '', id = ''] = change.split(' ');
			expect(seen.has(id) ? 'Update' : 'Create').toBe(name);
			seen.set(id, name);
		}
		if (round === 0) store.updateItem(items[0]!, { 'item:Subject': 'again' });
		if (round === 1) store.updateItem(items[6]!, { 'item:Subject': 'before it was told' });
		state = part.state;
		if (part.last) break;
	}
	expect([...seen.keys()].sort()).toEqual(items.map(({ id }) => id).sort());
	expect(seen.get(items[0]!.id)).toBe('Update');
	expect(seen.get(items[6]!.id)).toBe('Create');
});

test('what is to be ignored, and what is associated', () => {
	const store = sandbox();
	const a = add(store, 'a');
	const hidden = add(store, 'hidden', true);
	const ignore = `<m:Ignore><t:ItemId Id="${a.id}"/></m:Ignore>`;
	const first = sync(store, '', { ignore });
	expect(first.changes).toEqual([]);
	expect(sync(store, first.state).changes).toEqual([`Create ${a.id}`]);
	const scope = '<m:SyncScope>NormalAndAssociatedItems</m:SyncScope>';
	expect(sync(store, '', { scope }).changes).toEqual([`Create ${a.id}`, `Create ${hidden.id}`]);
});

test('states, folders and properties that are not valid', () => {
	const store = sandbox();
	const { state } = sync(store);
	const broken = Buffer.from(Buffer.from(state, 'base64').toString().replace('items', 'itemz'));
	for (const wrong of ['AAAA', broken.toString('base64')]) {
		expect(sync(store, wrong).codes).toEqual(['ErrorInvalidSyncStateData']);
	}
	const drafts = '<t:DistinguishedFolderId Id="drafts"/>';
	expect(sync(store, state, { folder: drafts }).codes).toEqual(['ErrorInvalidSyncStateData']);
	expect(sync(store, '', { max: 513 }).codes).toEqual(['ErrorSchemaValidation']);
	const gone = store.addFolder(store.folder(OWNER, 'inbox'), 'Gone');
	store.removeFolder(gone);
	const folder = `<t:FolderId Id="${gone.id}"/>`;
	expect(sync(store, '', { folder }).codes).toEqual(['ErrorSyncFolderNotFound']);
	const shape = `${IDS}<t:AdditionalProperties><t:FieldURI FieldURI="item:Body"/></t:AdditionalProperties>`;
	expect(sync(store, '', { shape }).codes).toEqual(['ErrorInvalidPropertyRequest']);
	const owner = `<t:DistinguishedFolderId Id="inbox"><t:Mailbox><t:EmailAddress>${OWNER}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>`;
	expect(sync(store, '', { folder: owner, user: 'other@contoso.example' }).codes).toEqual([
		'ErrorAccessDenied',
	]);
});

test('the hierarchy: folders made, renamed, moved away and removed', () => {
	const store = sandbox();
	const inbox = store.folder(OWNER, 'inbox');
	const hierarchy = (state = '', top = '') => {
		const answer = call(
			store,
			`<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>${top}${state === '' ? '' : `<m:SyncState>${state}</m:SyncState>`}</m:SyncFolderHierarchy>`,
		);
		return {
			codes: answer.codes,
			state: texts(answer, 'SyncState')[0] ?? '',
			last: texts(answer, 'IncludesLastFolderInRange'),
			changes: (all(answer, 'Changes')[0]?.children ?? []).map(
				(node) =>
					`${node.name} ${texts(node, 'DisplayName')[0] ?? all(node, 'FolderId')[0]?.attributes['Id']}`,
			),
		};
	};
	const first = hierarchy();
	expect(first.changes).toContain('Create Inbox');
	expect(first.changes).not.toContain('Create Top of Information Store');
	expect(first.last).toEqual(['true']);
	expect(hierarchy(first.state).changes).toEqual([]);
	const made = store.addFolder(inbox, 'Made');
	const second = hierarchy(first.state);
	expect(second.changes).toEqual(['Create Made']);
	store.renameFolder(made, 'Renamed');
	const third = hierarchy(second.state);
	expect(third.changes).toEqual(['Update Renamed']);
	const top = `<m:SyncFolderId>${INBOX}</m:SyncFolderId>`;
	const below = hierarchy('', top);
	expect(below.changes).toEqual(['Create Renamed']);
	expect(hierarchy(below.state).codes).toEqual(['ErrorInvalidSyncStateData']);
	expect(hierarchy(sync(store).state, top).codes).toEqual(['ErrorInvalidSyncStateData']);
	store.moveFolder(made, store.folder(OWNER, 'drafts'));
	expect(hierarchy(below.state, top).changes).toEqual([`Delete ${made.id}`]);
	store.removeFolder(made);
	expect(hierarchy(third.state).changes).toEqual([`Delete ${made.id}`]);
});
