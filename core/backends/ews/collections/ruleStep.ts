import { ExchangeError, InputError, SkippableError } from '../../../errors';
import { parseFolder } from '../../../schema/folders';
import type { Row } from '../../../schema/column';
import type { WriteRecord, WriteRequest } from '../../backend';
import type { EwsContext } from '../context';
import { childText, type XmlTree } from '../decode/tree';
import { getInboxRules, ruleIdOf } from '../operations/getInboxRules';
import { updateInboxRules } from '../operations/updateInboxRules';
import type { Reach } from '../reach';
import type { ItemRef } from '../request';
import type { Settled, WriteStep } from '../write/step';
import { element, type Xml } from '../xml/element';
import { notThere } from './byIds';
import { GROUPS, RULE_GROUPS, type RuleGroup } from './ruleParts';
import { readGroup, type RuleObject } from './ruleValues';
import { checkedSequence, fits, noAction, noName, refusal, ruleXml, type Wanted } from './ruleXml';

/** An operation of one request, and the record that it is for. */
interface Operation {
	readonly record: WriteRecord;
	readonly xml: Xml;
	/** Two operations of one request may not give the same one. */
	readonly priority?: number;
}

type Result = ItemRef | ExchangeError;

/**
 * Changes rules. A rule is written as a whole, so it is read first and what the record does not name stays.
 * Exchange does all operations of a request or none: one that it refuses is left out, the others are sent again.
 */
export class RuleStep implements WriteStep {
	readonly repeatable = true;
	/** Records that asked for what is so already. */
	readonly unchanged = new Set<number>();
	private readonly wanted = new Map<WriteRecord, Wanted>();
	private readonly folders = new Map<string, string>();
	/** Rules that were there before a request: a new one is none of them. */
	private before: ReadonlySet<string> = new Set();

	constructor(
		private readonly context: EwsContext,
		private readonly reach: Reach,
		private readonly request: Pick<WriteRequest, 'action' | 'options' | 'table'>,
		private readonly timeZone: string,
	) {}

	get done(): 'created' | 'updated' | 'deleted' {
		return `${this.request.action}d`;
	}

	async send(records: readonly WriteRecord[]): Promise<Result[]> {
		const rules = await this.read();
		this.before = new Set(rules.map(ruleIdOf));
		const results = new Map<WriteRecord, Result>();
		const operations: Operation[] = [];
		let last = Math.max(0, ...rules.map((rule) => Number(childText(rule, 'Priority') ?? 0)));
		for (const record of records) {
			const made = await this.operation(record, rules, last);
			if (made instanceof ExchangeError || 'id' in made) {
				results.set(record, made);
				continue;
			}
			operations.push(made);
			last = Math.max(last, made.priority ?? 0);
		}
		for (const part of apart(operations)) {
			for (const [record, result] of await this.write(part)) results.set(record, result);
		}
		if (this.request.action === 'create') await this.findNew(records, results);
		return records.map((record) => results.get(record) ?? notThere('rule', record.id ?? ''));
	}

	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const rules = await this.read(signal);
		const taken = new Set<string>();
		return records.map((record): Settled => {
			if (this.request.action === 'delete') {
				const isThere = rules.some((rule) => ruleIdOf(rule) === record.id);
				return isThere ? { state: 'untouched' } : { state: 'done' };
			}
			const wanted = this.wanted.get(record);
			if (!wanted) return { state: 'open' };
			const rule = rules.find((one) =>
				record.id === undefined
					? this.isNew(one, taken) && fits(one, wanted)
					: ruleIdOf(one) === record.id && fits(one, wanted),
			);
			if (!rule) return { state: 'untouched' };
			taken.add(ruleIdOf(rule));
			return { state: 'done', ref: { id: ruleIdOf(rule) } };
		});
	}

	private async read(signal?: AbortSignal): Promise<readonly XmlTree[]> {
		const call = signal ? { ...this.reach.call, signal } : this.reach.call;
		const { mailbox } = this.reach;
		return await getInboxRules(this.context.channel, { mailbox }, call);
	}

	/** Sends operations until none is refused; each record gets its own error. */
	private async write(operations: readonly Operation[]): Promise<Map<WriteRecord, Result>> {
		const results = new Map<WriteRecord, Result>();
		let open = [...operations];
		while (open.length > 0) {
			const refused = await updateInboxRules(
				this.context.channel,
				{
					mailbox: this.reach.mailbox,
					removeOutlookRules: this.request.options.removeOutlookRules === true,
					operations: open.map(({ xml }) => xml),
				},
				this.reach.call,
			);
			for (const [place, { record }] of open.entries()) {
				const errors = refused.get(place);
				if (errors) results.set(record, refusal(errors, record));
				else if (refused.size === 0) results.set(record, { id: record.id ?? '' });
			}
			open = refused.size === 0 ? [] : open.filter((_, place) => !refused.has(place));
		}
		return results;
	}

	/** Exchange does not tell the ids of new rules. */
	private async findNew(
		records: readonly WriteRecord[],
		results: Map<WriteRecord, Result>,
	): Promise<void> {
		const made = records.filter((record) => !(results.get(record) instanceof ExchangeError));
		if (made.length === 0) return;
		const rules = await this.read();
		const taken = new Set<string>();
		for (const record of made) {
			const wanted = this.wanted.get(record);
			const fresh = rules.filter((rule) => this.isNew(rule, taken));
			const rule =
				fresh.find((one) => wanted && fits(one, wanted)) ??
				fresh.find((one) => childText(one, 'DisplayName') === wanted?.displayName);
			if (!rule) continue;
			taken.add(ruleIdOf(rule));
			results.set(record, { id: ruleIdOf(rule) });
		}
	}

	private isNew(rule: XmlTree, taken: ReadonlySet<string>): boolean {
		const id = ruleIdOf(rule);
		return !this.before.has(id) && !taken.has(id);
	}

	private async operation(
		record: WriteRecord,
		rules: readonly XmlTree[],
		last: number,
	): Promise<Operation | Result> {
		const { action } = this.request;
		const id = record.id ?? '';
		const rule = action === 'create' ? undefined : rules.find((one) => ruleIdOf(one) === id);
		if (action !== 'create' && !rule) return notThere('rule', id);
		if (action === 'delete') {
			const xml = element('t:DeleteRuleOperation', null, element('t:RuleId', null, id));
			return { record, xml };
		}
		try {
			const wanted = await this.want(record);
			if (rule && fits(rule, wanted)) {
				this.unchanged.add(record.index);
				return { id };
			}
			const priority = wanted.sequence ?? Number(rule ? childText(rule, 'Priority') : last + 1);
			const name = rule ? 't:SetRuleOperation' : 't:CreateRuleOperation';
			return { record, xml: element(name, null, ruleXml(wanted, priority, rule)), priority };
		} catch (error) {
			if (error instanceof InputError || error instanceof SkippableError) return error;
			throw error;
		}
	}

	private async want(record: WriteRecord): Promise<Wanted> {
		const { values } = record;
		const groups: Partial<Record<RuleGroup, RuleObject>> = {};
		for (const group of RULE_GROUPS) {
			if (!(group in values)) continue;
			const read = readGroup(values[group], group, { timeZone: this.timeZone });
			groups[group] = await this.withFolders(read, group);
		}
		const isNew = record.id === undefined;
		if (isNew ? !values.displayName : 'displayName' in values && !values.displayName) {
			throw noName();
		}
		const actions = groups.actions ?? (isNew ? {} : undefined);
		if (actions && Object.keys(actions).length === 0) throw noAction();
		const { displayName, sequence, isEnabled } = values;
		const wanted: Wanted = {
			...(typeof displayName === 'string' && { displayName }),
			...(typeof sequence === 'number' && { sequence: checkedSequence(sequence) }),
			...(typeof isEnabled === 'boolean' && { isEnabled }),
			groups,
		};
		this.wanted.set(record, wanted);
		return wanted;
	}

	/** Folders by id, whether they were named by id, path or well-known name. */
	private async withFolders(value: RuleObject, group: RuleGroup): Promise<RuleObject> {
		const resolved: Row = { ...value };
		for (const { id, kind } of GROUPS[group].parts) {
			const given = value[id];
			if (kind === 'folder' && typeof given === 'string') resolved[id] = await this.folderId(given);
		}
		return resolved;
	}

	private async folderId(text: string): Promise<string> {
		const known = this.folders.get(text);
		if (known) return known;
		const ref = parseFolder(text);
		if (ref.kind === 'id') return ref.id;
		const { folders } = this.context;
		const named = await folders.target(this.request.table, ref, this.reach);
		const [node] = await folders.open([named], this.reach);
		const id = node?.id ?? text;
		this.folders.set(text, id);
		return id;
	}
}

/** Operations that give one priority go out one after the other. */
function* apart(operations: readonly Operation[]): Generator<Operation[]> {
	let rest = [...operations];
	while (rest.length > 0) {
		const priorities = new Set<number>();
		const part: Operation[] = [];
		const later: Operation[] = [];
		for (const operation of rest) {
			const { priority } = operation;
			const isTaken = priority !== undefined && priorities.has(priority);
			(isTaken ? later : part).push(operation);
			if (priority !== undefined) priorities.add(priority);
		}
		yield part;
		rest = later;
	}
}
