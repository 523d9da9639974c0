/** The credential's dialog and its test, good and bad. */
import assert from 'node:assert/strict';
import { testId } from './page.mjs';
import { QUERY_ID } from './workflows.mjs';

const WRONG = 'not-the-password-7';

const isTest = (response) => response.url().includes('/rest/credentials/test');

async function resultOf(response) {
	const body = await response.json();
	return body.data ?? body;
}

/** Opens the credential of a node; its test is passed, and the field shows the value. */
export async function passesTest(panel, { workflow, node, field, value, picture }) {
	const { page } = panel;
	await panel.canvas(workflow);
	await panel.node(node);
	const tested = page.waitForResponse(isTest);
	await page.locator(testId('credential-edit-button')).first().click();
	const result = await resultOf(await tested);
	assert.equal(result.status, 'OK', result.message);
	await page.getByText('Connection tested successfully').first().waitFor();
	assert.equal(await panel.parameter(field).locator('input').first().inputValue(), value);
	await panel.settle(500);
	await panel.picture(picture);
}

/** In the dialog that is open, a wrong password is saved: the test names it, and does not show it. */
export async function refusesPassword(panel, picture) {
	const { page } = panel;
	const password = panel.parameter('password').locator('input').first();
	await password.fill(WRONG);
	await password.blur();
	const tested = page.waitForResponse(isTest);
	await page.locator(testId('credential-save-button')).first().click();
	const result = await resultOf(await tested);
	assert.equal(result.status, 'Error');
	assert.match(result.message, /password/i);
	assert.ok(!result.message.includes(WRONG), 'the message must not hold the password');
	await page.getByText('More details').first().click();
	await page.getByText(result.message.slice(0, 40)).first().waitFor();
	await panel.settle(500);
	await panel.picture(picture);
}

const good = (panel, world) =>
	passesTest(panel, {
		workflow: QUERY_ID,
		node: 'Query contacts',
		field: 'server',
		value: world.account.server,
		picture: 'credential',
	});

const bad = (panel) => refusesPassword(panel, 'credential-refused');

export const credentialSteps = [
	['credential: the test is passed', good],
	['credential: a wrong password is named as such, and not shown', bad],
];
