import type { Column, ColumnType, LdapCodec } from '../../schema/column';

interface Rest {
	readonly codec?: LdapCodec;
	readonly multi?: boolean;
	/** Part of the first view. */
	readonly common?: boolean;
	readonly write?: 'create' | 'update' | 'both' | 'no';
	readonly description?: string;
	readonly match?: boolean;
	readonly filter?: boolean;
	readonly caseExact?: boolean;
	readonly aliases?: readonly string[];
}

const TYPES: Readonly<Record<LdapCodec, ColumnType>> = {
	text: 'text',
	dn: 'text',
	dnWithBinary: 'text',
	guid: 'text',
	sid: 'text',
	boolean: 'boolean',
	integer: 'integer',
	int64: 'int64',
	generalizedTime: 'dateTime',
	utcTime: 'dateTime',
	fileTime: 'dateTime',
	octets: 'binary',
};

/** The type that rows carry: several values are always a list of texts. */
export function directoryType(codec: LdapCodec, multi: boolean): ColumnType {
	return multi ? 'textList' : TYPES[codec];
}

/** An attribute as a column, called by its lDAPDisplayName. */
export function attribute(name: string, label: string, rest: Rest = {}): Column {
	const { codec = 'text', multi = false, write = 'both' } = rest;
	return {
		id: name,
		label,
		type: directoryType(codec, multi),
		...(rest.description ? { description: rest.description } : {}),
		...(rest.common ? { common: true } : {}),
		...(rest.match ? { match: true } : {}),
		...(rest.aliases ? { aliases: { ldap: rest.aliases } } : {}),
		ldap: {
			attribute: name,
			codec,
			...(multi ? { multi } : {}),
			...(rest.caseExact ? { caseExact: true } : {}),
			read: 'list',
			...(write === 'no' ? {} : { write }),
			filter: rest.filter ?? true,
		},
	};
}

interface ComputedRest {
	readonly description: string;
	readonly common?: boolean;
	readonly filter?: boolean;
	readonly write?: 'create' | 'both';
	/** No server gives it out. */
	readonly hidden?: boolean;
}

/** A column that core computes from attributes; core/backends/ldap/computed.ts has the rule. */
export function computed(
	name: string,
	label: string,
	type: ColumnType,
	from: readonly string[],
	rest: ComputedRest,
): Column {
	return {
		id: name,
		label,
		type,
		description: rest.description,
		...(rest.common ? { common: true } : {}),
		ldap: {
			computed: { name, from },
			codec: 'text',
			...(type === 'textList' ? { multi: true } : {}),
			read: rest.hidden ? 'item' : 'list',
			...(rest.write ? { write: rest.write } : {}),
			filter: rest.filter ?? true,
		},
	};
}
