/** What a person sees: every step looks at the page, asserts what has to be there and takes a picture. */
import assert from 'node:assert/strict';
import { ensureChromium, launchBrowser } from '../../scripts/lib/n8n/browser.mjs';
import { canvasSteps } from './canvas.mjs';
import { credentialSteps } from './credential.mjs';
import { mapperSteps } from './mapper.mjs';
import { Panel } from './page.mjs';
import { querySteps } from './query.mjs';
import { BROWSER_WORKFLOWS } from './workflows.mjs';

export async function checkBrowser({ check }, world) {
	const executable = await check('Chromium is there', async () => {
		const path = await ensureChromium();
		assert.ok(path, 'no Chromium: install it, or name its binary in the variable CHROMIUM');
		return path;
	});
	if (!executable) return;
	for (const workflow of BROWSER_WORKFLOWS) await world.importWorkflow(workflow);
	const browser = await launchBrowser(world.installation, executable);
	try {
		const panel = await Panel.open(browser, world.n8n, world.pictures);
		const steps = [...canvasSteps, ...querySteps, ...mapperSteps, ...credentialSteps];
		await panel.steps(check, 'browser', steps, world);
	} finally {
		await browser.close();
	}
}
