import type { Folder } from '../../store';
import { demand, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { readPath } from '../fields/path';
import { matchingContacts } from '../people/contacts';
import { contactPersona, entryPersona, personaSubject, type Persona } from '../people/persona';
import { PersonaShape } from '../people/personaShape';
import { alone, attempt, success, type Answer } from '../response';
import { order } from '../search/compare';
import { page } from '../search/paging';
import { restriction } from '../search/restriction';
import { below, child, type Node } from '../xml/node';

const NAME = 'FindPeopleResponse';

function personasOf(folder: Folder): Persona[] {
	return [...folder.items]
		.filter(
			(item) => !item.associated && (item.kind === 'Contact' || item.kind === 'DistributionList'),
		)
		.map(contactPersona);
}

/** Personas of the folder asked for; without one, of Contacts and the directory. */
function candidates(request: Node, ctx: Context): Persona[] {
	const parent = child(request, 'ParentFolderId');
	const folder = parent
		? targetFolder(ctx, parent)
		: (ctx.user.wellKnown.get('contacts') as Folder);
	const text = child(request, 'QueryString')?.text.trim() ?? '';
	const directory = folder.distinguished.includes('directory');
	if (directory && text === '') {
		// "This operation does not allow for browsing of the GAL" (FindPeople operation).
		throw new EwsError('ErrorInvalidOperation', 'The directory needs a query string.');
	}
	const entries = () => ctx.store.directory.resolve(text).map(entryPersona);
	if (directory) return entries();
	demand(ctx, folder, 'ReadItems');
	if (text === '') return personasOf(folder);
	const contacts = matchingContacts([folder], text).map(contactPersona);
	return parent ? contacts : [...contacts, ...entries()];
}

/** By what SortOrder says, and by display name where it says nothing. */
function ordered(personas: readonly Persona[], request: Node, ctx: Context): Persona[] {
	const keys = below(request, 'SortOrder').map((node) => {
		const path = readPath(node.children[0] as Node, ctx.requested);
		return {
			key: path.kind === 'field' ? path.uri : '',
			factor: node.attributes['Order'] === 'Descending' ? -1 : 1,
		};
	});
	keys.push({ key: 'persona:DisplayName', factor: 1 });
	const rows = personas.map((persona) => ({ persona, subject: personaSubject(persona) }));
	rows.sort((a, b) => {
		for (const { key, factor } of keys) {
			const difference = order(a.subject.get(key), b.subject.get(key));
			if (difference !== 0) return difference * factor;
		}
		return 0;
	});
	return rows.map((row) => row.persona);
}

export function findPeople(request: Node, ctx: Context): Answer {
	return alone(
		attempt(NAME, '', () => {
			const shape = PersonaShape.of(request, ctx);
			const view = child(request, 'IndexedPageItemView') as Node;
			const tests = ['Restriction', 'AggregationRestriction'].map((name) =>
				restriction(child(request, name), ctx),
			);
			const all = candidates(request, ctx).filter((persona) =>
				tests.every((test) => test(personaSubject(persona))),
			);
			const part = page(ordered(all, request, ctx), view);
			const people = part.rows.map((persona) => shape.print(persona, 'Persona')).join('');
			const first = Math.min(Number(view.attributes['Offset'] ?? 0), all.length);
			const numbers =
				`<m:TotalNumberOfPeopleInView>${all.length}</m:TotalNumberOfPeopleInView>` +
				`<m:FirstMatchingRowIndex>${first}</m:FirstMatchingRowIndex>` +
				`<m:FirstLoadedRowIndex>${first}</m:FirstLoadedRowIndex>`;
			return success(NAME, `<m:People>${people}</m:People>${numbers}`);
		}),
	);
}
