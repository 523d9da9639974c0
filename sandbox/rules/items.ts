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
	'body-type-as-asked': 'A body comes as text or as HTML, as the shape asks.',
	'filter-removes-scripts': 'FilterHtmlContent takes scripts out of a body.',
	'code-page-becomes-utf8':
		'The code page of an HTML body becomes UTF-8 unless the shape forbids it.',
	'external-images-blocked': 'BlockExternalImages takes the sources of external images away.',
	'links-open-blank': 'AddBlankTargetToLinks gives every link a blank target.',
	'id-only-is-bare': 'The base shape IdOnly returns the identifier alone.',
	'mime-on-demand': 'MIME content comes only when the shape asks for it.',
	'read-only-refused': 'A property that the server keeps cannot be set by a client.',
	'flag-dates-fit': 'The dates of a flag fit its status.',
	'return-new-ids': 'CopyItem and MoveItem tell the new id.',
	'seconds-unless-asked': 'Times come in whole seconds unless the request asks for milliseconds.',
	'deleted-items-keeps': 'What is moved to Deleted Items is found there.',
	'associated-stay-hidden':
		'An item associated with its folder is found by an associated search alone.',
	'extended-paths-are-exact': 'The attributes of an extended property path fit together.',
	'sent-mail-arrives': 'What is sent reaches the Inbox of those it is sent to.',
	'changed-is-modified': 'A received message that was changed is no longer unmodified.',
	'ranges-compare-original-start': 'A range of a series compares original starts when it says so.',
} as const;
