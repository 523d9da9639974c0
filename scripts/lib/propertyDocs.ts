import { labelOf } from '../../core/connection/fields';
import type { Property } from '../../core/connection/property';
import { PROPERTIES } from '../../core/connection/propertyTable';

/** docs/guides/advanced-properties.md: every advanced property and what it does here. */
export function propertiesMarkdown(): string {
	const rows = [...PROPERTIES].sort((a, b) => a.name.localeCompare(b.name, 'en')).map(row);
	return `# Advanced properties

Rows of _Advanced Properties_ in the credential **Microsoft Exchange API**. The names are those of older connectors, so rows can be taken
over; case does not matter, and a misspelt name is answered with the nearest one. This page is generated.

| property | what it does |
| --- | --- |
${rows.join('\n')}
`;
}

function row({ name, aliases = [], field, unused }: Property): string {
	const names = [name, ...aliases].map((text) => `\`${text}\``).join(', ');
	if (unused) return `| ${names} | Not used: ${unused.why}. ${unused.advice} |`;
	return `| ${names} | ${field ? `The same as the field _${labelOf(field)}_.` : 'Used.'} |`;
}
