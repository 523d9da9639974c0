import type { ColumnType, EwsVersion, Row } from './column';
import type { FileContent } from './file';
import type { Dialect } from './table';

/**
 * Type of an input: that of a column, or
 * - `folder` a FolderRef: typed as path, id or well-known name
 * - `files` FileContent[]: the node reads them from the item's binary fields
 */
export type InputType = ColumnType | 'folder' | 'files';

export interface ProcedureInput {
	readonly id: string;
	readonly label: string;
	readonly type: InputType;
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
	/** Resource and operation value in the node: `message`, `send`. Absent: it is run by its name only. */
	readonly resource?: string;
	readonly operation?: string;
	/** Sentence case, names the object: `Send a message`. Goes with `operation`. */
	readonly action?: string;
	/** Names of the old schemas. */
	readonly aliases?: readonly string[];
	/** Sends, deletes or changes who the connection signs in as: off for AI tools unless the person turns it on. */
	readonly risky?: boolean;
	/** Changes nothing in Exchange and sends nothing: a credential that is Read Only may run it. */
	readonly reads?: boolean;
	/** Exchange takes many inputs in one request: the node collects its items, and one that is bad stops no other. */
	readonly inBatches?: boolean;
	/** Id of the input that names a record: the node shows it as its own parameter, Record ID. */
	readonly recordInput?: string;
	/** Id of the `files` input that the node shows as its own parameter, Input Binary Field. */
	readonly binaryInput?: string;
	/** Id of the text input that names a mailbox by its address: the credential's limits hold for it. */
	readonly mailboxInput?: string;
	/** Id of the input that names the zone in which times without offset are read. */
	readonly zoneInput?: string;
	/** Each row comes with a file: the node shows Put Output File in Field. */
	readonly binaryOutput?: boolean;
	/** What a row of the answer has, for the guides. */
	readonly outputs?: ReadonlyArray<{ readonly id: string; readonly description: string }>;
	/** Dialects that have it; default EWS only. */
	readonly dialects?: readonly Dialect[];
	/** Oldest schema version of EWS that has it. */
	readonly since?: EwsVersion;
	readonly inputs: readonly ProcedureInput[];
}

/** A procedure that the node shows as an operation of a resource. */
export type ShownProcedure = Procedure &
	Required<Pick<Procedure, 'resource' | 'operation' | 'action'>>;

export const isShown = (procedure: Procedure): procedure is ShownProcedure =>
	procedure.resource !== undefined &&
	procedure.operation !== undefined &&
	procedure.action !== undefined;

/** One row of a procedure's answer, and the file that belongs to it. */
export interface ProcedureResult {
	readonly row: Row;
	/** From the server: must be read or left before the next call of the procedure. */
	readonly file?: FileContent;
}
