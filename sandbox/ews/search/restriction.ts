import type { Context } from '../context';
import { EwsError } from '../errors';
import { valueOf } from '../fields/computed';
import { anyField } from '../fields/field';
import { findPath, keyOf, pathXml, readPath, type Path } from '../fields/path';
import { readTime } from '../time';
import type { View } from '../view';
import { child, type Node } from '../xml/node';
import { comparable, order, RANKS, type Comparable } from './compare';
import { contains } from './contains';

/** What restrictions are evaluated on: items, and folders with their own properties. */
export interface Subject {
	get(key: string): Comparable | undefined;
}
export type Test = (subject: Subject) => boolean;

export function viewSubject(view: View): Subject {
	return { get: (key) => comparable(key, valueOf(view, key)) };
}

const MAX_DEPTH = 64;

type Kind = 'time' | 'number' | 'boolean' | 'text';

function kindOf(path: Path): Kind {
	if (path.kind === 'extended') {
		if (path.type === 'SystemTime') return 'time';
		if (path.type === 'Boolean') return 'boolean';
		return /^(Short|Integer|Long|Float|Double|Currency)$/.test(path.type) ? 'number' : 'text';
	}
	const type = anyField(path.uri)?.type;
	if (type === 'dateTime') return 'time';
	if (type === 'int' || type === 'double' || path.uri === 'item:Size') return 'number';
	if (/^folder:(TotalCount|UnreadCount|ChildFolderCount)$/.test(path.uri)) return 'number';
	return type === 'boolean' ? 'boolean' : 'text';
}

function unsupported(path: Path): EwsError {
	return new EwsError(
		'ErrorUnsupportedPathForQuery',
		'The property can not be used with this type of restriction.',
		pathXml(path),
	);
}

/** Path of an expression, refused where the store cannot search it. */
function searchPath(node: Node, ctx: Context): Path {
	const pathNode = findPath(node);
	if (pathNode === undefined) {
		throw new EwsError('ErrorUnsupportedQueryFilter', 'Restriction parameter is invalid.');
	}
	const path = readPath(pathNode, ctx.requested);
	if (path.kind === 'field' && !/^(folder|persona):/.test(path.uri)) {
		if (anyField(path.uri)?.search !== true) throw unsupported(path);
	}
	return path;
}

function constant(text: string, path: Path, ctx: Context): Comparable {
	const kind = kindOf(path);
	const bad = () =>
		new EwsError(
			'ErrorInvalidValueForProperty',
			`The value '${text}' cannot be compared with the property.`,
			pathXml(path),
		);
	if (kind === 'time') {
		const time = readTime(text, ctx.zone);
		if (Number.isNaN(time)) throw bad();
		return time;
	}
	if (kind === 'number') {
		if (text.trim() === '' || Number.isNaN(Number(text))) throw bad();
		return Number(text);
	}
	if (kind === 'boolean') {
		if (!/^(true|false|1|0)$/i.test(text.trim())) throw bad();
		return /^(true|1)$/i.test(text.trim());
	}
	const rank = RANKS[keyOf(path)]?.indexOf(text);
	if (rank === undefined || path.kind === 'extended') return text;
	if (rank < 0) throw bad();
	return rank;
}

// Two missing or one missing value: nothing is equal to, above or below what is not there;
// "is not equal" holds for it.
const RELATIONS: Readonly<Record<string, (difference: number) => boolean>> = {
	IsEqualTo: (d) => d === 0,
	IsNotEqualTo: (d) => d !== 0,
	IsGreaterThan: (d) => d > 0,
	IsGreaterThanOrEqualTo: (d) => d >= 0,
	IsLessThan: (d) => d < 0,
	IsLessThanOrEqualTo: (d) => d <= 0,
};

function numeric(value: Comparable | undefined, like: Comparable): Comparable | undefined {
	return typeof like === 'number' && typeof value === 'string' ? Number(value) : value;
}

function relation(node: Node, ctx: Context): Test {
	const path = searchPath(node, ctx);
	const holds = RELATIONS[node.name] as (difference: number) => boolean;
	const negative = node.name === 'IsNotEqualTo';
	const operand = child(node, 'FieldURIOrConstant') as Node;
	const constantNode = child(operand, 'Constant');
	const key = keyOf(path);
	let other: (subject: Subject) => Comparable | undefined;
	if (constantNode !== undefined) {
		const value = constant(constantNode.attributes['Value'] ?? '', path, ctx);
		other = () => value;
	} else {
		const otherKey = keyOf(searchPath(operand, ctx));
		other = (subject) => subject.get(otherKey);
	}
	return (subject) => {
		const right = other(subject);
		if (right === undefined) return negative;
		const left = numeric(subject.get(key), right);
		if (left === undefined) return negative;
		if (Array.isArray(left)) {
			const any = left.some((one: string) => holds(order(one, right)));
			return negative ? left.every((one: string) => holds(order(one, right))) : any;
		}
		return holds(order(left, right));
	};
}

function containment(node: Node, ctx: Context): Test {
	const path = findPath(node);
	if (path === undefined)
		throw new EwsError('ErrorUnsupportedQueryFilter', 'Restriction is invalid.');
	const read = readPath(path, ctx.requested);
	const field = read.kind === 'field' ? anyField(read.uri) : undefined;
	const textual = ['string', 'strings', 'body', 'recipient', 'recipients', 'attendees', 'enum'];
	if (kindOf(read) !== 'text' || (field !== undefined && !textual.includes(field.type))) {
		throw new EwsError(
			'ErrorContainsFilterWrongType',
			'The Contains filter can only be used for string properties.',
			pathXml(read),
		);
	}
	if (field !== undefined && !field.search && field.type !== 'body') throw unsupported(read);
	const key = keyOf(read);
	const wanted = child(node, 'Constant')?.attributes['Value'] ?? '';
	const { ContainmentMode: mode, ContainmentComparison: comparison } = node.attributes;
	return (subject) => {
		const value = subject.get(key);
		if (value === undefined) return false;
		const list = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
		return list.some((text) => contains(text, wanted, mode, comparison));
	};
}

function excludes(node: Node, ctx: Context): Test {
	const path = searchPath(node, ctx);
	if (kindOf(path) !== 'number') {
		throw new EwsError(
			'ErrorInvalidExcludesRestriction',
			'The Excludes filter can only be used for integer properties.',
			pathXml(path),
		);
	}
	const mask = Number(child(node, 'Bitmask')?.attributes['Value'] ?? '0');
	const key = keyOf(path);
	return (subject) => {
		const value = subject.get(key);
		return value !== undefined && (Number(value) & mask) === 0;
	};
}

function exists(node: Node, ctx: Context): Test {
	const path = searchPath(node, ctx);
	const key = keyOf(path);
	return (subject) => {
		const value = subject.get(key);
		return value !== undefined && !(Array.isArray(value) && value.length === 0);
	};
}

/** One search expression as a test. @throws EwsError for paths and values that cannot be searched */
export function compile(node: Node, ctx: Context, depth = 0): Test {
	if (depth > MAX_DEPTH) {
		throw new EwsError('ErrorQueryFilterTooLong', 'The query filter is too long.');
	}
	const inner = () => node.children.map((one) => compile(one, ctx, depth + 1));
	switch (node.name) {
		case 'And': {
			const tests = inner();
			return (subject) => tests.every((test) => test(subject));
		}
		case 'Or': {
			const tests = inner();
			return (subject) => tests.some((test) => test(subject));
		}
		case 'Not': {
			const [test] = inner();
			return (subject) => !(test as Test)(subject);
		}
		case 'Exists':
			return exists(node, ctx);
		case 'Excludes':
			return excludes(node, ctx);
		case 'Contains':
			return containment(node, ctx);
		default:
			if (RELATIONS[node.name] !== undefined) return relation(node, ctx);
			throw new EwsError('ErrorUnsupportedQueryFilter', 'The query filter is not supported.');
	}
}

/** A Restriction element; everything passes when there is none. */
export function restriction(node: Node | undefined, ctx: Context): Test {
	const expression = node?.children[0];
	return expression === undefined ? () => true : compile(expression, ctx);
}
