/** The canvas with the contacts sync, the list of nodes, and the settings page. */
import assert from 'node:assert/strict';
import { NODES, WORKFLOW_ID } from '../../scripts/lib/demo/workflow.mjs';
import { PACKAGE } from '../world.mjs';
import { testId } from './page.mjs';

const EXCHANGE_NODES = [NODES.query, NODES.write, NODES.confirm];

/** Whether every picture of a locator has arrived. */
const iconsLoaded = (locator) =>
	locator.evaluateAll(
		(images) =>
			images.length > 0 && images.every((image) => image.complete && image.naturalWidth > 0),
	);

async function canvas(panel) {
	const { page } = panel;
	await panel.canvas(WORKFLOW_ID);
	await page
		.locator(`${testId('execute-workflow-button')}:visible`)
		.first()
		.click();
	const nodes = page.locator(testId('canvas-node'));
	for (const name of EXCHANGE_NODES) {
		const node = nodes.filter({ hasText: name }).first();
		await node.locator(testId('canvas-node-status-success')).first().waitFor();
		assert.ok(await iconsLoaded(node.locator('img')), `${name} has its icon`);
	}
	assert.equal(await page.locator(`${testId('node-issues')}:visible`).count(), 0);
	await page
		.getByText(/executed successfully/i)
		.first()
		.waitFor();
	await panel.settle(800);
	await panel.picture('canvas');
}

async function creator(panel) {
	const { page } = panel;
	await page.locator(testId('node-creator-plus-button')).first().click();
	await page.locator(testId('node-creator-search-bar')).fill('ews');
	const found = page.locator(testId('item-iterator-item'), { hasText: 'Microsoft Exchange' });
	await found.first().waitFor();
	await found.first().click();
	const actions = page.locator(testId('item-iterator-item'));
	await page.getByText('Query contacts').first().waitFor();
	// n8n puts the list on the page in pieces.
	for (const action of ['Query contacts', 'Create or update a contact', 'Create an event']) {
		await actions
			.filter({ hasText: new RegExp(action, 'i') })
			.first()
			.waitFor();
	}
	await panel.picture('node-actions');
	await page.keyboard.press('Escape');
}

async function community(panel, world) {
	const { page } = panel;
	await page.goto(`${world.n8n.url}/settings/community-nodes`, { waitUntil: 'domcontentloaded' });
	const card = page.locator(testId('community-package-card'), { hasText: PACKAGE });
	await card.waitFor();
	assert.match(
		await card.innerText(),
		new RegExp(world.n8n.package.version.replaceAll('.', '\\.')),
	);
	await panel.settle(500);
	await panel.picture('community-nodes', { clip: { x: 0, y: 0, width: 1600, height: 520 } });
}

export const canvasSteps = [
	['canvas: the sync runs, every node is green and has its icon', canvas],
	['node list: found by the word ews, with its actions', creator],
	['settings: the package is listed', community],
];
