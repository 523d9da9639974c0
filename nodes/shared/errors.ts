import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { ExchangeError } from '../../core';
import { core } from './core';

export type NodeFailure = NodeApiError | NodeOperationError;

/** Recognised by what it carries, so that it works across copies of core too. */
export const isExchangeError = (error: unknown): error is ExchangeError =>
	error instanceof Error && 'kind' in error;

export const isCancelled = (error: unknown): boolean => error instanceof core().CancelledError;

/** How to get unstuck, then what to quote to an administrator. */
function describe(error: ExchangeError): string | undefined {
	const reference = [
		error.code && `Code: ${error.code}`,
		error.requestId && `request id: ${error.requestId}`,
	].filter(Boolean);
	const parts = [error.advice, reference.length > 0 ? `(${reference.join(', ')})` : undefined];
	return parts.filter(Boolean).join(' ') || undefined;
}

/**
 * An error as n8n shows it: what happened as the message, how to get unstuck as the description.
 * n8n replaces messages that contain codes such as ECONNREFUSED by its own; ours says more, so it is
 * put back.
 */
export function nodeError(
	node: INode,
	error: unknown,
	itemIndex: number,
	remark?: string,
): NodeFailure {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (!isExchangeError(error)) {
		const message = error instanceof Error ? error.message : String(error);
		return new NodeOperationError(node, message, { itemIndex, description: remark });
	}
	const description = [describe(error), remark].filter(Boolean).join(' ') || undefined;
	const { message } = error;
	const failure =
		error.status === undefined
			? new NodeOperationError(node, message, { itemIndex, description })
			: new NodeApiError(
					node,
					{ message },
					{ itemIndex, message, description, httpCode: String(error.status) },
				);
	failure.message = message;
	failure.description = description;
	return failure;
}

/** Item that stands for a failed input item; n8n moves it to the error output where there is one. */
export function errorItem(
	failure: NodeFailure,
	itemIndex: number,
	details?: IDataObject,
): INodeExecutionData {
	const known = {
		...(failure.description ? { advice: failure.description } : {}),
		...details,
	};
	return {
		json: {
			error: failure.message,
			...(Object.keys(known).length > 0 ? { details: known } : {}),
		},
		error: failure,
		pairedItem: { item: itemIndex },
	};
}
