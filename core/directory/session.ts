import type { ChoiceList, Call } from '../backends/backend';
import type { TestStep } from '../connection/testStep';
import type { Condition } from '../query/condition';
import type { Order } from '../query/query';
import type { Row } from '../schema/column';
import type { Table } from '../schema/table';
import type { RecordResult } from '../session';

export type SearchScope = 'subtree' | 'oneLevel' | 'base';

/** Where and how a directory call works. */
export interface DirectoryScope {
	/** Distinguished name; absent: the credential's base DN (or DNs). */
	readonly baseDn?: string;
	readonly scope?: SearchScope;
	/** `follow` goes to hosts of the forest's own naming contexts alone, over the same verified TLS; default ignore. */
	readonly referrals?: 'ignore' | 'follow';
	/** What DN-valued attributes become: left alone, or resolved in bulk. */
	readonly resolveDns?: 'none' | 'mail' | 'objectGUID';
	/** Entries per page; default the credential's. */
	readonly pageSize?: number;
}

export interface DirectoryQuery {
	/** user, group, groupMember, computer, organizationalUnit, contact, anyObject. */
	readonly table: string;
	readonly scope: DirectoryScope;
	/** lDAPDisplayNames and computed columns; absent: the table's default columns. `*`: every attribute that has a value. */
	readonly select?: readonly string[];
	readonly where?: Condition;
	/** A filter typed by hand, checked for syntax before it is sent; goes beside `where`. */
	readonly ldapFilter?: string;
	readonly organizationalUnits?: {
		readonly dns: readonly string[];
		readonly mode: 'include' | 'exclude';
	};
	readonly groups?: {
		/** DN, or sAMAccountName or common name that is looked up. */
		readonly groups: ReadonlyArray<{ readonly group: string; readonly nested: boolean }>;
		readonly mode: 'include' | 'exclude';
	};
	readonly valueLists?: ReadonlyArray<{
		readonly attribute: string;
		readonly values: readonly string[];
		readonly mode: 'include' | 'exclude';
	}>;
	/** groupMember: the group whose members are wanted. */
	readonly group?: ObjectRef;
	readonly orderBy?: readonly Order[];
	readonly offset?: number;
	readonly limit?: number;
}

/** Names one object by what the person has. */
export interface ObjectRef {
	readonly by: 'dn' | 'objectGUID' | 'objectSid' | 'sAMAccountName' | 'userPrincipalName';
	readonly value: string;
}

export interface DirectoryWrite {
	readonly table: string;
	readonly scope: DirectoryScope;
	readonly records: ReadonlyArray<{
		readonly index: number;
		/** update, delete, move. */
		readonly object?: ObjectRef;
		/** create: the container. move: the new one. */
		readonly parentDn?: string;
		/** move: new relative name, such as `Jo Doe` (the attribute type is kept). */
		readonly newName?: string;
		readonly values?: Readonly<Row>;
	}>;
	readonly options: {
		readonly emptyValues?: 'leave' | 'clear';
		readonly unknownColumns?: 'ignore' | 'error';
		readonly readOnlyColumns?: 'ignore' | 'error';
		readonly dryRun?: boolean;
		readonly deleteSubtree?: boolean;
		readonly matchColumns?: readonly string[];
	};
}

export interface ChangesRequest {
	readonly table: string;
	readonly scope: DirectoryScope;
	readonly method: 'dirSync' | 'usnChanged';
	/** What the last run gave; empty: a full read. */
	readonly cursor?: string;
	readonly select?: readonly string[];
	readonly where?: Condition;
	readonly ldapFilter?: string;
	readonly includeDeleted?: boolean;
	/** Go on although the account cannot see deletions. */
	readonly withoutDeletions?: boolean;
}

/** The end of a change read: `cursor` goes into the next one. */
export interface ChangesEnd {
	readonly cursor: string;
	/** Everything was read: first run, or the cursor was of another or a restored domain controller. */
	readonly fullRead: boolean;
	/** Why it was a full read, in a sentence. */
	readonly reason?: string;
	readonly server: string;
	readonly deletionsVisible: boolean;
}

export interface AttributeUse {
	readonly name: string;
	readonly label: string;
	readonly type: string;
	readonly multiValued: boolean;
	/** Entries that have a value, and of how many. */
	readonly filled: number;
	readonly of: number;
	readonly example: unknown;
}

/** One connection to a directory; what the Active Directory node holds while it runs. */
export interface DirectorySession {
	/** The table with its columns as the server's schema has them. */
	table(name: string, call: Call): Promise<Table>;
	query(query: DirectoryQuery, call: Call): AsyncGenerator<Row[], { truncated: boolean }>;
	get(
		query: Pick<DirectoryQuery, 'table' | 'scope' | 'select'>,
		objects: readonly ObjectRef[],
		call: Call,
	): Promise<Array<Row | Error>>;
	create(request: DirectoryWrite, call: Call): Promise<RecordResult[]>;
	update(request: DirectoryWrite, call: Call): Promise<RecordResult[]>;
	upsert(request: DirectoryWrite, call: Call): Promise<RecordResult[]>;
	delete(request: DirectoryWrite, call: Call): Promise<RecordResult[]>;
	move(request: DirectoryWrite, call: Call): Promise<RecordResult[]>;
	setPassword(
		object: ObjectRef,
		options: {
			readonly password: string;
			readonly mustChange: boolean;
			readonly oldPassword?: string;
		},
		call: Call,
	): Promise<Row>;
	/** enable, disable, unlock; setExpiry with an instant, a date, or null for never. */
	setAccount(
		object: ObjectRef,
		action: 'enable' | 'disable' | 'unlock' | 'setExpiry',
		options: { readonly expires?: string | null },
		call: Call,
	): Promise<Row>;
	/** One result per member; adding one that is there, or removing one that is not, is `unchanged`. */
	changeMembers(
		group: ObjectRef,
		members: readonly string[],
		action: 'add' | 'remove',
		call: Call,
	): Promise<RecordResult[]>;
	changes(request: ChangesRequest, call: Call): AsyncGenerator<Row[], ChangesEnd>;
	listAttributes(
		query: Pick<DirectoryQuery, 'table' | 'scope' | 'where' | 'ldapFilter'>,
		call: Call,
	): Promise<AttributeUse[]>;
	/** Containers and organizational units, or naming contexts when there is no text, for pickers. */
	searchContainers(text: string, call: Call): Promise<ChoiceList>;
	searchObjects(table: string, text: string, call: Call): Promise<ChoiceList>;
	test(call: Call): Promise<TestStep[]>;
	close(): Promise<void>;
}
