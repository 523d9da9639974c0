import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIRECTORY_PARITY } from '../../scripts/lib/directoryParity';

const root = join(__dirname, '../..');
const all = Object.values(DIRECTORY_PARITY).flat();

describe('The parity list of Active Directory', () => {
	it('has every section', () => {
		expect(Object.keys(DIRECTORY_PARITY)).toEqual([
			'Set up a connection',
			'Map AD attributes',
			'Filtering options',
		]);
		expect(all.length).toBeGreaterThan(25);
	});

	it.each(all.map(({ does, file, title }) => [does, file, title] as const))(
		'%s: the test that shows it is there',
		(_, file, title) => {
			const path = join(root, file);
			expect(existsSync(path)).toBe(true);
			expect(readFileSync(path, 'utf8')).toContain(`'${title}'`);
		},
	);
});
