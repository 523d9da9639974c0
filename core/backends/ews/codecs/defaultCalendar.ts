import type { TreeCodec } from './codec';

/** DistinguishedFolderId, which only well-known folders have, tells the default calendar. */
export const isDefaultCalendar: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) => tree?.text === 'calendar',
};
