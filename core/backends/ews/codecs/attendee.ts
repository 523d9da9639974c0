import { child, childText } from '../decode/tree';
import { element } from '../xml/element';
import type { FieldPart, Source, TreeCodec } from './codec';
import { decodeMailbox, encodeMailbox } from './recipient';
import { refuse } from './refuse';

/** Attendee type -> the list that holds it. */
const GROUPS = {
	required: 'RequiredAttendees',
	optional: 'OptionalAttendees',
	resource: 'Resources',
} as const;
const TYPES = Object.keys(GROUPS) as Array<keyof typeof GROUPS>;

/** EWS ResponseType -> Graph's responseStatus. */
const RESPONSES: Readonly<Record<string, string>> = {
	Unknown: 'none',
	Organizer: 'organizer',
	Tentative: 'tentativelyAccepted',
	Accept: 'accepted',
	Decline: 'declined',
	NoResponseReceived: 'notResponded',
};

const SOURCES: readonly Source[] = TYPES.map((type) => ({
	field: { uri: `calendar:${GROUPS[type]}` },
	at: GROUPS[type],
}));

/**
 * One list of {name, address, type, response, responseTime} from the three that EWS has.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/attendee
 */
export const attendeeList: TreeCodec = {
	kind: 'tree',
	sources: () => SOURCES,
	decode: (trees) => {
		if (trees.every((tree) => tree === undefined)) return null;
		return TYPES.flatMap((type, index) =>
			(trees[index]?.children ?? []).map((attendee) => {
				const response = childText(attendee, 'ResponseType');
				return {
					...decodeMailbox(child(attendee, 'Mailbox')),
					type,
					response: response === undefined ? null : (RESPONSES[response] ?? response),
					responseTime: childText(attendee, 'LastResponseTime') ?? null,
				};
			}),
		);
	},
	encode: (value, column) => {
		const list: unknown[] = Array.isArray(value) ? value : [value];
		const typed = list.map((attendee) => ({ attendee, type: typeOf(attendee) }));
		const stray = typed.find(({ type }) => !TYPES.includes(type as keyof typeof GROUPS));
		if (stray)
			throw refuse(
				column,
				stray.attendee,
				"attendees of type 'required', 'optional' or 'resource'",
			);
		return TYPES.map((type, index): FieldPart => {
			const content = typed
				.filter((entry) => entry.type === type)
				.map(({ attendee }) => element('t:Attendee', null, encodeMailbox(attendee, column)));
			const source = SOURCES[index] as Source;
			return content.length === 0 ? source : { ...source, content };
		});
	},
};

/** One of the three lists, written without the others. */
export const attendees: TreeCodec = {
	kind: 'tree',
	decode: (trees) =>
		(trees[0]?.children ?? []).map((attendee) => decodeMailbox(child(attendee, 'Mailbox'))),
	encode: (value, column) => {
		const { field, at } = column.ews ?? {};
		if (!field) return [];
		const list: unknown[] = Array.isArray(value) ? value : [value];
		if (list.length === 0) return [{ field, at }];
		const content = list.map((one) => element('t:Attendee', null, encodeMailbox(one, column)));
		return [{ field, at, content }];
	},
};

function typeOf(attendee: unknown): unknown {
	if (typeof attendee !== 'object' || attendee === null) return 'required';
	return (attendee as { type?: unknown }).type ?? 'required';
}
