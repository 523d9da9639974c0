/** Active Directory in n8n: by command line, judged by OpenLDAP's client, and in a browser. */
import assert from 'node:assert/strict';
import { ensureChromium, launchBrowser } from '../../scripts/lib/n8n/browser.mjs';
import { outputOf } from '../../scripts/lib/n8n/instance.mjs';
import { Panel } from '../browser/page.mjs';
import { directorySteps } from './browser.mjs';
import { directoryCredential, GROUPS, groupDn, logonNames, OU, startDirectory } from './server.mjs';
import { checkDirectoryTool } from './tool.mjs';
import { CHANGES_ID, CHANGES_NODE, directoryWorkflows, QUERY_NODE } from './workflows.mjs';

export async function checkDirectory({ check }, world) {
	const directory = await startDirectory();
	if (!directory) return;
	try {
		const credential = directoryCredential(directory);
		await world.n8n.importCredentials([credential]);
		await world.n8n.importWorkflows(directoryWorkflows(credential));
		await checkRun(check, world, directory);
		await checkDirectoryTool(check, world, directory);
		await checkPanel(check, world, directory);
	} finally {
		await directory.stop();
	}
}

async function checkRun(check, { n8n }, directory) {
	const run = await check('a run by command line', () => n8n.execute(CHANGES_ID));
	await check('enabled nested members of a unit are those that ldapsearch finds', async () => {
		const rows = outputOf(run, QUERY_NODE).map(({ json }) => json);
		const nested = `(memberOf:1.2.840.113556.1.4.1941:=${groupDn(GROUPS.nested)})`;
		const enabled = '(!(userAccountControl:1.2.840.113556.1.4.803:=2))';
		const expected = await logonNames(
			directory,
			OU.north,
			`(&(objectCategory=person)(objectClass=user)${enabled}${nested})`,
		);
		assert.ok(expected.length > 1000, `${expected.length} users`);
		assert.deepEqual(rows.map((row) => row.sAMAccountName).sort(), expected);
		assert.ok(rows.every((row) => row.enabled === true));
	});
	await check('a read of changes ends with one cursor', () => {
		const rows = outputOf(run, CHANGES_NODE).map(({ json }) => json);
		const ends = rows.filter((row) => 'cursor' in row);
		assert.equal(ends.length, 1);
		assert.equal(rows.at(-1), ends[0]);
		assert.equal(ends[0].fullRead, true);
		assert.equal(ends[0].deletionsVisible, true);
		assert.equal(rows.length, 11);
	});
}

async function checkPanel(check, world, directory) {
	const executable = await check('Chromium is there', async () => {
		const path = await ensureChromium();
		assert.ok(path, 'no Chromium: install it, or name its binary in the variable CHROMIUM');
		return path;
	});
	if (!executable) return;
	const browser = await launchBrowser(world.installation, executable);
	try {
		const panel = await Panel.open(browser, world.n8n, world.pictures);
		await panel.steps(check, 'directory', directorySteps, directory);
	} finally {
		await browser.close();
	}
}
