import type { IExecuteFunctions, IGetNodeParameterOptions } from 'n8n-workflow';

/** A parameter of an item; `null` where the node does not show it, which n8n would refuse to read. */
export const parameter = (
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
	options?: IGetNodeParameterOptions,
): unknown => context.getNodeParameter(name, itemIndex, null, options) as unknown;
