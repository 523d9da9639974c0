/** One entry as it came: values by lower-case attribute name. */
export interface Entry {
	readonly dn: string;
	readonly values: Map<string, readonly Buffer[]>;
	/** Attribute names as the server spells them, by lower-case name. */
	readonly names: ReadonlyMap<string, string>;
}

export function textOf(entry: Entry, name: string): string | undefined {
	return entry.values.get(name.toLowerCase())?.[0]?.toString('utf8');
}

export function textsOf(entry: Entry, name: string): string[] {
	return (entry.values.get(name.toLowerCase()) ?? []).map((value) => value.toString('utf8'));
}

/** What identifies an entry among others of its server: the object's GUID, else its name. */
export function identityOf(entry: Entry): string {
	return entry.values.get('objectguid')?.[0]?.toString('latin1') ?? entry.dn.toLowerCase();
}
