import type { Condition } from '../query/condition';
import { splitDns } from '../schema/dn';
import type { DirectoryQuery } from './session';

type Units = NonNullable<DirectoryQuery['organizationalUnits']>;
type Groups = NonNullable<DirectoryQuery['groups']>;

export interface Lists {
	readonly conditions: readonly Condition[];
	readonly units: readonly Units[];
	readonly groups: readonly Groups[];
}

/**
 * Lists of values to include or exclude. A list for `distinguishedName` means the containers that these
 * names are, one for `memberOf` takes names of groups: that is how administrators use them.
 */
export function listsOf(lists: NonNullable<DirectoryQuery['valueLists']>): Lists {
	const conditions: Condition[] = [];
	const units: Units[] = [];
	const groups: Groups[] = [];
	for (const { attribute, values, mode } of lists) {
		const given = values.map((value) => value.trim()).filter(Boolean);
		if (given.length === 0) continue;
		const name = attribute.trim().toLowerCase();
		if (name === 'distinguishedname' || name === 'dn') {
			units.push({ dns: given.flatMap(splitDns), mode });
		} else if (name === 'memberof') {
			groups.push({ groups: given.map((group) => ({ group, nested: false })), mode });
		} else {
			conditions.push({
				column: attribute,
				operator: mode === 'include' ? 'in' : 'notIn',
				value: given,
			});
		}
	}
	return { conditions, units, groups };
}
