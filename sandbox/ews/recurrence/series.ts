import type { Context } from '../context';
import type { Field } from '../fields/field';
import type { Printer } from '../fields/shape';

/** Elements of a recurring master that list occurrences; undefined for every other field. */
export function seriesXml(_field: Field, _ctx: Context): Printer | undefined {
	return undefined;
}
