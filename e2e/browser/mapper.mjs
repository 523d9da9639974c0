/** The column mapper: what it shows, and that an untouched one sends nothing. */
import assert from 'node:assert/strict';
import { testId } from './page.mjs';
import { CREATE_ID, UPDATE_ID } from './workflows.mjs';

/** One per column of the form. */
const mapped = (panel) =>
	panel.page.locator(
		`[data-test-id^='value["'][data-test-id$='-parameter-input-options-container']`,
	);

/** As many columns as Outlook's own form has. */
async function assertForm(panel) {
	await mapped(panel).first().waitFor();
	await panel.settle(1000);
	const count = await mapped(panel).count();
	assert.ok(count >= 12 && count <= 30, `${count} columns are shown`);
}

async function mapper(panel) {
	await panel.canvas(CREATE_ID);
	await panel.node('Create contact');
	const { page } = panel;
	await assertForm(panel);
	assert.equal(await panel.issues(), 0);
	for (const label of ['Display Name', 'First Name', 'Job Title']) {
		assert.ok(await page.getByText(label).first().isVisible(), label);
	}
	await panel.pictureOfParameters('column-mapper');
	await panel.closeNode();
}

const writesIn = (log) => log.filter((entry) => entry.isWrite).length;

async function untouched(panel, world) {
	await panel.canvas(UPDATE_ID);
	await panel.node('Update contact');
	await assertForm(panel);
	// an equals sign turns the field into an editor of expressions
	await panel.mapperField('id').press('=');
	await panel.settle(500);
	await panel.page.keyboard.insertText('{{ $json.id }}');
	await panel.settle(1500);
	assert.equal(await panel.issues(), 0);
	const { log } = await world.sandbox.watch(() => panel.execute());
	const { page } = panel;
	assert.match(await page.locator(testId('ndv-items-count')).last().innerText(), /1 item/);
	assert.ok(await page.getByText('unchanged').first().isVisible());
	assert.ok(log.length > 0, 'the server was asked');
	assert.equal(writesIn(log), 0, 'an untouched update writes nothing');
	await panel.picture('untouched-update');
	await panel.closeNode();
}

async function saved(panel, world) {
	const { page } = panel;
	await page.keyboard.press('Control+s');
	await panel.settle(2500);
	const stored = await world.n8n.rest.request('GET', `/rest/workflows/${UPDATE_ID}`);
	const { columns } = stored.nodes.find(({ name }) => name === 'Update contact').parameters;
	assert.ok(columns.schema?.length > 50, 'the panel stored the schema of the mapper');
	const { result: run, log } = await world.sandbox.watch(() => world.n8n.execute(UPDATE_ID));
	const [item] = run.data.resultData.runData['Update contact'][0].data.main[0];
	assert.equal(item.json.outcome, 'unchanged');
	assert.equal(writesIn(log), 0, 'nor does it when it was saved by the panel');
}

export const mapperSteps = [
	['column mapper: the columns of a contact form, nothing complained about', mapper],
	['an update that was opened and run untouched sends no column', untouched],
	['nor when n8n runs what the panel saved', saved],
];
