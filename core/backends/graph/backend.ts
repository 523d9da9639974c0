import { ExchangeError, FatalError, InputError } from '../../errors';
import type { Scope } from '../../query/query';
import type { Row } from '../../schema/column';
import type { Procedure, ProcedureResult } from '../../schema/procedure';
import type { Backend, Call, ChoiceList, Plan, WriteOutcome } from '../backend';
import { type ConnectionContext, connectionProcedures } from '../connectionProcedures';

/**
 * The dialect of Microsoft Graph. Connections are opened, signed in and tested; records are read and written
 * by Exchange Web Services only.
 */
export class GraphBackend implements Backend {
	readonly dialect = 'graph';

	constructor(private readonly context: ConnectionContext) {}

	plan(): Plan {
		throw noRecords();
	}

	async *read(): AsyncGenerator<Row[]> {
		throw noRecords();
	}

	async fetch(): Promise<Array<Row | ExchangeError>> {
		throw noRecords();
	}

	async write(): Promise<WriteOutcome[]> {
		throw noRecords();
	}

	async searchMailboxes(): Promise<ChoiceList> {
		throw noRecords();
	}

	async searchFolders(): Promise<ChoiceList> {
		throw noRecords();
	}

	async execute(
		procedure: Procedure,
		inputs: ReadonlyArray<Readonly<Row>>,
		scope: Scope,
		call: Call,
	): Promise<Array<ProcedureResult[] | ExchangeError>> {
		const { name, label } = procedure;
		if (!Object.hasOwn(connectionProcedures, name)) {
			throw new FatalError(`Microsoft Graph cannot run '${label}' here`, { advice: ADVICE });
		}
		const handler = connectionProcedures[name as keyof typeof connectionProcedures];
		const answers: Array<ProcedureResult[] | ExchangeError> = [];
		for (const input of inputs) {
			try {
				answers.push(await handler.run(this.context, input, scope, call));
			} catch (error) {
				if (!(error instanceof ExchangeError) || call.signal?.aborted) throw error;
				answers.push(error);
			}
		}
		return answers;
	}
}

const ADVICE =
	"Choose EWS as 'Schema' of the credential, for a server on premises or a tenant that allows EWS. With MSGraph, Mailbox → Test Connection, Start Sign-In and Complete Sign-In work.";

const noRecords = () =>
	new InputError("'Schema' is MSGraph, over which no records are read and written here", {
		field: 'Schema',
		code: 'GRAPH_RECORDS',
		advice: ADVICE,
	});
