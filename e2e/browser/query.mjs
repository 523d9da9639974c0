/** The panel of a query: parameters, pickers, conditions, result. */
import assert from 'node:assert/strict';
import { testId } from './page.mjs';
import { QUERY_ID } from './workflows.mjs';

async function run(panel) {
	await panel.canvas(QUERY_ID);
	await panel.node('Query contacts');
	await panel.execute();
	const { page } = panel;
	assert.match(await page.locator(testId('ndv-items-count')).last().innerText(), /20 items/);
	assert.equal(await panel.issues(), 0);
	for (const heading of ['displayName', 'companyName']) {
		assert.ok(await page.getByText(heading, { exact: true }).first().isVisible(), heading);
	}
	await page.getByText('There are more contact records').first().waitFor();
	await panel.picture('query-result');
}

async function columns(panel) {
	const { page } = panel;
	await page.locator(testId('parameter-input-column')).first().scrollIntoViewIfNeeded();
	const options = await panel.options('column');
	assert.ok(options.length > 50, `${options.length} columns`);
	await page.keyboard.type('phone');
	await panel.settle(400);
	const narrowed = await panel.visibleOptions();
	assert.ok(narrowed.length < options.length && narrowed.length > 1);
	assert.ok(
		narrowed.every((text) => /phone/i.test(text)),
		narrowed.join(),
	);
	await panel.pictureOfParameters('conditions-column');
	await page.keyboard.press('Escape');
}

async function operators(panel) {
	const options = await panel.options('operator');
	for (const wanted of ['Contains', 'Starts With', 'Is Empty']) {
		assert.ok(
			options.some((text) => text.startsWith(wanted)),
			wanted,
		);
	}
	assert.ok(!options.some((text) => /bits/i.test(text)), 'a text column has no bits');
	await panel.pictureOfParameters('conditions-operator');
	await panel.page.keyboard.press('Escape');
}

async function folders(panel) {
	const { page } = panel;
	const entries = await panel.locator('folder');
	assert.ok(
		entries.some((text) => text.startsWith('Contacts')),
		entries.join(),
	);
	assert.ok(
		entries.some((text) => /Customers/.test(text)),
		entries.join(),
	);
	await panel.pictureOfParameters('folder-picker');
	await page.keyboard.press('Escape');
}

async function mailboxes(panel) {
	const { page } = panel;
	const box = testId('resource-locator-mailbox');
	await page
		.locator(`${box} ${testId('rlc-mode-selector')}`)
		.first()
		.click();
	await page
		.locator(`${testId('mode-list')}:visible`)
		.first()
		.click();
	const input = page.locator(`${box} ${testId('rlc-input')}`).first();
	await input.click();
	await page
		.locator(`${testId('rlc-search')}:visible`)
		.first()
		.fill('mailbox');
	await page
		.locator(`${testId('rlc-item')}:visible`)
		.first()
		.waitFor();
	await panel.settle(500);
	const entries = await page.locator(`${testId('rlc-item')}:visible`).allInnerTexts();
	for (const name of ['Source Mailbox', 'Target Mailbox']) {
		assert.ok(
			entries.some((text) => text.includes(name)),
			entries.join(),
		);
	}
	await panel.pictureOfParameters('mailbox-picker');
	await page.keyboard.press('Escape');
	await panel.closeNode();
}

export const querySteps = [
	['query: 20 contacts, a remark about more, no parameter is complained about', run],
	['conditions: the columns can be searched', columns],
	['conditions: the operators fit the column', operators],
	['folder picker: the folders of the mailbox', folders],
	['mailbox picker: finds mailboxes by what is typed', mailboxes],
];
