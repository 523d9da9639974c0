import type { Column } from '../../../schema/column';
import { attendeeList } from './attendee';
import type { Codec, Source } from './codec';
import { flag } from './flag';
import { binaryList, internetHeaders, textList } from './list';
import { boolean, decimal, int64, integer } from './number';
import { recipient, recipientList } from './recipient';
import { recurrence } from './recurrence';
import { binary, body, choice, contactEmail, text } from './text';
import { date, dateTime } from './time';
import { object } from './object';

/** By column type, and by the name that a column may give as `ews.codec`. */
const CODECS: Readonly<Record<string, Codec>> = {
	text,
	id: text,
	choice,
	integer,
	int64,
	decimal,
	boolean,
	dateTime,
	date,
	binary,
	textList,
	recipient,
	recipientList,
	attendeeList,
	recurrence,
	flag,
	object,
	body,
	contactEmail,
	internetHeaders,
	binaryList,
};

export function codecOf(column: Column): Codec {
	const name = column.ews?.codec ?? column.type;
	const codec = CODECS[name];
	if (!codec) throw new TypeError(`No EWS codec '${name}' for the column '${column.id}'`);
	return codec;
}

/** Properties that a read of the column asks for; none when every answer carries it or it is computed. */
export function sourcesOf(column: Column): readonly Source[] {
	const codec = codecOf(column);
	if (codec.kind === 'tree' && codec.sources) return codec.sources(column);
	const { field, at } = column.ews ?? {};
	return field ? [{ field, at }] : [];
}
