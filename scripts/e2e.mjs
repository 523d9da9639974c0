// npm run e2e: a real n8n with the packed package, driven by command line, webhook, as a tool and in a browser.
//   --n8n FOLDER   uses an installed n8n; default: the pinned version, installed into the cache folder
//   --pictures     writes what the browser sees to docs/images; default: a temporary folder
//   --only NAME    one of types, sync, zones, tool, activities, browser, directory, signin, demo; may be repeated
// The last line is `N passed, N failed`.
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkActivities } from '../e2e/activities/activities.mjs';
import { checkBrowser } from '../e2e/browser/browser.mjs';
import { Checks } from '../e2e/checks.mjs';
import { checkDemo } from '../e2e/demo.mjs';
import { checkDirectory } from '../e2e/directory/directory.mjs';
import { ensureExchangelib } from '../e2e/exchangelib.mjs';
import { checkSignIn } from '../e2e/signin/signin.mjs';
import { checkSync } from '../e2e/sync.mjs';
import { checkTool } from '../e2e/tool.mjs';
import { checkTypes } from '../e2e/types.mjs';
import { World } from '../e2e/world.mjs';
import { checkZones } from '../e2e/zones.mjs';
import { buildPackage, ensureModules, root } from './lib/checkout.mjs';
import { findN8n } from './lib/n8n.mjs';
import { say } from './lib/progress.mjs';

const PARTS = {
	types: ['What n8n loaded', checkTypes],
	sync: ['The contacts sync', checkSync],
	zones: ['Dates and zones', checkZones],
	tool: ['As a tool of an agent', checkTool],
	activities: ['Activities', checkActivities],
	browser: ['In a browser', checkBrowser],
	directory: ['Active Directory', checkDirectory],
	signin: ['Signing in', checkSignIn],
	demo: ['npm run demo', checkDemo],
};

const { values } = parseArgs({
	options: {
		n8n: { type: 'string' },
		pictures: { type: 'boolean', default: false },
		only: { type: 'string', multiple: true, default: Object.keys(PARTS) },
	},
});
const unknown = values.only.find((name) => !(name in PARTS));
if (unknown) {
	say(`--only takes ${Object.keys(PARTS).join(', ')}, not '${unknown}'`);
	process.exit(1);
}

const checks = new Checks();
let world;
const stop = async () => {
	await world?.close();
	process.exit(1);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

try {
	await ensureModules();
	await buildPackage();
	const installation = await findN8n(values.n8n);
	await ensureExchangelib();
	world = await World.create(installation);
	world.pictures = values.pictures
		? join(root, 'docs/images')
		: join(tmpdir(), `exchange-pictures-${process.pid}`);
	for (const name of values.only) {
		const [title, work] = PARTS[name];
		checks.heading(title);
		await checks.part(title, () => work(checks, world));
	}
	if (!values.pictures && !checks.failed)
		await rm(world.pictures, { recursive: true, force: true });
	else say(`\nPictures: ${world.pictures}`);
} catch (error) {
	checks.failed += 1;
	say(String(error?.stack ?? error));
} finally {
	await world?.close();
}
say(`\n${checks.line}`);
process.exit(checks.failed ? 1 : 0);
