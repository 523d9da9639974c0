import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { byName } from '../names';

export interface Resource extends INodePropertyOptions {
	value: string;
	operations: INodePropertyOptions[];
}

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [],
	default: '',
};

/** Resource and, for each of them, Operation. */
export function resourceParameters(
	resources: readonly Resource[],
	first: string,
): INodeProperties[] {
	const all = [...resources].sort(byName);
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: all.map(({ operations: _, ...resource }) => resource),
			default: first,
		},
		...all.map(({ value, operations }) => ({
			...operation,
			displayOptions: { show: { resource: [value] } },
			options: [...operations].sort(byName),
			default: (operations.find((offered) => offered.value === 'query') ?? operations[0])?.value,
		})),
	];
}
