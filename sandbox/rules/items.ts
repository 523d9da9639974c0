/** Rules of items as such: creating, reading, changing, moving and deleting them. */
export const ITEM_RULES = {
	'copy-keeps-original': 'A copy is another item: the original stays where it was.',
	'move-changes-id': 'A moved item gets a new id, and the old one leads nowhere.',
	'delete-removes': 'A deleted item is no longer found by its id.',
	'change-key-per-write': 'Every update gives an item a new change key.',
	'one-property-per-change': 'A change description holds exactly one property.',
	'item-class-fits-kind': 'An item is not created with the item class of another kind.',
	'mark-all-reaches-all': 'MarkAllItemsAsRead changes every item of the folder.',
	'junk-blocks-sender':
		'MarkAsJunk puts the sender on the list of blocked senders or takes it off.',
} as const;
