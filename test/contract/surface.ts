import type {
	ICredentialType,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { procedures } from '../../core/procedures/registry';
import { directoryTables, tables } from '../../core/tables/registry';
import type { Table } from '../../core/schema/table';

/** What saved workflows depend on, as plain data: texts that people read are not part of it. */
export type Surface = { [key: string]: Surface | string | number | boolean | null };

const record = <T>(entries: readonly T[], key: (entry: T) => string, of: (entry: T) => unknown) =>
	Object.fromEntries(entries.map((entry) => [key(entry), of(entry)])) as Surface;

/**
 * Options' values of the same parameter shown for different operations belong together, and so do the
 * entries of its collections.
 */
function merge(a: Surface | undefined, b: Surface): Surface {
	if (!a) return b;
	const merged: Surface = { ...a };
	for (const [key, value] of Object.entries(b)) {
		const known = merged[key];
		merged[key] =
			typeof known === 'object' && known !== null && typeof value === 'object' && value !== null
				? merge(known, value)
				: value;
	}
	return merged;
}

function parametersOf(properties: readonly INodeProperties[]): Surface {
	const surface: Surface = {};
	for (const property of properties) {
		surface[property.name] = merge(
			surface[property.name] as Surface | undefined,
			parameterOf(property),
		);
	}
	return surface;
}

/** Name of the operation parameter differs in default by resource; it is kept per resource. */
function parameterOf(property: INodeProperties): Surface {
	const resources = property.displayOptions?.show?.resource as string[] | undefined;
	const perResource = property.name === 'operation' && resources !== undefined;
	// What a person neither sees nor saves may change: addresses and permissions that an expression yields.
	const isHidden = property.type === 'hidden';
	const surface: Surface = {
		type: property.type,
		...(isHidden
			? {}
			: perResource
				? { [`default of ${resources.join()}`]: JSON.stringify(property.default) }
				: { default: JSON.stringify(property.default) }),
	};
	const values = valuesOf(property);
	if (values) surface[perResource ? `values of ${resources.join()}` : 'values'] = values;
	const entries = entriesOf(property);
	if (entries) surface.entries = entries;
	if (property.modes)
		surface.modes = record(
			property.modes,
			({ name }) => name,
			() => true,
		);
	return surface;
}

function valuesOf({ type, options }: INodeProperties): Surface | undefined {
	if (type !== 'options' && type !== 'multiOptions') return undefined;
	const values = (options ?? []) as Array<{ value: string }>;
	return record(
		values,
		({ value }) => value,
		() => true,
	);
}

function entriesOf({ type, options }: INodeProperties): Surface | undefined {
	if (type === 'collection') return parametersOf(options as INodeProperties[]);
	if (type !== 'fixedCollection') return undefined;
	const groups = options as Array<{ name: string; values: INodeProperties[] }>;
	return record(
		groups,
		({ name }) => name,
		({ values }) => parametersOf(values),
	);
}

export const nodeSurface = (description: INodeTypeDescription): Surface => ({
	name: description.name,
	version: JSON.stringify(description.version),
	inputs: JSON.stringify(description.inputs),
	outputs: JSON.stringify(description.outputs),
	credentials: record(
		description.credentials ?? [],
		({ name }) => name,
		() => true,
	),
	parameters: parametersOf(description.properties),
});

export const credentialSurface = (credential: ICredentialType): Surface => ({
	name: credential.name,
	fields: parametersOf(credential.properties),
});

const tableSurface = (all: readonly Table[]): Surface =>
	record(
		all,
		({ name }) => name,
		({ columns }) =>
			record(
				columns,
				({ id }) => id,
				({ type, choices }) => ({
					type,
					...(choices ? { choices: record(choices, String, () => true) } : {}),
				}),
			),
	);

/** Columns by id with their type, and procedures with their inputs: mappers save these ids. */
export const recordSurface = (): Surface => ({
	tables: tableSurface(tables),
	procedures: record(
		procedures,
		({ name }) => name,
		({ resource, operation, inputs }) => ({
			// Absent where it is run by its name only.
			...(resource === undefined ? {} : { resource }),
			...(operation === undefined ? {} : { operation }),
			inputs: record(
				inputs,
				({ id }) => id,
				({ type }) => type,
			),
		}),
	),
});

/** All surfaces by the name of the file that freezes them. */
export const surfaces = (
	nodes: readonly INodeType[],
	credentials: readonly ICredentialType[],
): Record<string, Surface> => ({
	...Object.fromEntries(
		nodes.map(({ description }) => [`${description.name}.node.json`, nodeSurface(description)]),
	),
	...Object.fromEntries(
		credentials.map((credential) => [
			`${credential.name}.credential.json`,
			credentialSurface(credential),
		]),
	),
	'records.json': recordSurface(),
	'directory.json': tableSurface(directoryTables),
});
