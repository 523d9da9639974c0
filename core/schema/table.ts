import type { Column, EwsVersion, Row } from './column';

export type Operation = 'query' | 'get' | 'create' | 'update' | 'upsert' | 'delete';
export type Dialect = 'ews' | 'graph' | 'ldap';

/** A name of an older schema that resolves to this table, with what it presets. */
export interface TableAlias {
	readonly name: string;
	readonly schema: Dialect;
	/** Well-known folder that the old name implied, such as `drafts`. */
	readonly folder?: string;
	/** Values that the old name implied, by column id: conditions of a query, values of a new record. */
	readonly preset?: Readonly<Row>;
}

export interface EwsTable {
	/**
	 * Item records live in folders; folder records are folders; the records of a collection come from an
	 * operation of their own (core/backends/ews/collections, by the table's name).
	 */
	readonly kind: 'item' | 'folder' | 'collection';
	/** Element name of a record in the types namespace, such as `Contact`. */
	readonly element: string;
	/** Further element names that a read may answer with, such as `MeetingRequest` for Message. */
	readonly alsoElements?: readonly string[];
	/** DistinguishedFolderId that is the table's home; a collection has none. */
	readonly defaultFolder?: string;
	/** ItemClass prefix of the records, such as `IPM.Contact`; rows of another class are left out. */
	readonly itemClass?: string;
	/** FolderClass of folders that hold such records, such as `IPF.Contact`; of folder records their own. */
	readonly folderClass?: string;
	/** The home holds mostly other records: a read asks for the class of these. */
	readonly classAmongOthers?: boolean;
	/** Folder records at any depth below the home, whatever `includeSubfolders` says. */
	readonly deep?: boolean;
	/** DistinguishedFolderId where new records go, when that is not the home. */
	readonly newRecordsFolder?: string;
	readonly since?: EwsVersion;
}

export interface GraphTable {
	/** Collection below the user, such as `contacts`. */
	readonly collection: string;
	/** Collection of folders, such as `contactFolders`. */
	readonly folders?: string;
}

export interface LdapTable {
	/** Filter that every record passes, in the text form of RFC 4515. */
	readonly filter: string;
	/** Structural class of the records, such as `user`: its attributes are the table's columns. Absent: all attributes. */
	readonly objectClass?: string;
	/** Values that a new record gets besides those given. */
	readonly create?: Readonly<Record<string, readonly string[]>>;
	/** Attribute type of a new record's relative name: `CN`, `OU`. */
	readonly naming: string;
}

/** One declaration per table. UI options, pickers, docs and contract tests derive from it. */
export interface Table {
	/** Value of the node's Resource parameter, such as `contact`. */
	readonly name: string;
	/** Singular, Title Case: `Contact`. */
	readonly label: string;
	/** Plural in running text: `contacts`. */
	readonly plural: string;
	readonly description: string;
	readonly operations: readonly Operation[];
	/** Who writes such records can have mail sent, removed or read by others: off for AI tools unless the person turns it on. */
	readonly risky?: true;
	/** Columns that every query must fix by `equals` or `in`, and every new record must have: Attendee's `eventId`. */
	readonly keys?: readonly string[];
	readonly columns: readonly Column[];
	readonly aliases?: readonly TableAlias[];
	readonly ews?: EwsTable;
	readonly graph?: GraphTable;
	readonly ldap?: LdapTable;
}
