/** The credential's form as a person fills it: what it shows for each scheme. */
import assert from 'node:assert/strict';
import { testId } from '../browser/page.mjs';
import { FORMS } from './forms.mjs';

/** High enough for the longest form, so that a picture shows all of it. */
const TALL = { width: 1200, height: 4500 };

const DIALOG = testId('editCredential-modal');
/** n8n scrolls the form inside of its dialog: for the pictures all of it is laid out. */
const UNROLLED = `${DIALOG}, ${DIALOG} * { max-height: none !important; }
	${DIALOG} { height: auto !important; margin: 20px auto !important; top: 0 !important; }
	${DIALOG} .el-dialog__body, ${DIALOG} .modal-content, ${DIALOG} .modal-content > div,
	${DIALOG} .modal-content > div > div { height: auto !important; overflow: visible !important; }
	/* What the test said belongs to what was saved, not to what is being chosen. */
	${DIALOG} .el-tag:not([data-test-id^='oauth']) { display: none !important; }`;

/** Opens a credential's dialog. */
export async function openCredential(panel, id) {
	const { page } = panel;
	await page.setViewportSize(TALL);
	await page.goto(`${panel.n8n.url}/home/credentials/${id}`, { waitUntil: 'domcontentloaded' });
	await panel.parameter('schema').waitFor();
	await page.addStyleTag({ content: UNROLLED });
	await panel.settle(1000);
}

export async function closeCredential(panel) {
	await panel.page.keyboard.press('Escape');
	await panel.usualSize();
}

/** Names of the fields that can be seen, each once. */
export async function visibleFields(panel) {
	const ids = await panel.page
		.locator("[data-test-id^='parameter-input-']:visible")
		.evaluateAll((found) => found.map((field) => field.getAttribute('data-test-id')));
	const names = ids.map((id) => id.slice('parameter-input-'.length));
	return [...new Set(names.filter((name) => name !== 'field'))];
}

/** Picks an option by its name. */
export async function choose(panel, name, parameter) {
	await panel.parameter(parameter).locator('input').first().click();
	const options = panel.page.locator('.el-select-dropdown__item:visible');
	await options.first().waitFor();
	const texts = await options.allInnerTexts();
	const at = texts.findIndex((text) => text.split('\n')[0].trim() === name);
	assert.ok(at >= 0, `${parameter} offers ${name}: ${texts.join(' | ')}`);
	await options.nth(at).click();
	await panel.settle(400);
}

/** The dialog from its title down to the last field of the sign-in. */
export async function pictureOfForm(panel, name, last) {
	const { page } = panel;
	// a field under the mouse, or with the focus, shows its tools
	await page.locator(`${DIALOG} .el-dialog__header`).click({ position: { x: 400, y: 10 } });
	await page.mouse.move(5, 5);
	await panel.settle(400);
	const dialog = await page.locator(DIALOG).boundingBox();
	const end = await panel.parameter(last).boundingBox();
	const { x, y, width } = dialog;
	await panel.picture(`sign-in/${name}`, {
		clip: { x, y, width, height: end.y + end.height + 24 - y },
	});
}

/** Last of the fields that belong to the sign-in. */
const lastOf = (fields) => fields[fields.indexOf('defaultMailbox') - 1];

export const formSteps = FORMS.map((form) => [
	`form: ${form.name} asks for what it needs, no more`,
	async (panel) => {
		for (const [name, parameter] of form.choose) await choose(panel, name, parameter);
		const seen = await visibleFields(panel);
		assert.deepEqual([...seen].sort(), [...form.fields].sort());
		await pictureOfForm(panel, form.picture, lastOf(seen));
	},
]);
