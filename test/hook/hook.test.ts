import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from '../support/command';
import { describeWithShared } from '../support/shared';

const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const envelope = (body: string): string =>
	`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="${MESSAGES}" xmlns:t="${TYPES}"><s:Body>${body}</s:Body></s:Envelope>`;
const getItem = (field: string): string =>
	envelope(
		`<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="${field}"/></t:AdditionalProperties></m:ItemShape><m:ItemIds><t:ItemId Id="AAMk"/></m:ItemIds></m:GetItem>`,
	);
const answer = envelope(
	'<m:GetItemResponse><m:ResponseMessages><m:GetItemResponseMessage ResponseClass="Error"><m:MessageText>Text</m:MessageText><m:ResponseCode>ErrorItemNotFound</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey><m:Items/></m:GetItemResponseMessage></m:ResponseMessages></m:GetItemResponse>',
);

interface Verdict {
	readonly validated: number;
	readonly tagged: number;
	readonly foreign: number;
	readonly invalid: ReadonlyArray<{ readonly where: string; readonly errors: readonly string[] }>;
}

describeWithShared('The schema hook', 'schemas/ews', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'exchange-hook-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	async function judge(...entries: object[]): Promise<Verdict> {
		const lines = entries.map((entry) => JSON.stringify({ operation: 'GetItem', ...entry }));
		writeFileSync(path.join(folder, 'one.jsonl'), `${lines.join('\n')}\n`);
		const module = pathToFileURL(path.join(__dirname, 'validate.mjs')).href;
		const script = `import { validateTraces } from '${module}'; console.log(JSON.stringify(await validateTraces(process.env.TRACE_TO_JUDGE)));`;
		const { stdout, stderr } = await runCommand(process.execPath, ['--input-type=module'], script, {
			TRACE_TO_JUDGE: folder,
		});
		if (stdout === '') throw new Error(stderr);
		return JSON.parse(stdout) as Verdict;
	}

	it('passes valid messages and counts them', async () => {
		const request = getItem('item:Subject');
		const verdict = await judge(
			{ client: 'ours', request, answer },
			{ client: 'ours', request, answer, fault: 'truncate' },
			{ client: 'foreign', request: 'rubbish', answer },
		);
		expect(verdict).toEqual({ validated: 5, tagged: 1, foreign: 1, invalid: [] });
	});

	it('finds a request of ours that breaks the schema, and says where', async () => {
		const request = getItem('item:Sbject');
		const { invalid } = await judge({ client: 'ours', request, answer, test: 'a.test.ts: b' });
		expect(invalid).toHaveLength(1);
		expect(invalid[0]?.where).toBe('request of GetItem (a.test.ts: b)');
		expect(invalid[0]?.errors.join()).toContain('item:Sbject');
	});

	it('finds an answer that breaks it, whoever asked, and text that is no XML', async () => {
		const broken = answer.replace('ErrorItemNotFound', 'ErrorNoSuchCode');
		const { invalid } = await judge(
			{ client: 'foreign', answer: broken },
			{ client: 'ours', request: '<s:Envelope', answer },
		);
		expect(invalid.map(({ where }) => where)).toEqual([
			'answer of GetItem (outside a test)',
			'request of GetItem (outside a test)',
		]);
	});

	it('judges Exchange Online by its own schema', async () => {
		const request = getItem('item:Subject').replace(
			'<s:Body>',
			'<s:Header><t:RequestServerVersion Version="V2018_01_08"/></s:Header><s:Body>',
		);
		const onPremises = await judge({ client: 'ours', request });
		expect(onPremises.invalid).toHaveLength(1);
		const { validated, invalid } = await judge({ client: 'ours', online: true, request });
		expect([validated, invalid]).toEqual([1, []]);
	});
});
