import { demand } from '../access';
import type { Context } from '../context';
import { EwsError, idMalformed, itemNotFound } from '../errors';
import {
	contactPersona,
	entryPersona,
	personaById,
	readPersonaId,
	type Persona,
} from '../people/persona';
import { contactAddresses } from '../people/contacts';
import { PersonaShape } from '../people/personaShape';
import { alone, attempt, success, type Answer } from '../response';
import { at, child, type Node } from '../xml/node';

const NAME = 'GetPersonaResponseMessage';
/** The schema wants a persona in an error too. */
const NOBODY = '<m:Persona><t:PersonaId Id=""/></m:Persona>';

function byId(ctx: Context, id: string): Persona | undefined {
	const read = readPersonaId(id);
	if (read === undefined) throw idMalformed();
	if (read.source === 'contact') {
		const item = ctx.store.findItem(read.key);
		if (item !== undefined) demand(ctx, item.folder, 'ReadItems');
	}
	return personaById(ctx, id);
}

/** The user's own contact with that address, else the entry of the directory. */
function byAddress(ctx: Context, address: string): Persona | undefined {
	const wanted = address.toLowerCase();
	const own = [...(ctx.user.wellKnown.get('contacts')?.items ?? [])].find((item) =>
		contactAddresses(item).some((one) => one.toLowerCase() === wanted),
	);
	if (own !== undefined) return contactPersona(own);
	const entry = ctx.store.directory.findEntry(address);
	return entry && entryPersona(entry);
}

export function getPersona(request: Node, ctx: Context): Answer {
	return alone(
		attempt(NAME, NOBODY, () => {
			const id = child(request, 'PersonaId')?.attributes['Id'];
			const address = at(request, 'EmailAddress', 'EmailAddress')?.text.trim();
			if (id === undefined && address === undefined) {
				throw new EwsError('ErrorInvalidArgument', 'The request names no persona.');
			}
			const persona = id === undefined ? byAddress(ctx, address ?? '') : byId(ctx, id);
			if (persona === undefined) throw itemNotFound();
			return success(NAME, new PersonaShape('AllProperties', [], ctx).print(persona, 'm:Persona'));
		}),
	);
}
