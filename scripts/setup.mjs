// Makes a checkout ready for its tests: development dependencies, and the Debian packages that some tests need.
// Uses nothing but Node, runs again at no cost.
import { ensureModules } from './lib/checkout.mjs';
import { ensurePackages, missingPackages } from './lib/debian.mjs';
import { ensureNpmKerberos, LEFT_OUT } from './lib/npmKerberos.mjs';
import { say } from './lib/progress.mjs';
import { TEST_PACKAGES } from './lib/testPackages.mjs';

await ensureModules();

const names = TEST_PACKAGES.map(({ name }) => name);
try {
	await ensurePackages(names, 'for tests against clients and servers that are not ours', say);
} catch (error) {
	say(`Debian's packages could not be installed: ${error.message}`);
}
const missing = await missingPackages(names);
for (const { name, leftOut } of TEST_PACKAGES) {
	if (missing.includes(name)) say(`LEFT OUT without ${name}: ${leftOut}`);
}

try {
	await ensureNpmKerberos(say);
} catch (error) {
	say(`LEFT OUT: ${LEFT_OUT}, which could not be compiled: ${String(error.message).slice(-600)}`);
}
