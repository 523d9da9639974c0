import { ExchangeError, FatalError } from '../../../errors';
import type { Scope } from '../../../query/query';
import type { Row } from '../../../schema/column';
import type { FolderRef } from '../../../schema/folders';
import type { ProcedureResult } from '../../../schema/procedure';
import type { Call, WriteOutcome } from '../../backend';
import type { FieldPart } from '../codecs/codec';
import type { EwsContext } from '../context';
import { nameTarget } from '../folderErrors';
import { deleteItem } from '../operations/deleteItem';
import { reach, type Reach } from '../reach';
import type { FolderTarget } from '../request';
import { compareVersions, versionOf } from '../version';
import { attachAll, checkNames, fileOf, together } from '../write/attachAll';
import { type BatchOptions, BatchWriter } from '../write/batch';
import type { WriteContext } from '../write/context';
import { CreateStep } from '../write/create';
import type { WriteStep } from '../write/step';
import { attachmentXml, type NewAttachment } from '../xml/attachment';
import { DRAFT } from './draft';
import { SendStep } from './sendStep';

/** A message that waits to be sent. */
export interface Draft {
	readonly id: string;
	/** Absent after a lost answer: it is looked up. */
	readonly changeKey?: string;
	/** Stamped on it; it is found again by this wherever it goes. */
	readonly writeId: string;
	/** Where it is. */
	readonly folder: FolderTarget;
}

/** Bytes of files that go out inside the draft. */
const INSIDE = 1024 * 1024;

/** What all ways of sending have in common: a draft with a write id, its attachments, the sending. */
export class Mailing {
	readonly way: Reach;
	readonly drafts: FolderTarget;
	readonly context: WriteContext;

	constructor(
		private readonly ews: EwsContext,
		scope: Scope,
		call: Call,
	) {
		this.way = reach(scope, call, ews.settings);
		this.drafts = ews.folders.wellKnown('drafts', this.way);
		this.context = {
			channel: ews.channel,
			table: DRAFT,
			reach: this.way,
			options: {},
			folder: this.drafts,
		};
	}

	/** One outcome for one step on one message. */
	async run(step: WriteStep, record: { id?: string; changeKey?: string; values?: Row } = {}) {
		const writer = new BatchWriter(step, this.batch);
		const [outcome] = await writer.write([{ index: 0, values: {}, ...record }]);
		return outcome as WriteOutcome;
	}

	/** A new draft with its attachments. */
	async create(values: Row, attachments: readonly NewAttachment[]): Promise<Draft> {
		checkNames(attachments);
		const inside = this.fitsInside(attachments) ? attachments : [];
		const create = new CreateStep(this.context, () => attachmentParts(inside));
		const record = { index: 0, values };
		const outcome = await this.run(create, record);
		if (outcome.outcome !== 'created' || outcome.id === undefined) {
			throw nameTarget(outcome.error ?? noDraft(), 'drafts', this.way);
		}
		const { id, changeKey } = outcome;
		const draft = { id, changeKey, writeId: create.writeId(record), folder: this.drafts };
		return inside.length === attachments.length ? draft : await this.attach(draft, attachments);
	}

	/** The draft with these files; when one of them cannot be attached the draft goes. */
	async attach(draft: Draft, attachments: readonly NewAttachment[]): Promise<Draft> {
		if (attachments.length === 0) return draft;
		const request = { item: draft.id, attachments, before: [] };
		try {
			const outcomes = await attachAll(this.context, request, this.batch);
			const missing = outcomes.find(({ error }) => error !== undefined);
			if (missing) throw missing.error;
			return { ...draft, changeKey: outcomes.at(-1)?.changeKey };
		} catch (error) {
			if (!this.way.call.signal?.aborted) await this.discard(draft);
			throw error;
		}
	}

	/**
	 * Sends the draft: `outcome` is `sent`, or `unknown` with the write id; an outcome that is unknown is no
	 * error, for an automatic second run could send twice. What Exchange refuses to send goes when it is ours.
	 */
	async send(draft: Draft, input: Readonly<Row>, isOurs = true): Promise<ProcedureResult[]> {
		const { folders } = this.ews;
		const saveCopy = input.saveToSentItems !== false;
		const step = new SendStep({
			context: this.context,
			writeId: draft.writeId,
			saveCopy,
			drafts: draft.folder,
			outbox: folders.wellKnown('outbox', this.way),
			sentItems: await this.copyFolder((input.saveFolder ?? null) as FolderRef | null),
		});
		const sent = await this.run(step, { id: draft.id, changeKey: draft.changeKey });
		const row = { savedToSentItems: saveCopy && (input.saveFolder ?? null) === null };
		if (sent.outcome === 'unknown') {
			const { writeId } = draft;
			return [{ row: { outcome: 'unknown', writeId, message: sent.error?.message, ...row } }];
		}
		if (sent.outcome === 'failed') {
			if (isOurs) await this.discard(draft);
			throw sent.error;
		}
		return [{ row: { outcome: 'sent', ...row } }];
	}

	/** A draft that is not sent is of no use to anybody. */
	async discard({ id }: Draft): Promise<void> {
		const { channel } = this.ews;
		try {
			await deleteItem(channel, { refs: [{ id }], deleteType: 'HardDelete' }, this.way.call);
		} catch (error) {
			// What went before is what the person has to know.
			if (!(error instanceof ExchangeError)) throw error;
		}
	}

	private get batch(): BatchOptions {
		const { settleDelays, settleBudgetMs } = this.ews;
		return { signal: this.way.call.signal, settleDelays, settleBudgetMs };
	}

	private async copyFolder(ref: FolderRef | null): Promise<FolderTarget> {
		if (ref === null) return this.ews.folders.wellKnown('sentitems', this.way);
		return (await this.ews.folders.target(DRAFT, ref, this.way)).target;
	}

	/** Servers before Exchange 2013 take attachments only after the item. */
	private fitsInside(attachments: readonly NewAttachment[]): boolean {
		const { channel } = this.ews;
		const { serverVersion, requestVersion, settings } = channel;
		if (settings.platform === 'auto' && !serverVersion) return attachments.length === 0;
		const version = serverVersion ? versionOf(serverVersion) : requestVersion;
		const bytes = attachments.reduce((sum, one) => sum + (fileOf(one).size ?? Infinity), 0);
		return (
			bytes <= INSIDE &&
			together(attachments).length <= 1 &&
			compareVersions(version, 'Exchange2013') >= 0
		);
	}
}

function attachmentParts(attachments: readonly NewAttachment[]): FieldPart[] {
	if (attachments.length === 0) return [];
	const content = attachments.map(attachmentXml);
	return [{ field: { uri: 'item:Attachments' }, at: 'Attachments', content }];
}

const noDraft = (): FatalError =>
	new FatalError('Exchange made no draft', {
		code: 'EMPTY_ANSWER',
		advice: 'Check that the server address is an Exchange server.',
	});
