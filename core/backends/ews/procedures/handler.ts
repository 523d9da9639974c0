import type { ExchangeError } from '../../../errors';
import type { ProcedureResult } from '../../../schema/procedure';
import type { Scope } from '../../../query/query';
import type { Row } from '../../../schema/column';
import type { Call } from '../../backend';
import type { EwsContext } from '../context';

/** Inputs as the declaration types them, defaults filled in; absent ones are `null`. */
type Input = Readonly<Row>;

/** For what Exchange takes one by one. */
export interface SingleHandler {
	run(context: EwsContext, input: Input, scope: Scope, call: Call): Promise<ProcedureResult[]>;
}

/** For what Exchange takes in lists. */
export interface ListHandler {
	/** An answer or an error in the place of each input. */
	runAll(
		context: EwsContext,
		inputs: readonly Input[],
		scope: Scope,
		call: Call,
	): Promise<Array<ProcedureResult[] | ExchangeError>>;
}

/** How EWS runs a procedure. One file per procedure, called like its declaration, and one line in the registry. */
export type ProcedureHandler = SingleHandler | ListHandler;
