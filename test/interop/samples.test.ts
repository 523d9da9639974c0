import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../../sandbox';
import { describeWithShared } from '../support/shared';
import { ACCOUNT, mapIds, seedMailboxes } from './sampleSeed';

/**
 * Every request of Microsoft's documentation, sent to the sandbox after its ids were replaced by those
 * of seeded objects. What the sandbox implements succeeds; anything else gets the protocol's own code.
 */

interface Sample {
	readonly file: string;
	readonly op: string;
	readonly kind: 'request' | 'response' | 'fault';
}

const IMPLEMENTED = new Set([
	...['FindItem', 'GetItem', 'CreateItem', 'UpdateItem', 'DeleteItem', 'MoveItem', 'CopyItem'],
	...['FindFolder', 'GetFolder', 'CreateFolder', 'UpdateFolder', 'DeleteFolder', 'MoveFolder'],
	...['SendItem', 'ResolveNames'],
]);

/** Requests of implemented operations that are not meant to succeed here: code -> why, part of the file's name. */
const REFUSED: ReadonlyArray<readonly [code: string, why: string, file: RegExp]> = [
	[
		'ErrorInvalidOperation',
		'meeting responses and mail replies come with their procedures',
		/CreateItem\/(how-to-delete-appointments-and-cancel-meetings|how-to-propose-a-new-meeting-time|how-to-respond-to-email|createitem-operation-meeting-request)/,
	],
	[
		'ErrorInvalidOperation',
		'a server without content index cannot search by AQS',
		/FindItem\/(how-to-perform-an-aqs-search|querystring-querystringtype)/,
	],
	[
		'ErrorInvalidOperation',
		'grouped views are not built',
		/FindItem\/(fractionalpageitemview|indexedpageitemview)-01/,
	],
	[
		'ErrorMessageDispositionRequired',
		'the sample leaves it out',
		/CreateItem\/how-to-import-items/,
	],
	[
		'ErrorCannotCreateContactInNonContactFolder',
		'the sample puts a contact into Search Folders',
		/createitem-operation-contact-03/,
	],
	['ErrorFolderNotFound', 'there are no public folders', /how-to-route-public-folder-content/],
	[
		'ErrorInvalidPropertySet',
		'permissions and search folders are not set by EWS here',
		/UpdateFolder\/(how-to-set-folder-permissions|how-to-work-with-search-folders)/,
	],
];

function expectedCode({ op, file }: Sample): string {
	const refused = REFUSED.find(([, , pattern]) => pattern.test(file));
	if (IMPLEMENTED.has(op)) return refused?.[0] ?? 'NoError';
	return 'ErrorInvalidRequest';
}

describeWithShared('Requests of the documentation', 'samples/ews', (folder) => {
	const manifest = readFileSync(path.join(folder, 'manifest.json'), 'utf8');
	const samples = (JSON.parse(manifest) as Sample[]).filter(({ kind }) => kind === 'request');
	const counts = { succeeded: 0, refused: 0, foreign: 0 };

	async function send(sample: Sample): Promise<string[]> {
		const text = readFileSync(path.join(folder, sample.file), 'utf8');
		const sandbox = await startSandbox({
			mailboxes: [],
			fill: (store) => seedMailboxes(store, text),
			schemes: [],
		});
		try {
			expect(sandbox.accounts[0]?.mailbox).toBe(ACCOUNT);
			const response = await fetch(sandbox.url, {
				method: 'POST',
				headers: { 'content-type': 'text/xml; charset=utf-8' },
				body: mapIds(sandbox.store, text),
			});
			await response.text();
			const [entry] = sandbox.log.entries();
			expect(entry).toMatchObject({ operation: sample.op, client: 'foreign' });
			return [...(entry?.codes ?? [])];
		} finally {
			await sandbox.close();
		}
	}

	it.each(samples.map((sample) => [sample.file, sample] as const))('%s', async (_file, sample) => {
		const expected = expectedCode(sample);
		const codes = await send(sample);
		expect(codes.length).toBeGreaterThan(0);
		expect([...new Set(codes)]).toEqual([expected]);
		if (expected === 'NoError') counts.succeeded += 1;
		else if (IMPLEMENTED.has(sample.op)) counts.refused += 1;
		else counts.foreign += 1;
	});

	afterAll(() => {
		console.log(
			`samples: ${samples.length} requests, ${counts.succeeded} succeeded, ${counts.refused} refused as expected, ${counts.foreign} of operations that are not built`,
		);
	});
});
