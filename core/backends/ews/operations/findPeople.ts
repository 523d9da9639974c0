import type { EwsChannel } from '../channel';
import type { XmlTree } from '../decode/tree';
import type { EwsCall } from '../request';
import { element } from '../xml/element';
import { fieldPath } from '../xml/field';
import { partsOf } from './part';

export interface FindPeopleRequest {
	/** What names and addresses begin with: the directory cannot be listed without it. */
	readonly text: string;
	readonly offset: number;
	readonly max: number;
	/** FieldURIs, such as `persona:Titles`. */
	readonly fields: readonly string[];
}

export interface FoundPeople {
	/** Persona elements. */
	readonly people: readonly XmlTree[];
	readonly total: number;
}

/**
 * A page of the people of the directory that a text finds.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/findpeople-operation
 */
export async function findPeople(
	channel: EwsChannel,
	{ text, offset, max, fields }: FindPeopleRequest,
	call: EwsCall,
): Promise<FoundPeople> {
	const parts = await partsOf(
		channel,
		{
			name: 'FindPeople',
			safe: true,
			since: 'Exchange2013',
			body: element(
				'm:FindPeople',
				null,
				element(
					'm:PersonaShape',
					null,
					element('t:BaseShape', null, 'IdOnly'),
					element(
						't:AdditionalProperties',
						null,
						fields.map((uri) => fieldPath({ uri })),
					),
				),
				element('m:IndexedPageItemView', {
					MaxEntriesReturned: max,
					Offset: offset,
					BasePoint: 'Beginning',
				}),
				element('m:ParentFolderId', null, element('t:DistinguishedFolderId', { Id: 'directory' })),
				element('m:QueryString', null, text),
			),
		},
		['People', 'TotalNumberOfPeopleInView'],
		call,
	);
	const people = parts.People?.children ?? [];
	const total = Number(parts.TotalNumberOfPeopleInView?.text);
	return { people, total: Number.isFinite(total) ? total : people.length };
}
