import type { IExecuteFunctions } from 'n8n-workflow';
import { core } from './core';
import { parameter } from './parameter';
import { text } from './values';

/** The parameter Record ID of an item; never empty. */
export function recordIdOf(context: IExecuteFunctions, itemIndex: number): string {
	const id = text(parameter(context, 'recordId', itemIndex));
	if (id !== '') return id;
	throw new (core().InputError)("'Record ID' is empty", {
		field: 'Record ID',
		advice: "Take it from the column 'id' of a Query, for example with {{ $json.id }}.",
	});
}
