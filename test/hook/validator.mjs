import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parentPort, workerData } from 'node:worker_threads';
import {
	XmlBufferInputProvider,
	XmlDocument,
	XsdValidator,
	xmlRegisterInputProvider,
} from 'libxml2-wasm';

/**
 * Validates the traces of a run against the EWS schemas.
 *
 * Runs in a worker thread: libxml2-wasm is an ES module with top-level await, which jest's own
 * module loader cannot take. Input `workerData`: `{ trace, schemas: { onPremises, online } }`;
 * posts one message `{ validated, tagged, foreign, invalid: [{ test, where, errors, xml }] }`.
 */
const { trace, schemas } = workerData;

const SCHEMA_FILES = ['messages.xsd', 'types.xsd', 'xml.xsd', 'ews-envelope.xsd'];

function compile(folder, name) {
	const files = {};
	for (const file of SCHEMA_FILES) {
		files[`mem:///${name}/${file}`] = readFileSync(path.join(folder, file));
	}
	xmlRegisterInputProvider(new XmlBufferInputProvider(files));
	const url = `mem:///${name}/ews-envelope.xsd`;
	return XsdValidator.fromDoc(XmlDocument.fromBuffer(files[url], { url }));
}

const compiled = {};
const validatorOf = (name) => (compiled[name] ??= compile(schemas[name], name));

/** What is wrong with a message: lines of text, empty when it is valid. */
function errorsOf(xml, schema) {
	let document;
	try {
		document = XmlDocument.fromString(xml);
		validatorOf(schema).validate(document);
		return [];
	} catch (error) {
		return (error.details ?? [{ message: error.message }]).map(
			({ line, message }) => `${line ? `line ${line}: ` : ''}${message.trim()}`,
		);
	} finally {
		document?.dispose();
	}
}

const known = new Map();
function check(xml, schema) {
	const key = `${schema}\n${xml}`;
	if (!known.has(key)) {
		// Big pages are rarely the same twice: remembering them would only cost memory.
		const errors = errorsOf(xml, schema);
		if (xml.length > 20_000) return errors;
		known.set(key, errors);
	}
	return known.get(key);
}

const result = { validated: 0, tagged: 0, foreign: 0, invalid: [] };

function record(entry) {
	const schema = entry.online ? 'online' : 'onPremises';
	if (entry.fault) result.tagged += 1;
	if (entry.client === 'foreign') result.foreign += 1;
	const parts = [
		entry.client === 'ours' && entry.request !== undefined ? ['request', entry.request] : undefined,
		entry.answer !== undefined ? ['answer', entry.answer] : undefined,
	];
	for (const part of parts) {
		if (part === undefined) continue;
		const [kind, xml] = part;
		result.validated += 1;
		const errors = check(xml, schema);
		if (errors.length > 0) {
			const where = `${kind} of ${entry.operation} (${entry.test ?? 'outside a test'})`;
			result.invalid.push({
				test: entry.test,
				where,
				errors: errors.slice(0, 5),
				xml: xml.slice(0, 2_000),
			});
		}
	}
}

for (const file of readdirSync(trace)) {
	const input = createReadStream(path.join(trace, file), 'utf8');
	for await (const line of createInterface({ input, crlfDelay: Infinity })) {
		if (line !== '') record(JSON.parse(line));
	}
}
parentPort.postMessage(result);
