import type { Context } from '../context';
import { EwsError } from '../errors';
import { targetFolder } from '../access';
import { readTime } from '../time';
import { element, wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';

/** One thing wrong with one field of a rule: RuleValidationErrorType. */
export interface RuleError {
	/** RuleFieldURIType */
	readonly field: string;
	/** RuleValidationErrorCodeType */
	readonly code: string;
	readonly message: string;
	readonly value?: string;
}

export function ruleErrorXml(error: RuleError): string {
	return wrap(
		'Error',
		element('FieldURI', error.field) +
			element('ErrorCode', error.code) +
			element('ErrorMessage', error.message) +
			element('FieldValue', error.value ?? ''),
	);
}

/** Longest text of a rule, in characters. */
const MAX_TEXT = 512;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

function text(node: Node | undefined): string {
	return node?.text.trim() ?? '';
}

function strings(node: Node, field: string): RuleError[] {
	if (node.children.length === 0 || node.children.some((one) => one.text === '')) {
		return [{ field, code: 'EmptyValueFound', message: 'The value is empty.' }];
	}
	const long = node.children.find((one) => one.text.length > MAX_TEXT);
	if (long === undefined) return [];
	return [{ field, code: 'StringValueTooBig', message: 'The text is too long.', value: long.text }];
}

function addresses(node: Node, field: string): RuleError[] {
	if (node.children.length === 0) {
		return [{ field, code: 'EmptyValueFound', message: 'The value is empty.' }];
	}
	return node.children.flatMap((one) => {
		const address = text(child(one, 'EmailAddress'));
		const smtp = !/^ex$/i.test(text(child(one, 'RoutingType')));
		if (!smtp || ADDRESS.test(address)) return [];
		return [{ field, code: 'InvalidAddress', message: 'The address is invalid.', value: address }];
	});
}

function dates(node: Node, field: string, ctx: Context): RuleError[] {
	const [from, to] = ['StartDateTime', 'EndDateTime'].map((name) => child(node, name));
	if (from === undefined && to === undefined) {
		return [{ field, code: 'MissingRangeValue', message: 'The range has no bound.' }];
	}
	if (from === undefined || to === undefined) return [];
	if (readTime(from.text, ctx.zone) <= readTime(to.text, ctx.zone)) return [];
	return [{ field, code: 'InvalidDateRange', message: 'The range ends before it starts.' }];
}

function sizes(node: Node, field: string): RuleError[] {
	const bounds = ['MinimumSize', 'MaximumSize'].map((name) => child(node, name));
	const [low, high] = bounds.map((bound) => (bound ? Number(bound.text) : undefined));
	if (low === undefined && high === undefined) {
		return [{ field, code: 'MissingRangeValue', message: 'The range has no bound.' }];
	}
	if ((low ?? 0) < 0 || (high ?? 0) < 0) {
		return [{ field, code: 'SizeLessThanZero', message: 'A size is at least zero.' }];
	}
	if (low === undefined || high === undefined || low <= high) return [];
	return [{ field, code: 'InvalidSizeRange', message: 'The range ends before it starts.' }];
}

function folder(node: Node, field: string, ctx: Context): RuleError[] {
	try {
		targetFolder(ctx, node);
		return [];
	} catch (error) {
		if (!(error instanceof EwsError)) throw error;
		const malformed = error.code === 'ErrorInvalidIdMalformed';
		const code = malformed ? 'InvalidFolderId' : 'FolderDoesNotExist';
		const value = node.children[0]?.attributes['Id'] ?? '';
		return [{ field, code, message: 'The folder does not exist.', value }];
	}
}

type Check = (node: Node, field: string, ctx: Context) => RuleError[];

const CHECKS: Readonly<Record<string, Check>> = {
	AssignCategories: strings,
	Categories: strings,
	ContainsBodyStrings: strings,
	ContainsHeaderStrings: strings,
	ContainsRecipientStrings: strings,
	ContainsSenderStrings: strings,
	ContainsSubjectOrBodyStrings: strings,
	ContainsSubjectStrings: strings,
	CopyToFolder: folder,
	ForwardAsAttachmentToRecipients: addresses,
	ForwardToRecipients: addresses,
	FromAddresses: addresses,
	ItemClasses: strings,
	MoveToFolder: folder,
	RedirectToRecipients: addresses,
	SentToAddresses: addresses,
	WithinDateRange: dates,
	WithinSizeRange: sizes,
};

/** What is wrong with a Rule element that is to be written; none when it can be. */
export function ruleErrors(rule: Node, ctx: Context): RuleError[] {
	const errors: RuleError[] = [];
	// Microsoft's own client library writes IsInError back with every rule: it is passed over.
	if (child(rule, 'IsNotSupported') !== undefined) {
		const message = 'The server sets this value.';
		errors.push({ field: 'IsNotSupported', code: 'NotSettable', message });
	}
	if (text(child(rule, 'DisplayName')) === '') {
		errors.push({ field: 'DisplayName', code: 'EmptyValueFound', message: 'The value is empty.' });
	}
	const priority = Number(text(child(rule, 'Priority')));
	if (priority < 1) {
		errors.push({
			field: 'Priority',
			code: 'InvalidValue',
			message: 'A priority is at least 1.',
			value: String(priority),
		});
	}
	const actions = below(rule, 'Actions');
	if (actions.length === 0) {
		errors.push({ field: 'Actions', code: 'MissingAction', message: 'The rule does nothing.' });
	}
	for (const [part, prefix] of [
		['Conditions', 'Condition'],
		['Exceptions', 'Exception'],
		['Actions', 'Action'],
	] as const) {
		for (const node of below(rule, part)) {
			errors.push(...(CHECKS[node.name]?.(node, `${prefix}:${node.name}`, ctx) ?? []));
		}
	}
	return errors;
}
