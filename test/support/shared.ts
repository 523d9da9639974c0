import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** Reference material beside the checkout; see test/hook/schemas.mjs. */
export const sharedRoot = path.resolve(root, process.env['EXCHANGE_SHARED'] ?? '../shared');

/** Absolute path below the reference material, `undefined` where it is not at hand. */
export function sharedPath(relative: string): string | undefined {
	const absolute = path.join(sharedRoot, relative);
	return existsSync(absolute) ? absolute : undefined;
}

/**
 * Tests that need the reference material. Where it is missing they are left out, and the run says so.
 */
export function describeWithShared(
	name: string,
	relative: string,
	define: (absolute: string) => void,
): void {
	const absolute = sharedPath(relative);
	describe(name, () => {
		if (absolute !== undefined) {
			define(absolute);
			return;
		}
		it(`is left out without ${relative}`, () => {
			console.warn(`LEFT OUT: ${name}, no ${relative} under ${sharedRoot} (set EXCHANGE_SHARED)`);
			expect(sharedPath(relative)).toBeUndefined();
		});
	});
}
