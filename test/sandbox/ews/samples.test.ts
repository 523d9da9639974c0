import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handleEws } from '../../../sandbox/ews';
import { OPERATIONS } from '../../../sandbox/ews/operations';
import { OWNER, sandbox, SHARED } from './support';

const FOLDERS = ['ews', 'ews-wire'].map((name) => join(SHARED, 'samples', name));

function requests(operation: string): string[] {
	return FOLDERS.map((folder) => join(folder, operation))
		.filter((folder) => existsSync(folder))
		.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
		.filter((file) => file.endsWith('-request.xml'));
}

// Recorded requests that are wrong on purpose; the real servers answered them the same way.
const WRONG = /invalid_distinguished_parent_id/;

test('published and recorded requests fit the schema that the sandbox enforces', () => {
	let count = 0;
	for (const operation of Object.keys(OPERATIONS)) {
		for (const file of requests(operation)) {
			const answer = handleEws(sandbox(), {
				user: OWNER,
				build: '15.2',
				xml: readFileSync(file, 'utf8'),
			});
			count += 1;
			const refused = answer.codes.includes('ErrorSchemaValidation');
			if (refused !== WRONG.test(file)) throw new Error(`${file}: ${answer.xml}`);
		}
	}
	if (count === 0) console.warn(`Left out: there are no samples in ${SHARED}`);
	else expect(count).toBeGreaterThan(100);
});
