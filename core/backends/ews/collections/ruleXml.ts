import { ConflictError, type ExchangeError, InputError } from '../../../errors';
import type { WriteRecord } from '../../backend';
import { child, childText, type XmlTree } from '../decode/tree';
import { ruleIdOf } from '../operations/getInboxRules';
import type { RuleError } from '../operations/updateInboxRules';
import { element, type Xml } from '../xml/element';
import { treeXml } from '../xml/tree';
import { notThere } from './byIds';
import { GROUPS, RULE_GROUPS, type RuleGroup } from './ruleParts';
import { decodeGroup, encodeGroup, groupKey, type RuleObject } from './ruleValues';

/** What a record asks of a rule, checked: absent parts stay as they are. */
export interface Wanted {
	readonly displayName?: string;
	readonly sequence?: number;
	readonly isEnabled?: boolean;
	readonly groups: Readonly<Partial<Record<RuleGroup, RuleObject>>>;
}

/** The element in the order of the schema; what Exchange sets itself is left out. */
export function ruleXml(wanted: Wanted, priority: number, rule: XmlTree | undefined): Xml {
	const isEnabled = wanted.isEnabled ?? (rule ? childText(rule, 'IsEnabled') === 'true' : true);
	return element(
		't:Rule',
		null,
		rule && element('t:RuleId', null, ruleIdOf(rule)),
		element('t:DisplayName', null, wanted.displayName ?? childText(rule, 'DisplayName') ?? ''),
		element('t:Priority', null, String(priority)),
		element('t:IsEnabled', null, String(isEnabled)),
		RULE_GROUPS.map((group) => {
			const value = wanted.groups[group];
			if (value) return Object.keys(value).length > 0 ? encodeGroup(value, group) : undefined;
			const held = child(rule, GROUPS[group].element);
			return held && treeXml(held, 't:');
		}),
	);
}

/** Whether a rule is as a record wants it. */
export function fits(rule: XmlTree, { displayName, sequence, isEnabled, groups }: Wanted): boolean {
	if (displayName !== undefined && displayName !== childText(rule, 'DisplayName')) return false;
	if (sequence !== undefined && sequence !== Number(childText(rule, 'Priority'))) return false;
	if (isEnabled !== undefined && isEnabled !== (childText(rule, 'IsEnabled') === 'true')) {
		return false;
	}
	return RULE_GROUPS.every((group) => {
		const wanted = groups[group];
		return wanted === undefined || groupKey(wanted) === groupKey(decodeGroup(rule, group));
	});
}

const CODES_OF_NOTHING: ReadonlySet<string> = new Set(['RuleNotFound']);

export function refusal(errors: readonly RuleError[], { id = '' }: WriteRecord): ExchangeError {
	const [first] = errors;
	if (first && CODES_OF_NOTHING.has(first.code)) return notThere('rule', id);
	const said = errors.map(({ field, message, value }) => {
		const what = partName(field);
		return `${what}: ${message}${value === '' ? '' : ` ('${value.slice(0, 100)}')`}`;
	});
	const details = {
		code: first?.code,
		recordKey: id,
		field: partName(first?.field ?? ''),
		advice: 'Change what is named, and write the rule again.',
	};
	const message = `Exchange refused the rule: ${said.join('; ')}`;
	if (first?.code === 'DuplicatedPriority') return new ConflictError(message, details);
	return new InputError(message, details);
}

/** `Condition:ContainsSubjectStrings` as `conditions.subjectContains`. */
function partName(field: string): string {
	const [prefix, name] = field.split(':');
	const group = RULE_GROUPS.find((one) => GROUPS[one].prefix === prefix);
	const part = group && GROUPS[group].parts.find(({ element: spelt }) => spelt === name);
	return part ? `${group}.${part.id}` : field;
}

export function checkedSequence(sequence: number): number {
	if (sequence >= 1) return sequence;
	throw new InputError("'Sequence' must be a whole number from 1", {
		field: 'sequence',
		advice: '1 is the rule that runs first. Without it a new rule runs last.',
	});
}

export const noName = (): InputError =>
	new InputError("'Display Name' is empty", {
		field: 'displayName',
		advice: 'A rule needs a name.',
	});

export const noAction = (): InputError =>
	new InputError("'Actions' is empty", {
		field: 'actions',
		advice: 'A rule needs at least one action, such as {"moveToFolder": "Inbox/Customers"}.',
	});
