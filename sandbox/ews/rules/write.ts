import { randomBytes } from 'node:crypto';
import type { InboxRule, Mailbox } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { structureOf } from '../fields/structure';
import { element, wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import { ruleErrors, ruleErrorXml, type RuleError } from './validate';

function idOf(operation: Node): string | undefined {
	const rule = child(operation, 'Rule') ?? operation;
	return child(rule, 'RuleId')?.text.trim();
}

function priorityOf(rule: Node): number {
	return Number(child(rule, 'Priority')?.text ?? 1);
}

function idErrors(operation: Node, rules: readonly InboxRule[]): RuleError[] {
	const id = idOf(operation);
	const field = 'RuleId';
	if (operation.name === 'CreateRuleOperation') {
		if (id === undefined) return [];
		return [{ field, code: 'CreateWithRuleId', message: 'A new rule has no id.', value: id }];
	}
	if (id === undefined || id === '') {
		return [{ field, code: 'MissingParameter', message: 'The id of the rule is missing.' }];
	}
	if (rules.some((rule) => rule.id === id)) return [];
	return [{ field, code: 'RuleNotFound', message: 'There is no such rule.', value: id }];
}

function repeated(operations: readonly Node[], index: number): RuleError[] {
	const before = operations.slice(0, index);
	const operation = operations[index] as Node;
	const id = idOf(operation);
	if (id !== undefined && before.some((one) => idOf(one) === id)) {
		const code = 'DuplicatedOperationOnTheSameRule';
		return [{ field: 'RuleId', code, message: 'The rule is named more than once.', value: id }];
	}
	const rule = child(operation, 'Rule');
	if (rule === undefined) return [];
	const priority = priorityOf(rule);
	const others = before.flatMap((one) => child(one, 'Rule') ?? []);
	if (!others.some((one) => priorityOf(one) === priority)) return [];
	return [
		{
			field: 'Priority',
			code: 'DuplicatedPriority',
			message: 'The priority is given more than once.',
			value: String(priority),
		},
	];
}

/** RuleOperationErrors of a request; '' when each of its operations can be done. */
export function operationErrors(request: Node, owner: Mailbox, ctx: Context): string {
	const operations = below(request, 'Operations');
	const wrong = operations.map((operation, index) => {
		const rule = child(operation, 'Rule');
		const errors = [
			...idErrors(operation, owner.services.inboxRules),
			...repeated(operations, index),
			...(rule === undefined ? [] : ruleErrors(rule, ctx)),
		];
		if (errors.length === 0) return '';
		return wrap(
			'RuleOperationError',
			element('OperationIndex', String(index)) +
				wrap('ValidationErrors', errors.map(ruleErrorXml).join('')),
		);
	});
	return wrong.join('');
}

/** A rule takes its place; those that stand there or behind it move back by one. */
function insert(rules: readonly InboxRule[], made: InboxRule): InboxRule[] {
	if (rules.some((rule) => rule.priority === made.priority)) {
		for (const rule of rules) if (rule.priority >= made.priority) rule.priority += 1;
	}
	return [...rules, made].sort((a, b) => a.priority - b.priority);
}

/** All operations of a request that has no error in it. */
export function applyOperations(request: Node, owner: Mailbox, ctx: Context): void {
	const { services } = owner;
	for (const operation of below(request, 'Operations')) {
		const rule = child(operation, 'Rule');
		const id = idOf(operation);
		services.inboxRules = services.inboxRules.filter((one) => one.id !== id);
		if (rule !== undefined) {
			const parts = rule.children
				.filter((node) => node.name !== 'RuleId' && node.name !== 'Priority')
				.map(structureOf);
			const priority = priorityOf(rule);
			const made = { id: id ?? randomBytes(8).toString('base64'), priority, parts };
			services.inboxRules = insert(services.inboxRules, made);
		}
		ctx.writes += 1;
	}
}

/** @throws EwsError ErrorOutlookRuleBlobExists unless the request lets the blob go */
export function releaseBlob(request: Node, owner: Mailbox): void {
	const { services } = owner;
	if (services.clientRules.length === 0) return;
	if (!/^(true|1)$/.test(child(request, 'RemoveOutlookRuleBlob')?.text.trim() ?? '')) {
		throw new EwsError(
			'ErrorOutlookRuleBlobExists',
			'The operation cannot be done while rules of Outlook exist.',
		);
	}
	services.clientRules = [];
}
