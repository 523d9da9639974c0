import type { Folder, Item, Structure, Value } from '../../store';
import { demand, targetFolder } from '../access';
import type { Context } from '../context';
import { itemNotFound } from '../errors';
import { structureOf } from '../fields/structure';
import { child, type Node } from '../xml/node';

/**
 * A user configuration is an associated item of its folder (MS-OXOCFG 2.2.2): its class says the name,
 * streams hold the dictionary (kept as the client wrote it), the XML and the bytes.
 */
const KEYS: Readonly<Record<string, string>> = {
	Dictionary: 'configuration:Dictionary',
	XmlData: 'tag:7c08',
	BinaryData: 'configuration:BinaryData',
};

/** The folder and the item class that a UserConfigurationName means. */
export function placeOf(ctx: Context, name: Node): { folder: Folder; itemClass: string } {
	const folder = targetFolder(ctx, name);
	demand(ctx, folder, 'ReadItems');
	return { folder, itemClass: `IPM.Configuration.${name.attributes['Name'] ?? ''}` };
}

export function findConfiguration(ctx: Context, name: Node): Item | undefined {
	const { folder, itemClass } = placeOf(ctx, name);
	const wanted = itemClass.toLowerCase();
	return [...folder.items].find(
		(item) =>
			item.associated && String(item.properties.get('item:ItemClass')).toLowerCase() === wanted,
	);
}

/** @throws EwsError ErrorItemNotFound */
export function configuration(ctx: Context, name: Node): Item {
	const item = findConfiguration(ctx, name);
	if (item === undefined) throw itemNotFound();
	return item;
}

/** The streams that a UserConfiguration element brings. */
export function streamsOf(node: Node): Record<string, Value> {
	const streams: Record<string, Value> = {};
	for (const [name, key] of Object.entries(KEYS)) {
		const part = child(node, name);
		if (part === undefined) continue;
		streams[key] = name === 'Dictionary' ? structureOf(part) : part.text.replace(/\s+/g, '');
	}
	return streams;
}

export function stream(item: Item, name: string): string | Structure | undefined {
	return item.properties.get(KEYS[name] ?? '') as string | Structure | undefined;
}
