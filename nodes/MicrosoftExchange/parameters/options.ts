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
import { showOption, tablesWith } from './show';

/** Options: everything that has a harmless default. Each entry shows only where it applies. */
export function optionsParameter(): INodeProperties {
	const { tables, shownProcedures } = core();
	const names = tables.map((table) => table.name);
	const items = tables.filter((table) => table.ews?.kind !== 'folder').map((table) => table.name);
	const risky = shownProcedures.filter((procedure) => procedure.risky);
	const only = (...wanted: string[]) => names.filter((name) => wanted.includes(name));
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			allowRiskyToolOption(
				'delete, send or invite',
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
				displayOptions: showOption(names, ['create', 'update', 'upsert', 'delete']),
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
				displayOptions: showOption(items, ['query', 'get']),
			},
			{
				displayName: 'Change Key',
				name: 'changeKey',
				type: 'string',
				default: '',
				description:
					'The version of the record that you read; a newer one is not overwritten. Empty: the newest.',
				displayOptions: showOption(names, ['update', 'delete']),
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
				displayOptions: showOption(items, ['update', 'upsert']),
			},
			dryRunOption(showOption(names, ['create', 'update', 'upsert', 'delete'])),
			emptyValuesOption(showOption(names, ['update', 'upsert'])),
			failIfTruncatedOption(showOption(names, ['query'])),
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
				displayOptions: showOption(names, ['query']),
			},
			{
				displayName: 'Offset',
				name: 'offset',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Number of results to skip',
				displayOptions: showOption(names, ['query']),
			},
			{
				displayName: 'Page Size',
				name: 'pageSize',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Records per request; 0 leaves it to the node',
				displayOptions: showOption(names, ['query']),
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
				description: 'Who hears that a meeting was cancelled',
				displayOptions: showOption(only('event'), ['delete']),
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
				displayOptions: showOption(only('event'), ['create', 'update', 'upsert']),
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
				displayOptions: showOption(only('task'), ['delete']),
			},
			timeZoneOption,
			timeoutOption,
			unknownColumnsOption(
				showOption(tablesWith('create', 'update', 'upsert'), ['create', 'update', 'upsert']),
			),
		],
	};
}
