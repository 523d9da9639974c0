import type { INodeProperties } from 'n8n-workflow';
import { core } from '../../shared/core';
import { PROCEDURE_RESOURCE } from './resources';

/** Which procedure, and its inputs; an operation that is a procedure has the same inputs. */
export function procedureParameters(): INodeProperties[] {
	const { procedures } = core();
	return [
		{
			displayName: 'Procedure',
			name: 'procedure',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The procedure to run',
			displayOptions: { show: { resource: [PROCEDURE_RESOURCE], operation: ['execute'] } },
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Choose a procedure...',
					typeOptions: { searchListMethod: 'searchProcedures', searchable: true },
				},
				{
					displayName: 'By Name',
					name: 'name',
					type: 'string',
					placeholder: 'e.g. SendMail',
				},
			],
		},
		{
			displayName: 'Inputs',
			name: 'inputs',
			type: 'resourceMapper',
			noDataExpression: true,
			typeOptions: {
				loadOptionsDependsOn: ['resource', 'operation', 'procedure.value'],
				resourceMapper: {
					resourceMapperMethod: 'getProcedureInputs',
					mode: 'add',
					fieldWords: { singular: 'input', plural: 'inputs' },
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: true,
				},
			},
			default: { mappingMode: 'defineBelow', value: null },
			displayOptions: {
				show: {
					resource: [PROCEDURE_RESOURCE, ...new Set(procedures.map(({ resource }) => resource))],
					operation: ['execute', ...new Set(procedures.map(({ operation }) => operation))],
				},
			},
		},
	];
}
