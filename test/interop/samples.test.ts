import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../../sandbox';
import { OPERATIONS } from '../../sandbox/ews/operations';
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

/** Requests of built operations that do not succeed here: codes -> why, part of the file's name. */
const REFUSED: ReadonlyArray<readonly [codes: string, why: string, file: RegExp]> = [
	[
		'ErrorMessageDispositionRequired',
		'the sample leaves it out',
		/CreateItem\/(how-to-import-items|how-to-propose-a-new-meeting-time)/,
	],
	[
		'ErrorCannotCreateContactInNonContactFolder',
		'the sample puts a contact into Search Folders',
		/createitem-operation-contact-03/,
	],
	[
		'ErrorInvalidPropertySet',
		'the seeded folder is no search folder',
		/UpdateFolder\/how-to-work-with-search-folders/,
	],
	['ErrorInvalidIdMalformed', 'the persona is of another server', /GetPersona\//],
	[
		'ErrorInvalidSyncStateData',
		'the synchronization state is of another server',
		/Sync\w+\/(how-to-.*-03|\w+-operation)/,
	],
	['ErrorCorruptData', 'the item stream is of another server', /UploadItems\/how-to/],
	[
		'ErrorCorruptData ErrorItemNotFound',
		'the item stream and one item are of another server',
		/UploadItems\/uploaditems-operation/,
	],
	[
		'ErrorNameResolutionNoResults',
		'there is no such group or list of rooms',
		/ExpandDL\/.*-01-request|GetRooms\//,
	],
	[
		'ErrorItemNotFound',
		'there is no such configuration or picture',
		/(Delete|Update)UserConfiguration\/|GetUserPhoto\//,
	],
	['ErrorInboxRulesValidationError', 'there is no such rule', /how-to-manage-inbox-rules.*-0[45]/],
	['ErrorManagedFolderNotFound', 'there are no managed folders', /createmanagedfolder/],
	['NoError ErrorNotDelegate', 'one of the two is no delegate', /RemoveDelegate\//],
];

function expectedCodes({ op, file }: Sample): string[] {
	if (OPERATIONS[op] === undefined) return ['ErrorInvalidRequest'];
	const refused = REFUSED.find(([, , pattern]) => pattern.test(file));
	return (refused?.[0] ?? 'NoError').split(' ');
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
		const expected = expectedCodes(sample);
		const codes = await send(sample);
		expect(codes.length).toBeGreaterThan(0);
		expect([...new Set(codes)]).toEqual(expected);
		if (expected.join() === 'NoError') counts.succeeded += 1;
		else if (OPERATIONS[sample.op] !== undefined) counts.refused += 1;
		else counts.foreign += 1;
	});

	afterAll(() => {
		console.log(
			`samples: ${samples.length} requests, ${counts.succeeded} succeeded, ${counts.refused} refused as expected, ${counts.foreign} of operations that are not built`,
		);
	});
});
