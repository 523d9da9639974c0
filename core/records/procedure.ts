import type { Backend, Call } from '../backends/backend';
import { ExchangeError, InputError } from '../errors';
import type { Procedure, ProcedureResult } from '../schema/procedure';
import type { Scope } from '../query/query';
import type { Row } from '../schema/column';
import { DIALECT_LABELS } from '../schema/resolve';
import { procedureInput } from './procedureInput';

export interface ProcedureRun {
	readonly backend: Backend;
	readonly procedure: Procedure;
	readonly scope: Scope;
	readonly call: Call;
	/** Throws for a mailbox that the credential does not allow. */
	readonly admitMailbox: (address: string) => void;
}

/** Checks the inputs, runs those that are right, and puts each answer or error in the place of its input. */
export async function runProcedure(
	{ backend, procedure, scope, call, admitMailbox }: ProcedureRun,
	inputs: ReadonlyArray<Readonly<Row>>,
): Promise<Array<ProcedureResult[] | ExchangeError>> {
	requireDialect(procedure, backend);
	const typed = inputs.map((input) => checked(procedure, input, call, admitMailbox));
	const ready = typed.flatMap((input) => (input instanceof ExchangeError ? [] : [input]));
	const answers = ready.length === 0 ? [] : await backend.execute(procedure, ready, scope, call);
	let place = 0;
	return typed.map((input) =>
		input instanceof ExchangeError ? input : (answers[place++] ?? unanswered(procedure)),
	);
}

function requireDialect({ label, dialects = ['ews'] }: Procedure, { dialect }: Backend): void {
	if (dialects.includes(dialect)) return;
	throw new InputError(`${label} does not exist in ${DIALECT_LABELS[dialect]}`, {
		field: 'procedure',
		advice: `It exists in ${dialects.map((name) => DIALECT_LABELS[name]).join(', ')}.`,
	});
}

function checked(
	procedure: Procedure,
	input: Readonly<Row>,
	call: Call,
	admitMailbox: (address: string) => void,
): Row | ExchangeError {
	try {
		const values = procedureInput(procedure, input, call);
		const mailbox = procedure.mailboxInput && values[procedure.mailboxInput];
		if (typeof mailbox === 'string') admitMailbox(mailbox);
		return values;
	} catch (error) {
		if (error instanceof ExchangeError) return error;
		throw error;
	}
}

function unanswered({ label }: Procedure): InputError {
	return new InputError(`${label} gave no answer for this input`, {
		field: 'procedure',
		advice: 'Look at the mailbox before you run it again.',
	});
}
