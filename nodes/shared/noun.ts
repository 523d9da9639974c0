import type { Table } from '../../core/schema/table';

/** `a contact`, `an event`. */
export function aRecord(table: Pick<Table, 'label'>): string {
	const noun = table.label.toLowerCase();
	return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
