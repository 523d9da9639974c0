import type { Column, EwsVersion } from '../../../schema/column';
import { element, type Xml } from '../xml/element';
import { additionalProperties } from './fields';

export type BodyFormat = 'best' | 'html' | 'text';

export const BODY_TYPES: Readonly<Record<BodyFormat, string>> = {
	best: 'Best',
	html: 'HTML',
	text: 'Text',
};
const BODIES = /^item:(?:Body|UniqueBody|NormalizedBody)$/;

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/itemshape */
export function itemShape(
	columns: readonly Column[],
	version: EwsVersion,
	bodyFormat: BodyFormat = 'best',
): Xml {
	const hasBody = columns.some(({ ews }) => {
		const field = ews?.field;
		return field !== undefined && 'uri' in field && BODIES.test(field.uri);
	});
	return element(
		'm:ItemShape',
		null,
		element('t:BaseShape', null, 'IdOnly'),
		hasBody ? element('t:BodyType', null, BODY_TYPES[bodyFormat]) : undefined,
		additionalProperties(columns, version),
	);
}

export function folderShape(columns: readonly Column[], version: EwsVersion): Xml {
	return element(
		'm:FolderShape',
		null,
		element('t:BaseShape', null, 'IdOnly'),
		additionalProperties(columns, version),
	);
}
