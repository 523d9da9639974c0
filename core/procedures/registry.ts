import { InputError } from '../errors';
import { nearest } from '../schema/suggest';
import type { Procedure } from '../schema/procedure';
import { sendMail } from './sendMail';

/** All procedures; a new one is one file and one line here. */
export const procedures: readonly Procedure[] = [sendMail];

/** A procedure by its name or a name of an older schema, without case. */
export function findProcedure(name: string): Procedure {
	const wanted = name.trim().toLowerCase();
	const named = (procedure: Procedure) => [procedure.name, ...(procedure.aliases ?? [])];
	const found = procedures.find((procedure) =>
		named(procedure).some((candidate) => candidate.toLowerCase() === wanted),
	);
	if (found) return found;
	const suggestion = nearest(name, procedures.flatMap(named));
	throw new InputError(`There is no procedure '${name}'`, {
		field: 'procedure',
		advice: suggestion
			? `Did you mean '${suggestion}'?`
			: `Choose one of: ${procedures.map((procedure) => procedure.name).join(', ')}.`,
	});
}
