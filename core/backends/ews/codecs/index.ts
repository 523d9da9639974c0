import type { Column } from '../../../schema/column';
import { attendeeList, attendees } from './attendee';
import { attachmentList } from './attachment';
import type { Codec, Source } from './codec';
import { isDefaultCalendar } from './defaultCalendar';
import { eventBound } from './eventBound';
import { flag } from './flag';
import { binaryList, internetHeaders, nameList, numberList, textList, votingOptions } from './list';
import { members } from './member';
import { boolean, decimal, int64, integer } from './number';
import { object } from './object';
import { occurrenceList } from './occurrence';
import { part } from './part';
import { permissions } from './permission';
import { recipient, recipientList } from './recipient';
import { recurrence } from './recurrence';
import { binary, body, choice, contactEmail, text } from './text';
import { date, dateTime } from './time';
import { timeZone } from './timeZone';

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
	attendees,
	members,
	isDefaultCalendar,
	recurrence,
	flag,
	object,
	body,
	contactEmail,
	internetHeaders,
	binaryList,
	nameList,
	numberList,
	votingOptions,
	attachmentList,
	occurrenceList,
	permissions,
	eventBound,
	timeZone,
};

export function codecOf(column: Column): Codec {
	const name = column.ews?.codec ?? codecOfField(column) ?? column.type;
	const codec = CODECS[name];
	if (!codec) throw new TypeError(`No EWS codec '${name}' for the column '${column.id}'`);
	return column.partOf && codec.kind === 'tree' ? part(codec, column.partOf) : codec;
}

/** Time zones are text in rows, but EWS takes Windows names only. */
function codecOfField(column: Column): string | undefined {
	return /^(?:Start|End)TimeZone@Id$/.test(column.ews?.at ?? '') ? 'timeZone' : undefined;
}

/** Properties that a read of the column asks for; none when every answer carries it or it is computed. */
export function sourcesOf(column: Column): readonly Source[] {
	const codec = codecOf(column);
	if (codec.kind === 'tree' && codec.sources) return codec.sources(column);
	const { field, at } = column.ews ?? {};
	return field ? [{ field, at }] : [];
}
