import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { byId, graphPath, listed } from './bindings';
import { folder } from './folder';
import { adapted } from './itemColumns';

/** A column that calendars have as folders. */
function ofFolder(id: string, changes: Partial<Column> = {}): Column {
	const column = folder.columns.find((candidate) => candidate.id === id);
	if (!column) throw new TypeError(`Folders have no column '${id}'`);
	return adapted(column, { graph: undefined, ...changes });
}

function right(id: string, label: string, element: string, description: string): Column {
	return {
		id,
		label,
		type: 'boolean',
		description,
		common: true,
		ews: {
			field: { uri: 'folder:EffectiveRights' },
			at: `EffectiveRights/${element}`,
			read: 'list',
			...(element === 'ViewPrivateItems' ? { since: 'Exchange2010' as const } : {}),
		},
		graph: graphPath(id),
	};
}

const onGraph: readonly Column[] = [
	{
		id: 'owner',
		label: 'Owner',
		type: 'recipient',
		common: true,
		aliases: { graph: ['owner_name', 'owner_address'] },
		graph: graphPath('owner', { codec: 'emailAddress' }),
	},
	{
		id: 'canShare',
		label: 'Can Share',
		type: 'boolean',
		common: true,
		graph: graphPath('canShare'),
	},
	{
		id: 'color',
		label: 'Color',
		type: 'choice',
		common: true,
		choices: [
			'auto',
			'lightBlue',
			'lightGreen',
			'lightOrange',
			'lightGray',
			'lightYellow',
			'lightTeal',
			'lightPink',
			'lightBrown',
			'lightRed',
			'maxColor',
		],
		graph: graphPath('color', { write: 'both' }),
	},
	{ id: 'hexColor', label: 'Hex Color', type: 'text', graph: graphPath('hexColor') },
	{
		id: 'isRemovable',
		label: 'Is Removable',
		type: 'boolean',
		graph: graphPath('isRemovable'),
	},
	{
		id: 'isTallyingResponses',
		label: 'Is Tallying Responses',
		type: 'boolean',
		graph: graphPath('isTallyingResponses'),
	},
	{
		id: 'allowedOnlineMeetingProviders',
		label: 'Allowed Online Meeting Providers',
		type: 'textList',
		graph: graphPath('allowedOnlineMeetingProviders'),
	},
	{
		id: 'defaultOnlineMeetingProvider',
		label: 'Default Online Meeting Provider',
		type: 'choice',
		choices: ['unknown', 'skypeForBusiness', 'skypeForConsumer', 'teamsForBusiness'],
		graph: graphPath('defaultOnlineMeetingProvider', { write: 'both' }),
	},
];

/**
 * Calendars, which EWS keeps as folders. New ones go below the default calendar, as Outlook puts them.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendarfolder
 */
export const calendar: Table = {
	name: 'calendar',
	label: 'Calendar',
	plural: 'calendars',
	description: 'Calendars of a mailbox, at any depth',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	aliases: [{ name: 'Calendars', schema: 'graph' }],
	ews: {
		kind: 'folder',
		element: 'CalendarFolder',
		defaultFolder: 'msgfolderroot',
		folderClass: 'IPF.Appointment',
		classAmongOthers: true,
		deep: true,
		newRecordsFolder: 'calendar',
	},
	graph: { collection: 'calendars' },
	columns: [
		ofFolder('id', { graph: graphPath('id') }),
		ofFolder('displayName', {
			id: 'name',
			label: 'Name',
			aliases: {},
			graph: graphPath('name', { write: 'both' }),
		}),
		right('canEdit', 'Can Edit', 'CreateContents', 'Whether new events may be put in.'),
		right(
			'canViewPrivateItems',
			'Can View Private Items',
			'ViewPrivateItems',
			'Whether private events are shown whole.',
		),
		{
			id: 'isDefaultCalendar',
			label: 'Is Default Calendar',
			type: 'boolean',
			common: true,
			ews: listed('folder:DistinguishedFolderId', {
				codec: 'isDefaultCalendar',
				filter: false,
				sort: false,
				since: 'Exchange2013',
			}),
			graph: graphPath('isDefaultCalendar'),
		},
		...onGraph,
		ofFolder('totalItemCount', { aliases: {} }),
		ofFolder('childFolderCount', { label: 'Child Folders', aliases: {} }),
		ofFolder('parentFolderPath', { aliases: {} }),
		ofFolder('parentFolderId', { aliases: {} }),
		ofFolder('changeKey', { aliases: {}, graph: graphPath('changeKey') }),
		ofFolder('isHidden'),
		ofFolder('size', { aliases: {} }),
		ofFolder('permissions'),
		{
			id: 'sharingEffectiveRights',
			label: 'Sharing Effective Rights',
			type: 'text',
			description: 'Of a calendar of another organisation: what is shown of it.',
			ews: byId('folder:SharingEffectiveRights', { since: 'Exchange2010' }),
		},
		...folder.columns
			.filter(({ id }) => id.startsWith('effectiveRights'))
			.map((column) => adapted(column, { aliases: {} })),
	],
};
