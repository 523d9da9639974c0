import { InputError } from '../errors';
import type { Procedure, ProcedureInput } from '../schema/procedure';
import type { Row } from '../schema/column';
import { isFile } from '../schema/file';
import { parseFolder } from '../schema/folders';
import { nearest } from '../schema/suggest';
import { convert } from '../schema/value';
import { toIanaZone } from '../schema/zones';

/** A procedure's inputs, typed, by canonical name, with defaults; refuses unknown and missing ones by name. */
export function procedureInput(
	procedure: Procedure,
	given: Readonly<Row>,
	rules: { readonly timeZone: string },
): Row {
	const values: Row = {};
	const filled = Object.entries(given).flatMap(([name, raw]) => {
		const input = findInput(procedure, name);
		return raw === undefined || raw === null || raw === '' ? [] : [{ input, raw }];
	});
	const zone = filled.find(({ input }) => input.id === procedure.zoneInput)?.raw;
	const timeZone = typeof zone === 'string' ? toIanaZone(zone) : rules.timeZone;
	for (const { input, raw } of filled) values[input.id] = typed(input, raw, { timeZone });
	for (const input of procedure.inputs) {
		values[input.id] ??= input.default ?? null;
		if (input.required && values[input.id] === null) {
			throw new InputError(`'${input.label}' is empty`, {
				field: input.id,
				advice: `${procedure.label} needs it.`,
			});
		}
	}
	return values;
}

/** Inputs of a column's type are converted as columns are. */
function typed(input: ProcedureInput, raw: unknown, rules: { readonly timeZone: string }): unknown {
	const { type } = input;
	if (type === 'folder') return typeof raw === 'string' ? parseFolder(raw) : raw;
	if (type !== 'files') return convert({ ...input, type }, raw, rules);
	if (Array.isArray(raw) && raw.every(isFile)) return raw;
	throw new InputError(`'${input.label}' must be files`, {
		field: input.id,
		advice: 'Name the binary fields of the item that hold them.',
	});
}

function findInput(procedure: Procedure, name: string): ProcedureInput {
	const wanted = name.toLowerCase();
	const names = (input: ProcedureInput) => [input.id, ...(input.aliases ?? [])];
	const found = procedure.inputs.find((input) =>
		names(input).some((candidate) => candidate.toLowerCase() === wanted),
	);
	if (found) return found;
	const suggestion = nearest(name, procedure.inputs.flatMap(names));
	throw new InputError(`${procedure.label} has no input '${name}'`, {
		field: name,
		advice: suggestion
			? `Did you mean '${suggestion}'?`
			: `Its inputs: ${procedure.inputs.map((input) => input.id).join(', ')}.`,
	});
}
