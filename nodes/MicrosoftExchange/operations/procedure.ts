import type { INodeExecutionData } from 'n8n-workflow';
import type { Procedure } from '../../../core/schema/procedure';
import type { Row } from '../../../core/schema/column';
import { core } from '../../shared/core';
import { eachItem, rowItem } from '../../shared/items';
import { scopeOf } from '../../shared/locators';
import { storedMapper, typedValues } from '../../shared/mapping';
import { parameter } from '../../shared/parameter';
import type { Run } from '../../shared/run';
import { plain, text } from '../../shared/values';

/** The procedure that a resource's own operation stands for; none for the operations of a table. */
export const procedureOf = (resource: string, operation: string): Procedure | undefined =>
	core().procedures.find(
		(procedure) => procedure.resource === resource && procedure.operation === operation,
	);

/** Runs a procedure once per item: the one of the operation, or the one that the item names. */
export async function executeProcedures(
	run: Run,
	fixed: Procedure | undefined,
): Promise<INodeExecutionData[]> {
	return await eachItem(run, async (index, options) => {
		const procedure = fixed ?? namedProcedure(run, index);
		if (procedure.risky) run.allowRisky(options, procedure.label);
		const results = await run.session.execute(
			procedure.name,
			inputsOf(run, index, procedure),
			scopeOf(run.context, index, options),
			run.call(options),
		);
		return results.map(({ row }) => rowItem(row, index));
	});
}

function namedProcedure(run: Run, index: number): Procedure {
	const locator = parameter(run.context, 'procedure', index);
	const name = text((locator as { value?: unknown } | null)?.value ?? locator);
	if (name !== '') return core().findProcedure(name);
	throw new (core().InputError)("'Procedure' is empty", {
		field: 'Procedure',
		advice: 'Choose a procedure from the list, or give its name.',
	});
}

/** Inputs as mapped by hand, or what the incoming item has of them. */
function inputsOf(run: Run, index: number, procedure: Procedure): Row {
	const mapper = storedMapper(run.context, 'inputs', index);
	if (mapper.mappingMode === 'autoMapInputData') {
		const known = new Set(
			procedure.inputs
				.flatMap(({ id, aliases }) => [id, ...(aliases ?? [])])
				.map((name) => name.toLowerCase()),
		);
		const json = run.context.getInputData()[index]?.json ?? {};
		return plain(
			Object.fromEntries(Object.entries(json).filter(([name]) => known.has(name.toLowerCase()))),
		) as Row;
	}
	return typedValues(run.context, 'inputs', index, mapper);
}
