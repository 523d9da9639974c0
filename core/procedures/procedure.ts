import type { ColumnType } from '../schema/column';

export interface ProcedureInput {
	readonly id: string;
	readonly label: string;
	readonly type: ColumnType;
	readonly required?: boolean;
	readonly description?: string;
	readonly choices?: readonly string[];
	readonly default?: string | number | boolean;
	readonly aliases?: readonly string[];
}

/** One declaration per procedure; the node shows it as an operation of its resource and under Procedure -> Execute. */
export interface Procedure {
	/** Canonical name, such as `sendMail`. */
	readonly name: string;
	readonly label: string;
	readonly description: string;
	/** Resource and operation value in the node: `message`, `send`. */
	readonly resource: string;
	readonly operation: string;
	/** Sentence case, names the object: `Send a message`. */
	readonly action: string;
	/** Names of the old schemas. */
	readonly aliases?: readonly string[];
	/** Sends or deletes: off for AI tools unless the person turns it on. */
	readonly risky?: boolean;
	readonly inputs: readonly ProcedureInput[];
}
