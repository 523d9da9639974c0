/** Rules of items as such: creating, reading, changing, moving and deleting them. */
export const ITEM_RULES = {
	'copy-keeps-original': 'A copy is another item: the original stays where it was.',
} as const;
