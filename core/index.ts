/** The door of core: what the shell may know. */
export { openDirectory, openSession, summarize, testConnection, testDirectory } from './runtime';
export { credentialFields } from './connection/fields';
export { mask, secretsOf } from './connection/secrets';
export { directoryTables, tables, findTable } from './tables/registry';
export { procedures, shownProcedures, findProcedure } from './procedures/registry';
export { resolveColumn } from './schema/resolve';
export { findPseudoColumn } from './schema/pseudoColumns';
export { operatorsFor, OPERATOR_LABELS } from './schema/operators';
export { WELL_KNOWN_FOLDERS, parseFolder } from './schema/folders';
export {
	CancelledError,
	ConflictError,
	ExchangeError,
	FatalError,
	InputError,
	PermissionError,
	RetriableError,
	SkippableError,
} from './errors';

export type { Call, Choice, ChoiceList } from './backends/backend';
export type { Procedure, ProcedureInput, ProcedureResult } from './schema/procedure';
export type { Comparison, Condition, Operator } from './query/condition';
export type { FolderRef, ImpersonationType, Order, Query, Scope } from './query/query';
export type { Column, ColumnType, Row } from './schema/column';
export type { FileContent } from './schema/file';
export type { PseudoColumn } from './schema/pseudoColumns';
export type { Dialect, Operation, Table } from './schema/table';
export type { CredentialData, RecordResult, RecordsRequest, Session } from './session';
export type { TestStep } from './connection/testStep';
export type {
	AttributeUse,
	ChangesEnd,
	ChangesRequest,
	DirectoryQuery,
	DirectoryScope,
	DirectorySession,
	DirectoryWrite,
	ObjectRef,
	SearchScope,
} from './directory/session';
