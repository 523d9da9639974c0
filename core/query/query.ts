import type { FolderRef } from '../schema/folders';
import type { Condition } from './condition';

export type { FolderRef } from '../schema/folders';

export type ImpersonationType = 'PrimarySmtpAddress' | 'SmtpAddress' | 'PrincipalName' | 'SID';

/** Where a call works: whose mailbox, reached how, which folders. */
export interface Scope {
	/** SMTP address or other identifier; absent: the connection's own mailbox. */
	readonly mailbox?: string;
	readonly access?: 'delegate' | 'impersonate';
	readonly impersonationType?: ImpersonationType;
	/** Empty: the table's home folder. */
	readonly folders: readonly FolderRef[];
	readonly includeSubfolders?: boolean;
}

export interface Order {
	readonly column: string;
	readonly direction: 'asc' | 'desc';
}

/** A query as plain data; columns by canonical id or alias. */
export interface Query {
	readonly table: string;
	readonly scope: Scope;
	/** Columns wanted. Absent: all columns that the dialect has at list time. */
	readonly select?: readonly string[];
	readonly where?: Condition;
	readonly orderBy?: readonly Order[];
	readonly offset?: number;
	/** Absent: all. */
	readonly limit?: number;
	/** Event only: expands series between two instants; without it masters and singles come. */
	readonly expand?: { readonly start: string; readonly end: string };
	/** Rows per request; 0 or absent: chosen by the backend. */
	readonly pageSize?: number;
	/** Format of bodies; default `best`. */
	readonly bodyFormat?: 'best' | 'html' | 'text';
}
