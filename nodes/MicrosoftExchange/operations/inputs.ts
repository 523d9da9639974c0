import type { Row } from '../../../core/schema/column';
import type { Procedure, ProcedureInput } from '../../../core/schema/procedure';
import { filesOf } from '../../shared/binary';
import { storedMapper, typedValues } from '../../shared/mapping';
import { parameter } from '../../shared/parameter';
import { recordIdOf } from '../../shared/recordId';
import type { Run } from '../../shared/run';
import { plain, text } from '../../shared/values';

const OWN = ['recordInput', 'binaryInput'] as const;

/** Inputs that the mapper shows when the operation stands for the procedure; the rest have parameters of their own. */
export const mappedInputs = (procedure: Procedure): ProcedureInput[] =>
	procedure.inputs.filter(({ id }) => OWN.every((own) => procedure[own] !== id));

/** What an item gives a procedure: its mapper, Record ID, and the files of its binary fields. */
export async function inputsOf(run: Run, index: number, procedure: Procedure): Promise<Row> {
	const values = mapped(run, index, procedure);
	const { recordInput, binaryInput } = procedure;
	const isOwn = parameter(run.context, 'resource', index) === procedure.resource;
	if (isOwn && recordInput !== undefined) {
		values[recordInput] = isRequired(procedure, recordInput)
			? recordIdOf(run.context, index)
			: text(parameter(run.context, 'recordId', index));
	}
	if (isOwn && binaryInput !== undefined) {
		const field = text(parameter(run.context, 'binaryPropertyName', index));
		values[binaryInput] = isRequired(procedure, binaryInput) ? field || 'data' : field;
	}
	for (const [name, value] of Object.entries(values)) {
		if (value === '' || inputType(procedure, name) !== 'files') continue;
		values[name] = await filesOf(run.context, index, value);
	}
	return values;
}

/** Inputs as mapped by hand, or what the incoming item has of them. */
function mapped(run: Run, index: number, procedure: Procedure): Row {
	const mapper = storedMapper(run.context, 'inputs', index);
	if (mapper.mappingMode !== 'autoMapInputData') {
		return typedValues(run.context, 'inputs', index, mapper);
	}
	const known = new Set(procedure.inputs.flatMap(namesOf));
	const json = run.context.getInputData()[index]?.json ?? {};
	return plain(
		Object.fromEntries(Object.entries(json).filter(([name]) => known.has(name.toLowerCase()))),
	) as Row;
}

const namesOf = ({ id, aliases = [] }: ProcedureInput): string[] =>
	[id, ...aliases].map((name) => name.toLowerCase());

const isRequired = (procedure: Procedure, id: string): boolean =>
	procedure.inputs.find((input) => input.id === id)?.required === true;

const inputType = (procedure: Procedure, name: string): ProcedureInput['type'] | undefined =>
	procedure.inputs.find((input) => namesOf(input).includes(name.toLowerCase()))?.type;
