import type { LdapCodec } from '../../schema/column';

/** One attribute of the server's schema. */
export interface Attribute {
	/** lDAPDisplayName. */
	readonly name: string;
	readonly codec: LdapCodec;
	readonly multi: boolean;
	/** Compared by case on the server. */
	readonly caseExact: boolean;
	/** The server alone sets it. */
	readonly readOnly: boolean;
	/** Computed by the server when it is asked for: no filter finds it, `*` does not bring it. */
	readonly constructed: boolean;
}

export interface ObjectClass {
	readonly name: string;
	readonly superior: readonly string[];
	readonly attributes: readonly string[];
}

/** What a subschema says: https://www.rfc-editor.org/rfc/rfc4512#section-4.2 */
export interface DirectorySchema {
	/** By lower-case name. */
	readonly attributes: ReadonlyMap<string, Attribute>;
	readonly classes: ReadonlyMap<string, ObjectClass>;
}

/** https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/7cda533e-d7a4-4aec-a517-91d02ff4a1aa */
const SYNTAXES: Readonly<Record<string, LdapCodec>> = {
	'1.3.6.1.4.1.1466.115.121.1.7': 'boolean',
	'1.3.6.1.4.1.1466.115.121.1.27': 'integer',
	'1.2.840.113556.1.4.906': 'int64',
	'1.3.6.1.4.1.1466.115.121.1.24': 'generalizedTime',
	'1.3.6.1.4.1.1466.115.121.1.53': 'utcTime',
	'1.3.6.1.4.1.1466.115.121.1.12': 'dn',
	'1.2.840.113556.1.4.903': 'dnWithBinary',
	'1.2.840.113556.1.4.904': 'dnWithBinary',
	'1.3.6.1.4.1.1466.115.121.1.40': 'octets',
	'1.3.6.1.4.1.1466.115.121.1.5': 'octets',
	'1.3.6.1.4.1.1466.115.121.1.8': 'octets',
	'1.3.6.1.4.1.1466.115.121.1.28': 'octets',
	'1.2.840.113556.1.4.907': 'octets',
};

/** Case-sensitive string, IA5, numeric, printable and OID: Active Directory compares them as they are. */
const EXACT = new Set([
	'1.2.840.113556.1.4.1362',
	'1.3.6.1.4.1.1466.115.121.1.26',
	'1.3.6.1.4.1.1466.115.121.1.36',
	'1.3.6.1.4.1.1466.115.121.1.44',
	'1.3.6.1.4.1.1466.115.121.1.38',
]);

/** Large integers that are instants; the syntax does not tell. */
const FILE_TIMES = new Set(
	[
		'accountExpires badPasswordTime creationTime lastLogoff lastLogon lastLogonTimestamp lockoutTime pwdLastSet',
		'lastSetTime priorSetTime msDS-UserPasswordExpiryTimeComputed msDS-LastSuccessfulInteractiveLogonTime',
		'msDS-LastFailedInteractiveLogonTime ms-Mcs-AdmPwdExpirationTime msLAPS-PasswordExpirationTime',
		'msDS-ApproximateLastLogonTimeStamp msDS-UserAllowedToAuthenticateFrom',
	]
		.join(' ')
		.toLowerCase()
		.split(' '),
);

/** Octet strings that hold a SID or a GUID. */
const SIDS = new Set(
	'objectsid sidhistory securityidentifier tokengroups tokengroupsglobalanduniversal tokengroupsnogcacceptable ms-ds-creatorsid msexchmasteraccountsid msds-quotatrustee'.split(
		' ',
	),
);
const GUIDS = new Set(
	'objectguid schemaidguid attributesecurityguid invocationid msexchmailboxguid msexcharchiveguid ms-ds-consistencyguid msds-generationid parentguid netbootguid ms-net-ieee-80211-gp-policyguid currentlocation'.split(
		' ',
	),
);

/** https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/a3aff238-5f0e-4eec-8598-0a59c30ecd56 */
const CONSTRUCTED = new Set(
	[
		'allowedAttributes allowedAttributesEffective allowedChildClasses allowedChildClassesEffective canonicalName',
		'createTimeStamp fromEntry modifyTimeStamp parentGUID possibleInferiors primaryGroupToken sDRightsEffective',
		'structuralObjectClass subSchemaSubEntry tokenGroups tokenGroupsGlobalAndUniversal tokenGroupsNoGCAcceptable',
		'msDS-Approx-Immed-Subordinates msDS-Auxiliary-Classes msDS-isGC msDS-isRODC msDS-IsUserCachableAtRodc',
		'msDS-KeyVersionNumber msDS-LocalEffectiveDeletionTime msDS-LocalEffectiveRecycleTime msDS-ManagedPassword',
		'msDS-memberOfTransitive msDS-memberTransitive msDS-NCReplCursors msDS-NCReplInboundNeighbors',
		'msDS-NCReplOutboundNeighbors msDS-PrincipalName msDS-QuotaEffective msDS-QuotaUsed msDS-ReplAttributeMetaData',
		'msDS-ReplValueMetaData msDS-ResultantPSO msDS-RevealedListBL msDS-SiteName msDS-TopQuotaUsage',
		'msDS-User-Account-Control-Computed msDS-UserPasswordExpiryTimeComputed msDS-isRODC entryDN entryUUID',
		'tokenGroupsGlobalAndUniversal attributeTypes dITContentRules extendedAttributeInfo extendedClassInfo objectClasses',
	]
		.join(' ')
		.toLowerCase()
		.split(' ')
		.filter((name) => name !== 'entryuuid'),
);

/** Attributes that Active Directory sets itself although its schema does not mark them so. */
const OWNED = new Set(
	'objectguid objectsid whencreated whenchanged usncreated usnchanged memberof distinguishedname name objectcategory instancetype primarygroupid badpwdcount badpasswordtime lastlogon lastlogoff lastlogontimestamp logoncount objectclass samaccounttype iscriticalsystemobject directreports managedobjects dscorepropagationdata nTSecurityDescriptor'
		.toLowerCase()
		.split(' '),
);

/** Passwords in any form: never a column, never given out, changed by Set Password alone. */
const SECRETS = new Set(
	'unicodepwd dbcspwd supplementalcredentials ntpwdhistory lmpwdhistory userpassword unixuserpassword currentvalue priorvalue initialauthincoming initialauthoutgoing trustauthincoming trustauthoutgoing ms-mcs-admpwd mslaps-password mslaps-encryptedpassword mslaps-encryptedpasswordhistory msds-managedpassword mssfu30password authpassword'.split(
		' ',
	),
);

/** Whether an attribute, by its lower-case name, holds a password. */
export const isSecret = (name: string): boolean => SECRETS.has(name);

export function attributeOf(
	name: string,
	syntax: string,
	rest: { multi: boolean; readOnly: boolean; equality?: string },
): Attribute {
	const key = name.toLowerCase();
	const base = SYNTAXES[syntax] ?? 'text';
	return {
		name,
		codec: special(key, base),
		multi: rest.multi,
		caseExact: base === 'text' && (EXACT.has(syntax) || /caseExact/i.test(rest.equality ?? '')),
		readOnly: rest.readOnly || OWNED.has(key) || CONSTRUCTED.has(key),
		constructed: CONSTRUCTED.has(key),
	};
}

function special(key: string, codec: LdapCodec): LdapCodec {
	if (codec === 'int64' && FILE_TIMES.has(key)) return 'fileTime';
	if (codec === 'octets' && SIDS.has(key)) return 'sid';
	if (codec === 'octets' && GUIDS.has(key)) return 'guid';
	return codec;
}

/** Reads `attributeTypes`, `objectClasses` and `dITContentRules` of a subschema. */
export function readSubschema(
	attributeTypes: readonly string[],
	objectClasses: readonly string[],
	contentRules: readonly string[],
): DirectorySchema {
	const attributes = new Map<string, Attribute>();
	const described = attributeTypes.map(readDescription);
	const byName = new Map<string, Description>();
	for (const entry of described) {
		for (const name of entry.names) byName.set(name.toLowerCase(), entry);
	}
	for (const entry of described) {
		// A subtype has the syntax of its superior.
		let from: Description | undefined = entry;
		for (let hops = 0; from && !from.values.SYNTAX && hops < 10; hops++) {
			from = byName.get((from.values.SUP?.[0] ?? '').toLowerCase());
		}
		const [name, ...others] = entry.names;
		if (!name || isSecret(name.toLowerCase())) continue;
		const attribute = attributeOf(name, (from?.values.SYNTAX?.[0] ?? '').replace(/\{\d+\}$/, ''), {
			multi: !entry.flags.has('SINGLE-VALUE'),
			readOnly: entry.flags.has('NO-USER-MODIFICATION'),
			equality: from?.values.EQUALITY?.[0],
		});
		for (const each of [name, ...others]) attributes.set(each.toLowerCase(), attribute);
	}
	const classes = new Map<string, ObjectClass>();
	for (const entry of [...objectClasses, ...contentRules].map(readDescription)) {
		for (const name of entry.names) {
			const before = classes.get(name.toLowerCase());
			const { SUP = [], AUX = [], MUST = [], MAY = [] } = entry.values;
			classes.set(name.toLowerCase(), {
				name,
				superior: [...(before?.superior ?? []), ...SUP, ...AUX],
				attributes: [...(before?.attributes ?? []), ...MUST, ...MAY],
			});
		}
	}
	return { attributes, classes };
}

/** Lower-case names of the attributes that objects of a class may have, superiors included. */
export function attributesOfClass(schema: DirectorySchema, name: string): Set<string> {
	const found = new Set<string>();
	const seen = new Set<string>();
	const queue = [name.toLowerCase(), 'top'];
	for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
		if (seen.has(next)) continue;
		seen.add(next);
		const entry = schema.classes.get(next);
		for (const attribute of entry?.attributes ?? []) found.add(attribute.toLowerCase());
		queue.push(...(entry?.superior ?? []).map((superior) => superior.toLowerCase()));
	}
	return found;
}

interface Description {
	readonly names: readonly string[];
	readonly values: Readonly<Record<string, readonly string[] | undefined>>;
	readonly flags: ReadonlySet<string>;
}

const LISTS = new Set(['NAME', 'SUP', 'AUX', 'MUST', 'MAY', 'SYNTAX', 'EQUALITY']);

/** `( 2.5.4.3 NAME 'cn' SYNTAX '…' SINGLE-VALUE )`; quotes are optional, lists stand in parentheses. */
function readDescription(text: string): Description {
	const tokens = text.match(/'[^']*'|[()$]|[^\s()$']+/g) ?? [];
	const values: Record<string, string[]> = {};
	const flags = new Set<string>();
	// The first token opens the description, the second is its OID.
	for (let at = 2; at < tokens.length - 1; at++) {
		const token = tokens[at] ?? '';
		if (!LISTS.has(token)) {
			if (/^[A-Z-]+$/.test(token)) flags.add(token);
			continue;
		}
		const list: string[] = [];
		if (tokens[at + 1] === '(') {
			for (at += 2; at < tokens.length && tokens[at] !== ')'; at++) {
				if (tokens[at] !== '$') list.push(bare(tokens[at] ?? ''));
			}
		} else {
			at += 1;
			list.push(bare(tokens[at] ?? ''));
		}
		values[token] = list;
	}
	return { names: values.NAME ?? [], values, flags };
}

const bare = (token: string) => token.replace(/^'|'$/g, '');
