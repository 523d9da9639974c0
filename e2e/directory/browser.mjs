/** The directory node as a person uses it: result, pickers, mapper, credential. */
import assert from 'node:assert/strict';
import { passesTest, refusesPassword } from '../browser/credential.mjs';
import { testId } from '../browser/page.mjs';
import { OU } from './server.mjs';
import { QUERY_ID, QUERY_NODE, UPDATE_ID, UPDATE_NODE } from './workflows.mjs';

const itemCount = (panel) => panel.page.locator(testId('ndv-items-count')).last().innerText();
const picker = (panel, name) =>
	panel.page
		.locator(
			`${testId(`resource-locator-${name}`)} ${testId('rlc-input')}, ${testId(`parameter-input-${name}`)} ${testId('rlc-input')}`,
		)
		.first();

async function creator(panel) {
	const { page } = panel;
	await panel.canvas(QUERY_ID);
	await page.locator(testId('node-creator-plus-button')).first().click();
	await page.locator(testId('node-creator-search-bar')).fill('ldap');
	const found = page.locator(testId('item-iterator-item'), {
		hasText: 'Microsoft Active Directory',
	});
	await found.first().waitFor();
	await found.first().click();
	await page.getByText('Unlock a user').first().waitFor();
	const texts = (await page.locator(testId('item-iterator-item')).allInnerTexts()).map((text) =>
		text.toLowerCase(),
	);
	for (const action of [
		'Set the password of a user',
		'Get changes of users',
		'Add members to a group',
	]) {
		assert.ok(
			texts.some((text) => text.includes(action.toLowerCase())),
			action,
		);
	}
	await panel.picture('active-directory-actions');
	await page.keyboard.press('Escape');
}

async function table(panel) {
	const { page } = panel;
	await panel.canvas(QUERY_ID);
	await panel.node(QUERY_NODE);
	await panel.execute();
	assert.match(await itemCount(panel), /25 items/);
	assert.equal(await panel.issues(), 0);
	for (const heading of ['sAMAccountName', 'mail', 'title', 'enabled']) {
		assert.ok(await page.getByText(heading, { exact: true }).first().isVisible(), heading);
	}
	await page.getByText('There are more user records').first().waitFor();
	await panel.widenOutput();
	await panel.picture('active-directory-query');
}

async function lists(panel) {
	const { page } = panel;
	const mode = panel.parameter('organizationalUnitsMode');
	await mode.scrollIntoViewIfNeeded();
	assert.equal(await page.locator(testId('parameter-input-groupsMode')).count(), 1);
	await page.getByText('Nested', { exact: true }).first().waitFor();
	await panel.settle(300);
	await panel.picture('active-directory-filters');
}

async function columns(panel) {
	const { page } = panel;
	await panel.parameter('column').scrollIntoViewIfNeeded();
	const options = await panel.options('column');
	assert.ok(options.length > 300, `${options.length} columns of the schema`);
	await page.keyboard.type('extensionAttribute');
	await panel.settle(400);
	const narrowed = await panel.visibleOptions();
	assert.ok(narrowed.length > 1 && narrowed.every((text) => /extension ?attribute/i.test(text)));
	await panel.picture('active-directory-columns');
	await page.keyboard.press('Escape');
	const operators = await panel.options('operator');
	assert.ok(operators.some((text) => text.startsWith('Equals')));
	assert.ok(!operators.some((text) => /contains/i.test(text)), 'true and false contain nothing');
	await page.keyboard.press('Escape');
}

async function base(panel) {
	const { page } = panel;
	await picker(panel, 'baseDn').scrollIntoViewIfNeeded();
	const entries = await panel.locator('baseDn');
	assert.ok(
		entries.some((text) => /example/i.test(text)),
		entries.join(),
	);
	await page
		.locator(`${testId('rlc-search')}:visible`)
		.first()
		.fill('North');
	await page
		.locator(`${testId('rlc-item')}:visible`, { hasText: 'North' })
		.first()
		.waitFor();
	await panel.settle(500);
	await panel.picture('active-directory-base');
	await page.keyboard.press('Escape');
	await panel.closeNode();
}

async function mapper(panel) {
	const { page } = panel;
	await panel.canvas(UPDATE_ID);
	await panel.node(UPDATE_NODE);
	const mapped = page.locator(
		`[data-test-id^='value["'][data-test-id$='-parameter-input-options-container']`,
	);
	await mapped.first().waitFor();
	await panel.settle(1500);
	const count = await mapped.count();
	assert.ok(count >= 10 && count <= 30, `${count} columns are shown`);
	// an equals sign turns the field into an editor of expressions
	await panel.mapperField('objectGUID').press('=');
	await panel.settle(500);
	await page.keyboard.insertText('{{ $json.objectGUID }}');
	await panel.settle(1500);
	assert.equal(await panel.issues(), 0);
	await panel.execute();
	assert.match(await itemCount(panel), /1 item/);
	assert.ok(await page.getByText('unchanged').first().isVisible());
	await panel.picture('active-directory-update');
	await panel.closeNode();
}

const good = (panel, directory) =>
	passesTest(panel, {
		workflow: QUERY_ID,
		node: QUERY_NODE,
		field: 'hosts',
		value: directory.address,
		picture: 'active-directory-credential',
	});

const bad = (panel) => refusesPassword(panel, 'active-directory-credential-refused');

export const directorySteps = [
	['node list: found by the word ldap, with its actions', creator],
	['query: enabled users of a unit who are nested members of a group, as a table', table],
	['query: the modes of the lists show with their entries', lists],
	['conditions: the columns of the server schema can be searched, operators fit', columns],
	[`base DN: picked from the directory (${OU.north})`, base],
	['an update that was opened and run untouched changes nothing', mapper],
	['credential: the test is passed', good],
	['credential: a wrong password is named as such, and not shown', bad],
];
