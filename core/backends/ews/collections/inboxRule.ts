import type { Row } from '../../../schema/column';
import type { Scope } from '../../../query/query';
import type { Call, WriteOutcome, WriteRequest } from '../../backend';
import type { EwsContext } from '../context';
import { childText, type XmlTree } from '../decode/tree';
import { nameTarget, TOP } from '../folderErrors';
import { getInboxRules, ruleIdOf } from '../operations/getInboxRules';
import { reach } from '../reach';
import type { EwsCall } from '../request';
import { inRounds } from '../write/rounds';
import { byIds } from './byIds';
import type { Collection } from './collection';
import { RULE_GROUPS } from './ruleParts';
import { RuleStep } from './ruleStep';
import { decodeGroup } from './ruleValues';

const isTrue = (rule: XmlTree, name: string): boolean => childText(rule, name)?.trim() === 'true';

function rowOf(rule: XmlTree): Row {
	const priority = childText(rule, 'Priority');
	return {
		id: ruleIdOf(rule),
		displayName: childText(rule, 'DisplayName') ?? null,
		sequence: priority === undefined ? null : Number(priority),
		isEnabled: isTrue(rule, 'IsEnabled'),
		hasError: isTrue(rule, 'IsInError'),
		isReadOnly: isTrue(rule, 'IsNotSupported'),
		...Object.fromEntries(RULE_GROUPS.map((group) => [group, decodeGroup(rule, group)])),
	};
}

const ADDRESSES = { id: 'addresses', label: 'Addresses', type: 'recipientList' } as const;

/** Exchange keeps people of the organisation by their X.500 address. */
async function withSmtp(
	{ addresses }: EwsContext,
	rows: readonly Row[],
	call: EwsCall,
): Promise<void> {
	const lists = rows.flatMap((row) =>
		RULE_GROUPS.flatMap((group) => {
			const value = row[group] as Row | null;
			return Object.entries(value ?? {})
				.filter(([, part]) => Array.isArray(part) && typeof part[0] === 'object')
				.map(([part, list]) => ({ holder: value as Row, part, row: { [ADDRESSES.id]: list } }));
		}),
	);
	await addresses.resolve(
		lists.map(({ row }) => row),
		[ADDRESSES],
		call,
	);
	for (const { holder, part, row } of lists) holder[part] = row[ADDRESSES.id];
}

async function rowsOf(context: EwsContext, scope: Scope, call: Call): Promise<Row[]> {
	const way = reach(scope, call, context.settings);
	try {
		const rules = await getInboxRules(context.channel, { mailbox: way.mailbox }, way.call);
		const rows = rules.map(rowOf);
		await withSmtp(context, rows, way.call);
		return rows;
	} catch (error) {
		throw nameTarget(error, TOP, way);
	}
}

async function write(
	context: EwsContext,
	request: WriteRequest,
	call: Call,
): Promise<WriteOutcome[]> {
	const { records, options } = request;
	const way = reach(request.scope, call, context.settings);
	const step = new RuleStep(context, way, request, call.timeZone);
	const outcomes = await inRounds(context, step, { options, signal: way.call.signal }, records);
	return outcomes.map((outcome) => {
		const isUnchanged = outcome.outcome === 'updated' && step.unchanged.has(outcome.index);
		return isUnchanged ? { ...outcome, outcome: 'unchanged' } : outcome;
	});
}

/** Rules of the Inbox that the server runs. */
export const inboxRule: Collection = {
	table: 'inboxRule',
	async *read(context, { scope }, call) {
		yield await rowsOf(context, scope, call);
	},
	async fetch(context, { ids, scope }, call) {
		return byIds(await rowsOf(context, scope, call), ids, { label: 'rule' });
	},
	create: write,
	update: write,
	delete: write,
};
