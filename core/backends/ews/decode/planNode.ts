/** A value that is text: where it goes and what makes it. */
export interface Cell {
	readonly column: string;
	/** Absent: the text as it is. */
	readonly decode?: (text: string) => unknown;
}

/** One element of the item on the way to values. */
export interface PlanNode {
	readonly children: Map<string, PlanNode>;
	/** Instead of this node, by the Key attribute. */
	keyed?: Map<string, PlanNode>;
	readonly cells: Cell[];
	readonly attributes: Array<Cell & { readonly attribute: string }>;
	/** Slot of `RowPlan.trees` that keeps the whole element. */
	tree?: number;
}
