import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Reference material beside the checkout: schemas and samples that are not ours to ship. */
export const shared = path.resolve(root, process.env.EXCHANGE_SHARED ?? '../shared');

/** Folder of one EWS schema set, `undefined` where the reference material is missing. */
export function schemaFolder(name) {
	const folder = path.join(shared, 'schemas/ews', name);
	return existsSync(path.join(folder, 'ews-envelope.xsd')) ? folder : undefined;
}
