import type { WriteRecord } from '../../backend';
import type { FieldPart } from '../codecs/codec';
import { createFolder } from '../operations/createFolder';
import { createItem } from '../operations/createItem';
import { deleteItem } from '../operations/deleteItem';
import type { FieldValue, RefResult } from '../request';
import { type WriteContext, endedBy, fieldValues } from './context';
import { folderElement } from './folderElement';
import { lookUp } from './lookUp';
import type { Settled, WriteStep } from './step';
import { WRITE_ID, WriteIds } from './writeId';

/** Creates records; each carries its write id, by which it is found again after a lost answer. */
export class CreateStep implements WriteStep {
	readonly done = 'created';
	private readonly ids = new WriteIds();

	/** `extras`: what a record has besides its values; see CreateItemRequest. */
	constructor(
		private readonly context: WriteContext,
		private readonly extras?: (record: WriteRecord) => readonly FieldPart[],
	) {}

	/** An invitation that went out cannot be taken back. */
	get repeatable(): boolean {
		const { sendInvitations = 'SendToNone' } = this.context.options;
		return sendInvitations === 'SendToNone';
	}

	writeId(record: WriteRecord): string {
		return this.ids.of(record.index);
	}

	async send(records: readonly WriteRecord[]): Promise<RefResult[]> {
		const { channel, table, folder, options, reach } = this.context;
		if (table.ews?.kind === 'folder') {
			const folders = records.map((record) => {
				const { element, values } = folderElement(table, record.values);
				return { element, fields: [...fieldValues(table, values), this.stamp(record)] };
			});
			return await createFolder(channel, { parent: folder, folders }, reach.call);
		}
		const items = records.map((record) => [
			...fieldValues(table, record.values),
			this.stamp(record),
		]);
		const sendInvitations =
			options.sendInvitations === 'SendOnlyToChanged' ? 'SendOnlyToAll' : options.sendInvitations;
		const extras = this.extras && records.map(this.extras);
		return await createItem(channel, { table, items, extras, folder, sendInvitations }, reach.call);
	}

	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const found = await this.find(records, signal);
		return records.map((record) => {
			const [ref] = found.get(this.writeId(record)) ?? [];
			return ref ? { state: 'done', ref } : { state: 'untouched' };
		});
	}

	/** The oldest stays; what came twice is our own exact copy and goes. */
	async afterRepeat(records: readonly WriteRecord[]): Promise<void> {
		const { channel, table, reach } = this.context;
		if (table.ews?.kind === 'folder') return;
		const found = await this.find(records);
		const refs = [...found.values()].flatMap(([, ...copies]) => copies);
		if (refs.length === 0) return;
		await deleteItem(channel, { refs, deleteType: 'HardDelete' }, reach.call);
	}

	private find(records: readonly WriteRecord[], signal?: AbortSignal) {
		const context = endedBy(this.context, signal);
		return lookUp(
			context,
			context.folder,
			records.map((record) => this.writeId(record)),
		);
	}

	private stamp(record: WriteRecord): FieldValue {
		return { column: WRITE_ID, value: this.writeId(record) };
	}
}
