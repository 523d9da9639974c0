import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2019';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes an alternative, annotations and `required` go. */
function converted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(converted);
	if (!isObject(value)) return value;
	const { nullable, ...rest } = value;
	const result: Json = {};
	for (const [key, part] of Object.entries(rest)) {
		if (['required', 'example', 'format', 'discriminator', 'title'].includes(key)) continue;
		if (key.startsWith('x-')) continue;
		if (key === '$ref')
			result.$ref = String(part).replace('#/components/schemas/', 'graph#/$defs/');
		else if (key === 'properties' && isObject(part)) {
			result.properties = Object.fromEntries(
				Object.entries(part).map(([name, schema]) => [name, converted(schema)]),
			);
		} else result[key] = converted(part);
	}
	return nullable === true ? { anyOf: [{ type: 'null' }, result] } : result;
}

export interface GraphApi {
	/** Errors of a body against a schema; empty when it fits. Unknown properties are errors. */
	check(schema: string, body: unknown): string[];
	/** Values that $orderby of a path may have. */
	orderBy(path: string): readonly string[];
	/** Values that $select of a path may have. */
	select(path: string): readonly string[];
}

export function readGraphApi(file: string): GraphApi {
	const document = JSON.parse(readFileSync(file, 'utf8')) as {
		paths: Record<string, { get?: { parameters: Array<{ name?: string; schema?: Json }> } }>;
		components: { schemas: Json };
	};
	const ajv = new Ajv({ strict: false, allErrors: true });
	ajv.addSchema({
		$id: 'graph',
		$defs: Object.fromEntries(
			Object.entries(document.components.schemas).map(([name, schema]) => [
				name,
				converted(schema),
			]),
		),
	});
	const parameter = (path: string, name: string): string[] => {
		const found = document.paths[path]?.get?.parameters.find((entry) => entry.name === name);
		return ((found?.schema?.items as Json | undefined)?.enum as string[] | undefined) ?? [];
	};
	return {
		check: (schema, body) => {
			const validate = ajv.compile({
				$ref: `graph#/$defs/${schema}`,
				unevaluatedProperties: false,
			});
			return validate(body)
				? []
				: (validate.errors ?? []).map(
						(e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`,
					);
		},
		orderBy: (path) => parameter(path, '$orderby'),
		select: (path) => parameter(path, '$select'),
	};
}
