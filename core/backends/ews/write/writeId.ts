import { randomUUID } from 'node:crypto';
import type { Column } from '../../../schema/column';

/**
 * A private named property that every record created here carries: after a lost answer it tells
 * whether the record was made. The property set is the project's own and never changes.
 */
export const WRITE_ID: Column = {
	id: 'writeId',
	label: 'Write ID',
	type: 'text',
	ews: {
		field: {
			set: 'b6f2d9a4-7c1e-4f0b-9a53-2d8e6c41f7a0',
			propertyName: 'WriteId',
			mapiType: 'String',
		},
		read: 'list',
		write: 'create',
		filter: true,
	},
};

/** Ids for the records of one run. */
export class WriteIds {
	private readonly run = randomUUID();

	of(index: number): string {
		return `${this.run}-${index}`;
	}
}
