import type { INodeProperties } from 'n8n-workflow';
import type { Procedure } from '../../../core/schema/procedure';
import { core } from '../../shared/core';
import { mappedInputs } from '../operations/inputs';
import { procedureOf } from '../operations/procedure';
import { PROCEDURE_RESOURCE } from './resources';

const procedure: INodeProperties = {
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
};

const recordId: INodeProperties = {
	displayName: 'Record ID',
	name: 'recordId',
	type: 'string',
	default: '',
	placeholder: 'e.g. AAMkAGI2NGVh...',
	description: 'The column ID of the record, as a Query returns it',
};

const binaryInput: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	hint: 'The name of the input binary field containing the file to be uploaded',
};

const binaryOutput: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'outputBinaryProperty',
	type: 'string',
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
};

const inputs: INodeProperties = {
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
};

/** Which procedure, and its inputs; an operation that is a procedure has the same inputs. */
export const procedureParameters = (): INodeProperties[] => [
	procedure,
	...showWhere(recordId, ({ recordInput }) => recordInput !== undefined),
	...showWhere(inputs, (candidate) => mappedInputs(candidate).length > 0, [
		[PROCEDURE_RESOURCE, ['execute']],
	]),
	...showWhere(binaryInput, ({ binaryInput: input }) => input !== undefined),
	...showWhere(binaryOutput, ({ binaryOutput: output }) => output === true),
];

/** The parameter once for each resource, with those of its operations that are such procedures. */
function showWhere(
	parameter: INodeProperties,
	isSuch: (candidate: Procedure) => boolean,
	more: ReadonlyArray<readonly [string, string[]]> = [],
): INodeProperties[] {
	const shown = new Map<string, string[]>(more);
	for (const candidate of core().shownProcedures) {
		const { resource, operation } = candidate;
		if (!isSuch(candidate) || procedureOf(resource, operation) !== candidate) continue;
		shown.set(resource, [...(shown.get(resource) ?? []), operation]);
	}
	return [...shown].map(([resource, operation]) => ({
		...parameter,
		displayOptions: { show: { resource: [resource], operation } },
	}));
}
