import type { Row } from '../../../schema/column';
import { findIanaZone, toWindowsZone } from '../../../schema/zones';
import { child, type XmlTree } from '../decode/tree';
import { getServerTimeZones as send } from '../operations/getServerTimeZones';
import { reach } from '../reach';
import type { ProcedureHandler } from './handler';

const attributesOf = (tree: XmlTree): Row =>
	Object.fromEntries(
		Object.entries(tree.attributes).map(([name, value]) => [
			name.charAt(0).toLowerCase() + name.slice(1),
			value,
		]),
	);

/** An element as it stands, in the words of JSON. */
function plain(tree: XmlTree): unknown {
	if (tree.children.length === 0 && Object.keys(tree.attributes).length === 0) return tree.text;
	const row = attributesOf(tree);
	if (tree.children.length === 0 && tree.text.trim() !== '') row.value = tree.text;
	for (const part of tree.children) {
		row[part.name.charAt(0).toLowerCase() + part.name.slice(1)] = plain(part);
	}
	return row;
}

function rowOf(zone: XmlTree, full: boolean): Row {
	const { Id: id = '', Name: name = null } = zone.attributes;
	const row: Row = { id, name, ianaName: findIanaZone(id) ?? null };
	if (!full) return row;
	const list = (tree: XmlTree | undefined) => (tree?.children ?? []).map(plain);
	return {
		...row,
		periods: list(child(zone, 'Periods')),
		transitionsGroups: (child(zone, 'TransitionsGroups')?.children ?? []).map((group) => ({
			...attributesOf(group),
			transitions: list(group),
		})),
		transitions: list(child(zone, 'Transitions')),
	};
}

export const getServerTimeZones: ProcedureHandler = {
	async run({ channel, settings }, input, scope, call) {
		const way = reach(scope, call, settings);
		const ids = ((input.ids ?? []) as readonly string[]).map(toWindowsZone);
		const full = input.full === true;
		const zones = await send(channel, { ids, full }, way.call);
		return zones.map((zone) => ({ row: rowOf(zone, full) }));
	},
};
