import { createHash } from 'node:crypto';
import type { ExchangeError } from '../../../../../core/errors';
import { findProcedure } from '../../../../../core/procedures/registry';
import { procedureInput } from '../../../../../core/records/procedureInput';
import type { Row } from '../../../../../core/schema/column';
import type { FileContent } from '../../../../../core/schema/file';
import type { ProcedureResult } from '../../../../../core/schema/procedure';
import type { Item, Value } from '../../../../../sandbox/store';
import { type Bench, USER } from '../onSandbox';

type Scope = { mailbox?: string };

/** Runs procedures on a bench as a session would, with inputs as a person gives them. */
export const runner = (bench: () => Bench) => {
	const all = async (name: string, inputs: readonly Row[], scope: Scope = {}) => {
		const procedure = findProcedure(name);
		const typed = inputs.map((input) => procedureInput(procedure, input, { timeZone: 'UTC' }));
		const { backend, call } = bench();
		return await backend.execute(procedure, typed, { folders: [], ...scope }, call);
	};
	const results = async (name: string, input: Row, scope: Scope = {}) => {
		const [answer] = await all(name, [input], scope);
		if (!answer || answer instanceof Error) throw answer ?? new Error('no answer');
		return answer;
	};
	const rows = async (name: string, input: Row, scope: Scope = {}) =>
		(await results(name, input, scope)).map(({ row }) => row);
	return { all, results, rows };
};

export const rowsOrErrors = (answers: ReadonlyArray<ProcedureResult[] | ExchangeError>) =>
	answers.map((answer) => (answer instanceof Error ? answer.code : answer.map(({ row }) => row)));

export const file = (
	name: string,
	bytes: Uint8Array,
	more: Partial<FileContent> = {},
): FileContent => ({
	name,
	contentType: 'application/octet-stream',
	size: bytes.length,
	async *open() {
		for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
	},
	...more,
});

export const bytesOf = async (content: FileContent | undefined): Promise<Buffer> => {
	if (!content) throw new Error('no file');
	const parts: Uint8Array[] = [];
	for await (const part of content.open()) parts.push(part);
	return Buffer.concat(parts);
};

export const itemsOf = (bench: Bench, folder: string, mailbox = USER): Item[] => [
	...bench.sandbox.store.folder(mailbox, folder).items,
];

/** Stands for bytes in comparisons: jest compares large buffers byte by byte. */
export const digest = (bytes: Uint8Array): string =>
	`${bytes.length} bytes ${createHash('sha256').update(bytes).digest('hex')}`;

/** Names and digests of what is attached to an item. */
export const attachmentsOf = (item: Item | undefined): Array<[string, string]> =>
	(item?.attachments ?? []).map(({ name, content = '' }) => [
		name,
		digest(Buffer.from(content, 'base64')),
	]);

interface Mail {
	readonly folder?: string;
	readonly mailbox?: string;
	readonly from?: string;
	readonly to?: readonly string[];
	readonly cc?: readonly string[];
	/** Bytes of its attachments, by name. */
	readonly files?: Readonly<Record<string, Uint8Array>>;
}

const people = (addresses: readonly string[]) =>
	addresses.map((address) => ({ name: address, address }));

/** A message in a folder of a mailbox. */
export function addMail(bench: Bench, subject: string, mail: Mail = {}): Item {
	const { folder = 'inbox', mailbox = USER, to = [USER], cc = [], files = {} } = mail;
	const [sender] = people([mail.from ?? 'user2@contoso.example']);
	const { store } = bench.sandbox;
	const properties: Record<string, Value> = {
		'item:ItemClass': 'IPM.Note',
		'item:Subject': subject,
		'item:Body': { type: 'Text', text: `Text of ${subject}` },
		'item:IsDraft': folder === 'drafts',
		'item:Importance': 'Normal',
		'item:Sensitivity': 'Normal',
		'message:IsRead': false,
		'message:From': sender as Value,
		'message:Sender': sender as Value,
		'message:ToRecipients': people(to),
		...(cc.length > 0 && { 'message:CcRecipients': people(cc) }),
	};
	return store.addItem(store.folder(mailbox, folder), {
		kind: 'Message',
		properties,
		modifiedBy: 'Seed',
		attachments: Object.entries(files).map(([name, bytes]) => ({
			name,
			contentType: 'application/octet-stream',
			content: Buffer.from(bytes).toString('base64'),
		})),
	});
}
