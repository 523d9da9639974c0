import type { Row } from '../../../schema/column';

/** Set only on rows whose item element is not the table's own, so that most rows stay plain. */
export const ELEMENT = Symbol('EWS element');

/** Element name of an item that is not the table's own, such as `MeetingRequest`; else undefined. */
export function elementOf(row: Row): string | undefined {
	return (row as { [ELEMENT]?: string })[ELEMENT];
}
