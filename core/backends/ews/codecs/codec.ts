import type { Column, EwsField, EwsVersion } from '../../../schema/column';
import type { XmlTree } from '../decode/tree';
import type { Xml } from '../xml/element';

/** Where a value stands in an item, and the property that asks for it and writes it. */
export interface Source {
	readonly field: EwsField;
	/** Absent for extended properties. */
	readonly at?: string;
	/** Not asked of an older server. */
	readonly since?: EwsVersion;
}

/** What the value of one column may depend on when it is written. */
export interface EncodeContext {
	/** Values of the whole record by column id. */
	readonly values: ReadonlyMap<string, unknown>;
	/** Zone of the call, IANA or Windows; UTC when absent. */
	readonly timeZone?: string;
	readonly version: EwsVersion;
}

/**
 * What one property gets in a write. `text` becomes content (or the attribute of `at`), `content`
 * becomes child elements, `values` the entries of an extended property; none of them deletes it.
 */
export interface FieldPart extends Source {
	readonly text?: string;
	readonly content?: readonly Xml[];
	readonly values?: readonly string[];
	/** Attributes that the element gets unless another column writes them. */
	readonly attributes?: Readonly<Record<string, string>>;
	/** Goes with another column's value; gives way to a part that a column of its own writes. */
	readonly implied?: true;
}

/** The value is the text of an element, of an attribute or of an extended property. */
export interface TextCodec {
	readonly kind: 'text';
	/** Made once per column and read; `undefined` stands for text as it is. */
	decoder(column: Column): ((text: string) => unknown) | undefined;
	encode(value: unknown, column: Column): string;
	/** Attributes that go with the text. */
	attributes?(text: string): Readonly<Record<string, string>>;
}

/** The value is made of one or several elements of the item. */
export interface TreeCodec {
	readonly kind: 'tree';
	/** Default: the column's own field and place. */
	sources?(column: Column): readonly Source[];
	/** `trees` are in the order of the sources; null when the value is absent. */
	decode(trees: ReadonlyArray<XmlTree | undefined>, column: Column): unknown;
	/** Absent for what is only read. `value` is never null. */
	encode?(value: unknown, column: Column, context: EncodeContext): readonly FieldPart[];
}

export type Codec = TextCodec | TreeCodec;
