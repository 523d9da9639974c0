import type { Item, Value } from '../store';

/** What is shown of an item: the item itself, or one occurrence of a recurring one. */
export interface View {
	readonly item: Item;
	readonly id: string;
	readonly changeKey: string;
	readonly properties: ReadonlyMap<string, Value>;
	/** Absent for whole items. */
	readonly occurrence?: {
		readonly type: 'Occurrence' | 'Exception';
		readonly originalStart: number;
	};
}

export function wholeView(item: Item): View {
	return { item, id: item.id, changeKey: item.changeKey, properties: item.properties };
}

/** One element of an item's answer; '' when there is nothing to show. */
export type Printer = (view: View) => string;
