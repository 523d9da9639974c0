import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { Call } from '../../core/backends/backend';
import type { Dialect, Table } from '../../core/schema/table';
import type { Session } from '../../core/session';
import type { Connection } from './connection';
import { core } from './core';
import { errorItem, isCancelled, type NodeFailure, nodeError } from './errors';
import { type NodeOptions, optionsOf } from './options';

/**
 * Older agents run a tool in a context of its own, which says so; newer ones let the engine run it like
 * any node, and only its type (`…Tool`) and where its log goes to tell.
 */
function isTool(context: IExecuteFunctions): boolean {
	const { type, rewireOutputLogTo } = context.getNode();
	return (
		context.isToolExecution?.() === true ||
		type.endsWith('Tool') ||
		rewireOutputLogTo === NodeConnectionTypes.AiTool
	);
}

/** One execution of the node: what all its items share; `S` is the session of its connection. */
export class Run<S = Session> {
	/** Whether an AI agent called the node. */
	readonly tool: boolean;

	private readonly hints = new Set<string>();

	constructor(
		readonly context: IExecuteFunctions,
		private readonly connection: Connection<S>,
	) {
		this.tool = isTool(context);
	}

	get session(): S {
		return this.connection.session;
	}

	get dialect(): Dialect {
		return this.connection.dialect;
	}

	get indexes(): number[] {
		return this.context.getInputData().map((_, index) => index);
	}

	options(itemIndex: number): NodeOptions {
		return optionsOf(this.context, itemIndex);
	}

	/** What every call of an item gets: cancel signal, clock zone, time limit. */
	call(options: NodeOptions): Call {
		return {
			signal: this.context.getExecutionCancelSignal?.(),
			timeZone: options.timezone ?? this.context.getTimezone(),
			timeoutMs: options.timeout === undefined ? undefined : options.timeout * 1000,
			notice: (message) => this.hint(message),
		};
	}

	/** Refuses what sends or removes when an AI agent asks for it, unless the person lets it. */
	allowRisky(options: NodeOptions, what: string): void {
		if (!this.tool || options.allowRiskyTool) return;
		throw new (core().InputError)(`'${what}' is switched off for AI tools`, {
			field: 'Allow Risky Tool',
			advice: "Switch on 'Allow Risky Tool' in the node's options to let an agent do it.",
		});
	}

	/** A remark shown once above the output. */
	hint(message: string): void {
		this.hints.add(message);
	}

	showHints(): void {
		for (const message of this.hints) {
			this.context.addExecutionHints?.({ message, type: 'info', location: 'outputPane' });
		}
	}

	/** An error as n8n shows it. */
	failure(error: unknown, itemIndex: number, remark?: string): NodeFailure {
		return nodeError(this.context.getNode(), error, itemIndex, remark);
	}

	/**
	 * The item that stands for a failed one, where the person asked to continue; otherwise throws.
	 * `remark` tells what else happened in a run that ends here.
	 */
	fail(
		error: unknown,
		itemIndex: number,
		details?: IDataObject,
		remark?: string,
	): INodeExecutionData {
		if (isCancelled(error) || !this.context.continueOnFail()) {
			throw this.failure(error, itemIndex, remark);
		}
		return errorItem(this.failure(error, itemIndex), itemIndex, details);
	}
}

/** A run on a table. */
export interface TableRun<S = Session> {
	readonly run: Run<S>;
	readonly table: Table;
}
