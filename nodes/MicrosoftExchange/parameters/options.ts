import type { INodeProperties } from 'n8n-workflow';
import { core } from '../../shared/core';
import {
	allowRiskyToolOption,
	dryRunOption,
	emptyValuesOption,
	failIfTruncatedOption,
	timeoutOption,
	timeZoneOption,
	unknownColumnsOption,
} from '../../shared/parameters/options';
import { PROCEDURE_RESOURCE } from './resources';
import { named, ofKind, optionFor, showOption, type Which } from './show';

const WRITES = ['create', 'update', 'upsert', 'delete'] as const;

/** Records that tell their version: attendees that of their event. */
const hasVersion: Which = (table) =>
	table.ews?.kind !== 'collection' || table.columns.some(({ id }) => id === 'changeKey');

/** Folders are written as they are; Exchange resolves conflicts of items. */
const resolvesConflicts: Which = (table) => table.ews?.kind !== 'folder' && hasVersion(table);

const hasSubfolders: Which = ({ ews }) =>
	ews !== undefined && ews.kind !== 'collection' && ews.deep !== true;

/** Options: everything that has a harmless default. Each entry shows only where it applies. */
export function optionsParameter(): INodeProperties {
	const { tables, shownProcedures } = core();
	const names = tables.map((table) => table.name);
	const risky = shownProcedures.filter((procedure) => procedure.risky);
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			allowRiskyToolOption(
				'delete, send, invite, or write what lets others do so, such as inbox rules',
				showOption(
					[...names, PROCEDURE_RESOURCE, ...risky.map(({ resource }) => resource)],
					['create', 'update', 'upsert', 'delete', 'execute', ...risky.map((p) => p.operation)],
				),
			),
			{
				displayName: 'Batch Size',
				name: 'batchSize',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 100,
				description: 'Records per request',
				displayOptions: optionFor(WRITES),
			},
			{
				displayName: 'Body Format',
				name: 'bodyFormat',
				type: 'options',
				options: [
					{ name: 'Best', value: 'best', description: 'As it is stored' },
					{ name: 'HTML', value: 'html' },
					{ name: 'Text', value: 'text' },
				],
				default: 'best',
				displayOptions: optionFor(['query', 'get'], ofKind('item')),
			},
			{
				displayName: 'Change Key',
				name: 'changeKey',
				type: 'string',
				default: '',
				description:
					'The version of the record that you read; a newer one is not overwritten. Empty: the newest.',
				displayOptions: optionFor(['update', 'delete'], hasVersion),
			},
			{
				displayName: 'Conflict Resolution',
				name: 'conflictResolution',
				type: 'options',
				options: [
					{
						name: 'Always Overwrite',
						value: 'alwaysOverwrite',
						description: 'Write in any case',
					},
					{
						name: 'Auto Resolve',
						value: 'autoResolve',
						description: 'Let Exchange join changes of different columns',
					},
					{
						name: 'Never Overwrite',
						value: 'neverOverwrite',
						description: 'Refuse when the record changed since it was read',
					},
				],
				default: 'autoResolve',
				displayOptions: optionFor(['update', 'upsert'], resolvesConflicts),
			},
			dryRunOption(optionFor(WRITES)),
			emptyValuesOption(optionFor(['update', 'upsert'])),
			failIfTruncatedOption(optionFor(['query'])),
			{
				displayName: 'Impersonation Type',
				name: 'impersonationType',
				type: 'options',
				options: [
					{ name: 'Primary SMTP Address', value: 'PrimarySmtpAddress' },
					{ name: 'Security Identifier (SID)', value: 'SID' },
					{ name: 'SMTP Address', value: 'SmtpAddress' },
					{ name: 'User Principal Name', value: 'PrincipalName' },
				],
				default: 'PrimarySmtpAddress',
				description: 'What the mailbox is named by, when it is impersonated',
			},
			{
				displayName: 'Include Subfolders',
				name: 'includeSubfolders',
				type: 'boolean',
				default: false,
				description: 'Whether to read the folders below the chosen ones too',
				displayOptions: optionFor(['query'], hasSubfolders),
			},
			{
				displayName: 'Offset',
				name: 'offset',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Number of results to skip',
				displayOptions: optionFor(['query']),
			},
			{
				displayName: 'Page Size',
				name: 'pageSize',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Records per request; 0 leaves it to the node',
				displayOptions: optionFor(['query']),
			},
			{
				displayName: 'Remove Outlook Rules',
				name: 'removeOutlookRules',
				type: 'boolean',
				default: false,
				description:
					'Whether rules that only Outlook runs may be deleted; Exchange changes no rule while there are any',
				displayOptions: optionFor(WRITES, named('inboxRule')),
			},
			{
				displayName: 'Send Cancellations',
				name: 'sendCancellations',
				type: 'options',
				options: [
					{ name: 'Send Only to All', value: 'SendOnlyToAll' },
					{ name: 'Send to All and Save Copy', value: 'SendToAllAndSaveCopy' },
					{ name: 'Send to None', value: 'SendToNone' },
				],
				default: 'SendToNone',
				description: 'Who hears that a meeting, or the invitation of an attendee, was cancelled',
				displayOptions: optionFor(['delete'], named('attendee', 'event')),
			},
			{
				displayName: 'Send Invitations',
				name: 'sendInvitations',
				type: 'options',
				options: [
					{ name: 'Send Only to All', value: 'SendOnlyToAll' },
					{ name: 'Send Only to Changed', value: 'SendOnlyToChanged' },
					{ name: 'Send to All and Save Copy', value: 'SendToAllAndSaveCopy' },
					{ name: 'Send to None', value: 'SendToNone' },
				],
				default: 'SendToNone',
				description: 'Who gets an invitation or an update of a meeting',
				displayOptions: optionFor(['create', 'update', 'upsert'], named('attendee', 'event')),
			},
			{
				displayName: 'Task Occurrences',
				name: 'taskOccurrences',
				type: 'options',
				options: [
					{ name: 'All Occurrences', value: 'AllOccurrences' },
					{ name: 'Specified Occurrence Only', value: 'SpecifiedOccurrenceOnly' },
				],
				default: 'SpecifiedOccurrenceOnly',
				description: 'What to delete of a task that repeats',
				displayOptions: optionFor(['delete'], named('task')),
			},
			timeZoneOption,
			timeoutOption,
			unknownColumnsOption(optionFor(['create', 'update', 'upsert'])),
		],
	};
}
