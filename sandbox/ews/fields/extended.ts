import type { Value } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { printTime, readTime } from '../time';
import { element, wrap } from '../xml/escape';
import { child, type Node } from '../xml/node';
import { anyField } from './field';
import { invalidExtended, type Path } from './path';
import { CUT } from './print';

type ExtendedPath = Extract<Path, { kind: 'extended' }>;

const INTEGERS = /^(Short|Integer|Long|Object|Error)(Array)?$/;
const FLOATS = /^(Float|Double|Currency|ApplicationTime)(Array)?$/;

function badValue(path: ExtendedPath): EwsError {
	return new EwsError(
		'ErrorInvalidExtendedPropertyValue',
		'The specified value is invalid for the extended property type.',
		path.xml,
	);
}

/** Text that a client wrote -> the value kept; typed properties keep their own type. */
function readOne(path: ExtendedPath, text: string, ctx: Context): string | number | boolean {
	const type = path.type.replace(/Array$/, '');
	if (type === 'Boolean') {
		if (!/^(true|false|0|1)$/i.test(text.trim())) throw badValue(path);
		return /^(true|1)$/i.test(text.trim());
	}
	if (type === 'SystemTime') {
		const time = readTime(text, ctx.zone);
		if (Number.isNaN(time)) throw badValue(path);
		return time;
	}
	if (INTEGERS.test(type)) {
		if (!/^[+-]?\d+$/.test(text.trim())) throw badValue(path);
		const number = Number(text);
		const limit = type === 'Short' ? 2 ** 15 : type === 'Integer' ? 2 ** 31 : Infinity;
		if (number >= limit || number < -limit) throw badValue(path);
		return type === 'Long' ? text.trim() : number;
	}
	if (FLOATS.test(type)) {
		if (Number.isNaN(Number(text))) throw badValue(path);
		return Number(text);
	}
	if (type === 'Binary' && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) throw badValue(path);
	if (type === 'CLSID' && !/^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text.trim())) {
		throw badValue(path);
	}
	return text;
}

/** Value of an ExtendedProperty element; undefined where the wire form and the kept type disagree. */
export function readExtended(path: ExtendedPath, property: Node, ctx: Context): Value {
	const array = path.type.endsWith('Array');
	const values = child(property, 'Values');
	const single = child(property, 'Value');
	if (array !== (values !== undefined)) throw invalidExtended();
	if (values !== undefined) {
		return values.children.map((node) => String(readOne(path, node.text, ctx)));
	}
	return readOne(path, single?.text ?? '', ctx);
}

function printOne(
	type: string,
	value: string | number | boolean,
	ctx: Context,
	find: boolean,
): string {
	if (type === 'SystemTime' && typeof value === 'number') {
		return printTime(value, ctx.milliseconds);
	}
	if (type === 'Boolean') return value === true || value === 'true' ? 'true' : 'false';
	const text = String(value);
	return find && text.length > CUT && (type === 'String' || type === 'Binary')
		? text.slice(0, CUT)
		: text;
}

const IMPORTANCE: Readonly<Record<string, number>> = { Low: 0, Normal: 1, High: 2 };
const SENSITIVITY: Readonly<Record<string, number>> = {
	Normal: 0,
	Personal: 1,
	Private: 2,
	Confidential: 3,
};

/** The MAPI form of a value that EWS shows as a name. */
function mapiForm(path: ExtendedPath, value: Value): Value {
	if (path.key === 'item:Importance') return IMPORTANCE[String(value)] ?? 1;
	if (path.key === 'item:Sensitivity') return SENSITIVITY[String(value)] ?? 0;
	return value;
}

export function fromMapiForm(path: ExtendedPath, value: Value): Value {
	const names =
		path.key === 'item:Importance'
			? IMPORTANCE
			: path.key === 'item:Sensitivity'
				? SENSITIVITY
				: undefined;
	if (names === undefined) return value;
	const found = Object.entries(names).find(([, number]) => number === Number(value));
	return found === undefined ? 'Normal' : found[0];
}

export function extendedXml(
	path: ExtendedPath,
	kept: Value | undefined,
	ctx: Context,
	find: boolean,
): string {
	if (kept === undefined) return '';
	const value = mapiForm(path, kept);
	const array = path.type.endsWith('Array');
	const type = path.type.replace(/Array$/, '');
	if (Array.isArray(value) !== array) return '';
	if (typeof value === 'object' && !Array.isArray(value)) return '';
	if (array) {
		const list = value as readonly string[];
		if (list.length === 0) return '';
		const inner = list.map((one) => element('Value', printOne(type, one, ctx, find))).join('');
		return wrap('ExtendedProperty', path.xml + wrap('Values', inner));
	}
	const text = printOne(type, value as string | number | boolean, ctx, find);
	return wrap('ExtendedProperty', path.xml + element('Value', text));
}

/** Whether an extended path writes a property that clients may not set. */
export function isReadOnlyKey(key: string): boolean {
	return key.startsWith('mapi:') || (anyField(key)?.readOnly ?? false);
}
