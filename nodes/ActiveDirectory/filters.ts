import type { IExecuteFunctions } from 'n8n-workflow';
import type { DirectoryQuery } from '../../core/directory/session';
import { conditionOf } from '../shared/conditions';
import { core } from '../shared/core';
import { chosen } from '../shared/locators';
import { parameter } from '../shared/parameter';
import { lines, text } from '../shared/values';

type Lists = Pick<DirectoryQuery, 'organizationalUnits' | 'groups' | 'valueLists'>;

const modeOf = (value: unknown): 'include' | 'exclude' =>
	value === 'exclude' ? 'exclude' : 'include';

const rowsOf = <Entry>(collection: unknown): Entry[] =>
	(collection as { values?: Entry[] } | null)?.values ?? [];

function needed(value: string, label: string, index: number): string {
	if (value !== '') return value;
	throw new (core().InputError)(`Entry ${index + 1} of '${label}' is empty`, {
		field: label,
		advice: 'Fill the entry in, or remove it.',
	});
}

/** Conditions, or the filter that was typed; never both, whatever the hidden one still holds. */
export function filterOf(
	context: IExecuteFunctions,
	itemIndex: number,
): Pick<DirectoryQuery, 'where' | 'ldapFilter'> {
	const read = (name: string) => parameter(context, name, itemIndex);
	if (text(read('filterMode')) === 'ldapFilter') {
		return { ldapFilter: text(read('ldapFilter')) || undefined };
	}
	return { where: conditionOf(read('conditions'), read('combineConditions')) };
}

/** The lists that include or exclude: organizational units, groups, values. */
export function listsOf(context: IExecuteFunctions, itemIndex: number): Lists {
	const read = (name: string) => parameter(context, name, itemIndex);
	const dns = rowsOf<{ dn?: unknown }>(read('organizationalUnits')).map(({ dn }, index) =>
		needed(chosen(dn, 'Organizational Units').value, 'Organizational Units', index),
	);
	const groups = rowsOf<{ group?: unknown; nested?: unknown }>(read('groups')).map(
		({ group, nested }, index) => ({
			group: needed(chosen(group, 'Groups').value, 'Groups', index),
			nested: nested !== false,
		}),
	);
	const valueLists = rowsOf<{ attribute?: unknown; values?: unknown; mode?: unknown }>(
		read('valueList'),
	).map(({ attribute, values, mode }, index) => ({
		attribute: needed(text(attribute), 'Value Lists', index),
		values: lines(values),
		mode: modeOf(mode),
	}));
	return {
		...(dns.length > 0
			? { organizationalUnits: { dns, mode: modeOf(read('organizationalUnitsMode')) } }
			: {}),
		...(groups.length > 0 ? { groups: { groups, mode: modeOf(read('groupsMode')) } } : {}),
		...(valueLists.length > 0 ? { valueLists } : {}),
	};
}
