import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { Procedure } from '../../../core/schema/procedure';
import { core } from '../../shared/core';
import { sentence } from '../../shared/sentence';
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

/** What identifies the record, as the procedure describes it. */
const recordId = ({ recordInput, inputs: all }: Procedure): INodeProperties => ({
	displayName: 'Record ID',
	name: 'recordId',
	type: 'string',
	default: '',
	placeholder: 'e.g. AAMkAGI2NGVh...',
	description:
		sentence(all.find(({ id }) => id === recordInput)?.description) ??
		'The column ID of the record, as a Query returns it',
});

const binaryInput = ({ binaryInput: input, inputs: all }: Procedure): INodeProperties => ({
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	hint: 'The name of the input binary field containing the file to be uploaded',
	...(all.find(({ id }) => id === input)?.required
		? {}
		: {
				description: 'Several fields are separated by commas. Leave empty when it comes otherwise.',
			}),
});

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
	...shownBy(recordId, ({ recordInput }) => recordInput !== undefined),
	{ ...inputs, displayOptions: show(PROCEDURE_RESOURCE, ['execute']) },
	...shownBy(
		() => inputs,
		(candidate) => mappedInputs(candidate).length > 0,
	),
	...shownBy(binaryInput, ({ binaryInput: input }) => input !== undefined),
	...shownBy(
		() => binaryOutput,
		({ binaryOutput: output }) => output === true,
	),
];

const show = (resource: string, operation: readonly string[]): IDisplayOptions => ({
	show: { resource: [resource], operation: [...operation] },
});

/** The parameter of each such procedure; operations of a resource that show the same one share it. */
function shownBy(
	parameterOf: (procedure: Procedure) => INodeProperties,
	isSuch: (candidate: Procedure) => boolean,
): INodeProperties[] {
	const shown = new Map<
		string,
		{ parameter: INodeProperties; resource: string; operations: string[] }
	>();
	for (const candidate of core().shownProcedures) {
		const { resource, operation } = candidate;
		if (!isSuch(candidate) || procedureOf(resource, operation) !== candidate) continue;
		const parameter = parameterOf(candidate);
		const key = `${resource} ${parameter.description}`;
		const known = shown.get(key);
		if (known) known.operations.push(operation);
		else shown.set(key, { parameter, resource, operations: [operation] });
	}
	return [...shown.values()].map(({ parameter, resource, operations }) => ({
		...parameter,
		displayOptions: show(resource, operations),
	}));
}
