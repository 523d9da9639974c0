import { randomUUID } from 'node:crypto';
import { ConflictError, type ExchangeError, InputError, SkippableError } from '../../../errors';
import { foldText } from '../../../query/fold';
import type { Row } from '../../../schema/column';
import type { WriteRecord } from '../../backend';
import { readDocument } from '../decode/document';
import type { XmlTree } from '../decode/tree';
import { element } from '../xml/element';
import { treeXml } from '../xml/tree';
import { notThere } from './byIds';

const CATEGORY = 'category';
/** Never used: the smallest time of Windows. */
const NEVER = '1601-01-01T00:00:00.000';
const TIMES = ['Notes', 'Journal', 'Contacts', 'Tasks', 'Calendar', 'Mail', ''] as const;
const BOM = [0xef, 0xbb, 0xbf];

/** A row of the table as the list holds it. */
function rowOf({ attributes }: XmlTree): Row {
	const { guid, name = '', color, keyboardShortcut, usageCount, lastTimeUsed } = attributes;
	return {
		id: guid ?? name,
		displayName: name,
		color: colorOf(color),
		keyboardShortcut: wholeOf(keyboardShortcut),
		usageCount: wholeOf(usageCount),
		lastUsedDateTime: timeOf(lastTimeUsed),
	};
}

function colorOf(text: string | undefined): string {
	const preset = Number(text ?? -1);
	return Number.isInteger(preset) && preset >= 0 && preset <= 24 ? `preset${preset}` : 'none';
}

const wholeOf = (text: string | undefined): number | null =>
	text !== undefined && /^\d+$/.test(text) ? Number(text) : null;

/** UTC without saying so. */
function timeOf(text: string | undefined): string | null {
	if (text === undefined || text.startsWith('1601-')) return null;
	const time = Date.parse(text.endsWith('Z') ? text : `${text}Z`);
	return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** Columns of the table -> attributes of the element. */
function attributesOf(values: Readonly<Row>): Record<string, string> {
	const { displayName, color, keyboardShortcut } = values;
	return {
		...(typeof displayName === 'string' && { name: displayName }),
		...(color !== undefined && { color: colorNumber(color) }),
		...(keyboardShortcut !== undefined && { keyboardShortcut: String(keyboardShortcut ?? 0) }),
	};
}

const colorNumber = (color: unknown): string =>
	typeof color === 'string' && color.startsWith('preset') ? color.slice('preset'.length) : '-1';

/**
 * The master category list while changes are made to it. Attributes and elements that this product does not
 * know stay as they are.
 * https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocfg (2.2.5, category list)
 */
export class CategoryList {
	private readonly attributes: Record<string, string>;
	private children: XmlTree[];
	private isTouched = false;

	private constructor(root: Pick<XmlTree, 'attributes' | 'children'>) {
		this.attributes = { ...root.attributes };
		this.children = [...root.children];
	}

	/** @throws SkippableError for a list that cannot be read */
	static parse(bytes: Uint8Array | undefined): CategoryList {
		if (!bytes || bytes.length === 0) return new CategoryList({ attributes: {}, children: [] });
		const hasMark = BOM.every((byte, index) => bytes[index] === byte);
		try {
			return new CategoryList(readDocument(hasMark ? bytes.subarray(BOM.length) : bytes));
		} catch (cause) {
			throw new SkippableError("The mailbox's list of categories is damaged", {
				code: 'ErrorCorruptData',
				cause,
				advice: 'Start Outlook with the switch /cleancategories, which makes a new list.',
			});
		}
	}

	get rows(): Row[] {
		return this.categories.map(rowOf);
	}

	get isChanged(): boolean {
		return this.isTouched;
	}

	/** Makes one change, or says why not. `guid` is what a new category gets. */
	apply(
		action: 'create' | 'update' | 'delete',
		{ id = '', values }: WriteRecord,
		guid: string,
	): { readonly id: string } | ExchangeError {
		if (action === 'create') return this.add(values, guid);
		const place = this.children.findIndex(
			(child) => child.name === CATEGORY && foldText(String(rowOf(child).id)) === foldText(id),
		);
		const category = this.children[place];
		if (!category) return notThere('category', id);
		if (action === 'delete') {
			this.children.splice(place, 1);
			this.isTouched = true;
			return { id };
		}
		const attributes = { ...category.attributes, ...attributesOf(values) };
		const wrong = this.check(attributes.name, values, category);
		if (wrong) return wrong;
		const isSame = Object.entries(attributes).every(
			([key, value]) => category.attributes[key] === value,
		);
		if (!isSame) {
			this.children[place] = { ...category, attributes };
			this.isTouched = true;
		}
		return { id };
	}

	/** Whether the list is as a record wanted it. */
	holds(
		action: 'create' | 'update' | 'delete',
		{ id, values }: WriteRecord,
		guid: string,
	): boolean {
		const wanted = foldText(action === 'create' ? guid : (id ?? ''));
		const category = this.categories.find((one) => foldText(String(rowOf(one).id)) === wanted);
		if (action === 'delete') return category === undefined;
		return (
			category !== undefined &&
			Object.entries(attributesOf(values)).every(
				([key, value]) => category.attributes[key] === value,
			)
		);
	}

	/** Outlook joins its own copy with this one by the time of the last save. */
	toBytes(now = new Date()): Buffer {
		const session = Number(this.attributes.lastSavedSession ?? 0) + 1;
		const root = element(
			'categories',
			{
				default: '',
				...this.attributes,
				lastSavedSession: Number.isSafeInteger(session) ? session : 1,
				lastSavedTime: now.toISOString().replace('Z', ''),
				xmlns: 'CategoryList.xsd',
			},
			this.children.map((child) => treeXml(child)),
		);
		return Buffer.from(`<?xml version="1.0"?>${root.toString()}`);
	}

	private get categories(): XmlTree[] {
		return this.children.filter(({ name }) => name === CATEGORY);
	}

	private add(values: Readonly<Row>, guid: string): { readonly id: string } | ExchangeError {
		// The answer of an earlier attempt was lost.
		if (this.categories.some(({ attributes }) => attributes.guid === guid)) return { id: guid };
		const own = attributesOf(values);
		const wrong = this.check(own.name ?? '', values);
		if (wrong) return wrong;
		const attributes = {
			name: '',
			color: '-1',
			keyboardShortcut: '0',
			usageCount: '0',
			...Object.fromEntries(TIMES.map((kind) => [`lastTimeUsed${kind}`, NEVER])),
			lastSessionUsed: '0',
			guid,
			renameOnFirstUse: '0',
			...own,
		};
		this.children.push({ name: CATEGORY, attributes, children: [], text: '' });
		this.isTouched = true;
		return { id: guid };
	}

	private check(
		name: string | undefined,
		values: Readonly<Row>,
		self?: XmlTree,
	): ExchangeError | undefined {
		if ('displayName' in values && !values.displayName) return noName();
		if (name === undefined || name.trim() === '') return noName();
		if (name.length > 255) return tooLong();
		const { keyboardShortcut } = values;
		if (typeof keyboardShortcut === 'number' && (keyboardShortcut < 0 || keyboardShortcut > 11)) {
			return noShortcut();
		}
		const wanted = foldText(name);
		const other = this.categories.find(
			(category) => category !== self && foldText(category.attributes.name ?? '') === wanted,
		);
		return other && present(name);
	}
}

export const newGuid = (): string => `{${randomUUID().toUpperCase()}}`;

const noName = (): InputError =>
	new InputError("'Name' is empty", {
		field: 'displayName',
		advice: 'A category is known by its name: give one.',
	});

const tooLong = (): InputError =>
	new InputError("'Name' has more than 255 characters", {
		field: 'displayName',
		advice: 'Give a shorter name.',
	});

const noShortcut = (): InputError =>
	new InputError("'Keyboard Shortcut' must be a whole number from 0 to 11", {
		field: 'keyboardShortcut',
		advice: '0 is none, 1 is Ctrl+F2, 11 is Ctrl+F12.',
	});

const present = (name: string): ConflictError =>
	new ConflictError(`The mailbox has a category '${name}' already`, {
		code: 'CATEGORY_EXISTS',
		field: 'displayName',
		advice: 'Use Update, or Create or Update.',
	});
