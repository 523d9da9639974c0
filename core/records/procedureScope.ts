import { InputError } from '../errors';
import type { ImpersonationType, Scope } from '../query/query';
import type { Row } from '../schema/column';
import type { Procedure } from '../schema/procedure';
import { PSEUDO_COLUMNS, type PseudoColumn } from '../schema/pseudoColumns';

/** Inputs of one scope, and their places among all. */
export interface ScopedInputs {
	readonly scope: Scope;
	readonly places: readonly number[];
	readonly inputs: ReadonlyArray<Readonly<Row>>;
}

/** The names of older schemas that choose the mailbox; procedures take them beside their inputs. */
const SCOPING: ReadonlyMap<string, PseudoColumn> = new Map(
	PSEUDO_COLUMNS.filter(({ sets }) =>
		['impersonationUser', 'impersonationType', 'sharedMailbox'].includes(sets),
	).map((pseudo) => [pseudo.name.toLowerCase(), pseudo]),
);

/**
 * Inputs by the mailbox that each means: `UserId`, `SharedMailboxEmail`, `ImpersonationUser` and
 * `ImpersonationType` are taken out of the inputs and put into the scope, unless the procedure has an
 * input of that name. An error stands for an input whose value cannot be used.
 */
export function inputsByScope(
	procedure: Procedure,
	inputs: ReadonlyArray<Readonly<Row>>,
	scope: Scope,
): { groups: ScopedInputs[]; refused: Map<number, InputError> } {
	const own = new Set(
		procedure.inputs.flatMap(({ id, aliases = [] }) => [id, ...aliases].map(lower)),
	);
	const groups = new Map<string, { scope: Scope; places: number[]; inputs: Row[] }>();
	const refused = new Map<number, InputError>();
	for (const [place, input] of inputs.entries()) {
		const rest: Row = {};
		let wanted = scope;
		for (const [name, value] of Object.entries(input)) {
			const pseudo = own.has(lower(name)) ? undefined : SCOPING.get(lower(name));
			if (!pseudo) rest[name] = value;
			else if (value !== null && value !== undefined && value !== '') {
				const next = scoped(wanted, pseudo, value);
				if (next instanceof InputError) refused.set(place, next);
				else wanted = next;
			}
		}
		if (refused.has(place)) continue;
		const key = JSON.stringify([wanted.mailbox, wanted.access, wanted.impersonationType]);
		const group = groups.get(key) ?? { scope: wanted, places: [], inputs: [] };
		group.places.push(place);
		group.inputs.push(rest);
		groups.set(key, group);
	}
	return { groups: [...groups.values()], refused };
}

const lower = (name: string) => name.toLowerCase();

function scoped(scope: Scope, pseudo: PseudoColumn, value: unknown): Scope | InputError {
	const text = typeof value === 'string' ? value.trim() : '';
	const { name, choices, sets } = pseudo;
	const choice = choices
		? choices.find((known) => lower(known) === lower(text))
		: text || undefined;
	if (choice === undefined) {
		return new InputError(`'${name}' cannot be used as it is given`, {
			field: name,
			advice: choices ? `Choose among: ${choices.join(', ')}.` : 'Give the address of a mailbox.',
		});
	}
	if (sets === 'impersonationType') {
		return { ...scope, impersonationType: choice as ImpersonationType };
	}
	const access = sets === 'impersonationUser' ? 'impersonate' : 'delegate';
	return { ...scope, mailbox: choice, access };
}
