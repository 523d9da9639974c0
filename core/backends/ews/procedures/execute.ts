import { ExchangeError, FatalError } from '../../../errors';
import type { Procedure, ProcedureResult } from '../../../schema/procedure';
import type { Scope } from '../../../query/query';
import type { Row } from '../../../schema/column';
import type { Call } from '../../backend';
import type { EwsContext } from '../context';
import { handlers } from './registry';

/** Runs a procedure for each of the inputs; the answer, or the error, of each in its place. */
export async function executeProcedure(
	context: EwsContext,
	procedure: Procedure,
	inputs: ReadonlyArray<Readonly<Row>>,
	scope: Scope,
	call: Call,
): Promise<Array<ProcedureResult[] | ExchangeError>> {
	const { name, label, since } = procedure;
	const handler = handlers[name];
	if (!handler) {
		throw new FatalError(`Exchange Web Services cannot run '${label}'`, {
			advice: 'Choose another procedure.',
		});
	}
	if (since !== undefined) context.channel.requires(label, since);
	if ('runAll' in handler) return await handler.runAll(context, inputs, scope, call);
	const answers: Array<ProcedureResult[] | ExchangeError> = [];
	for (const input of inputs) {
		try {
			answers.push(await handler.run(context, input, scope, call));
		} catch (error) {
			if (!(error instanceof ExchangeError) || call.signal?.aborted) throw error;
			answers.push(error);
		}
	}
	return answers;
}
