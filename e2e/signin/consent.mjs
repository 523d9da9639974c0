/** Consent in a browser: n8n's Connect button, and Start Sign-In with Complete Sign-In on the canvas. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { outputOf } from '../../scripts/lib/n8n/instance.mjs';
import { testId } from '../browser/page.mjs';
import { closeCredential, openCredential, pictureOfForm, visibleFields } from './form.mjs';
import { CONNECT_FORM } from './forms.mjs';
import { PERSON } from './server.mjs';
import {
	CANVAS_ID,
	CONNECTED_ID,
	CONNECT_ID,
	HOOK,
	HOOKED_ID,
	QUERY_AFTER_CONSENT,
	TENANT,
} from './workflows.mjs';

/** On the page of the issuer: who it is, and yes. */
async function accept(page, principal) {
	const user = page.locator('input[name=username]');
	await user.waitFor().catch(async () => {
		const text = await page.locator('body').innerText();
		assert.fail(`no page of the issuer, but ${page.url()}: ${text.slice(0, 500)}`);
	});
	await user.fill(principal);
	await page.locator('input[name=password]').fill(PERSON.password);
	await page.locator('button[value=accept], input[value=accept]').first().click();
}

/** How many tokens were given out by a grant. */
const given = (place, wanted) =>
	place.sandbox.log.entries().filter(({ grant, status }) => grant === wanted && status === 200)
		.length;

const ENTRA = 'https://login.microsoftonline.com';

/** Sends the browser on from Entra ID to the sandbox; gives the addresses that were asked for. */
async function standInForEntra(context, origin) {
	const asked = [];
	await context.route(`${ENTRA}/**`, async (route) => {
		const url = new URL(route.request().url());
		asked.push(url);
		const location = `${origin}${url.pathname}${url.search}`;
		await route.fulfill({ status: 302, headers: { location } });
	});
	return asked;
}

async function connect(panel, place) {
	const { page } = panel;
	const asked = await standInForEntra(page.context(), place.origin);
	await openCredential(panel, CONNECT_ID);
	const fields = await visibleFields(panel);
	const missing = CONNECT_FORM.fields.filter((name) => !fields.includes(name));
	assert.deepEqual(missing, []);
	const own = fields.filter((name) =>
		/auth(Url|Scheme)|accessTokenUrl|^scope|grantType/i.test(name),
	);
	assert.deepEqual(own, [], 'what follows from the other fields is not asked for');
	await page.getByText('only checks that a token exists').first().waitFor();
	await pictureOfForm(panel, CONNECT_FORM.picture, 'server');
	const button = `${testId('quick-connect-button')}:visible, ${testId('oauth-connect-button')}:visible`;
	const [popup] = await Promise.all([
		page.waitForEvent('popup'),
		page.locator(button).first().click(),
	]);
	await accept(popup, place.principal);
	await page.locator(testId('oauth-connect-success-banner')).first().waitFor({ state: 'attached' });
	await panel.settle(1500);
	const [{ pathname, searchParams }] = asked;
	assert.equal(pathname, `/${TENANT}/oauth2/v2.0/authorize`);
	assert.equal(
		searchParams.get('scope'),
		'openid offline_access https://outlook.office365.com/EWS.AccessAsUser.All',
	);
	assert.equal(given(place, 'authorization_code'), 1);
	await closeCredential(panel);
}

/** The server will not take the token that n8n keeps: its signature is another one. */
async function spoilToken({ n8n, folder }) {
	const file = join(folder, 'exported-credential.json');
	try {
		const only = [`--id=${CONNECT_ID}`, '--decrypted', `--output=${file}`];
		await n8n.cli(['export:credentials', ...only]);
		const [entry] = JSON.parse(await readFile(file, 'utf8'));
		const { oauthTokenData } = entry.data;
		const [head, payload] = oauthTokenData.access_token.split('.');
		oauthTokenData.access_token = `${head}.${payload}.AAAA`;
		await n8n.importCredentials([entry]);
	} finally {
		await rm(file, { force: true });
	}
}

/** The token of n8n is used, and renewed by n8n when it is over; what was renewed is stored. */
export async function checkRenewal(check, world, place) {
	await check('with n8n’s token a workflow runs, and the whole connection is tested', async () => {
		const run = await world.n8n.execute(CONNECTED_ID);
		assert.equal(outputOf(run, 'Query').length, 1, JSON.stringify(run.data.resultData.error ?? ''));
		const steps = outputOf(run, 'Test Connection').map(({ json }) => json);
		assert.ok(steps.length > 4 && steps.every(({ ok }) => ok === true), JSON.stringify(steps));
		assert.equal(given(place, 'refresh_token'), 0, 'a good token is not renewed');
	});
	await check('a token that the server refuses is renewed by n8n, once', async () => {
		await spoilToken(world);
		await world.n8n.rest.activate(HOOKED_ID);
		const response = await world.n8n.callWebhook(HOOK);
		const rows = await response.json();
		assert.equal(response.status, 200, JSON.stringify(rows));
		assert.equal(rows.length, 1);
		assert.equal(given(place, 'refresh_token'), 1);
	});
	await check('another process finds the renewed token and takes it', async () => {
		const run = await world.n8n.execute(CONNECTED_ID);
		assert.equal(outputOf(run, 'Query').length, 1);
		assert.equal(given(place, 'refresh_token'), 1);
	});
}

/** Text of the output that looks like an address of the issuer. */
async function addressIn(panel) {
	const cell = panel.page.getByText(/^http:\/\/127\.0\.0\.1:\d+\/[^ ]*authorize\?/).last();
	await cell.waitFor();
	return (await cell.innerText()).trim();
}

let answer;

async function start(panel, place) {
	const { page } = panel;
	await panel.usualSize();
	await panel.canvas(CANVAS_ID);
	await panel.node('Start Sign-In');
	assert.equal(await panel.issues(), 0);
	await panel.execute();
	const address = await addressIn(panel);
	assert.match(address, /code_challenge_method=S256/);
	await panel.picture('sign-in/start-sign-in');
	await panel.closeNode();
	const browser = await page.context().newPage();
	try {
		await browser.goto(address);
		// nothing listens where the browser is sent: its address is what a person copies
		const [sent] = await Promise.all([
			browser.waitForRequest((request) => request.url().startsWith('http://localhost:33333')),
			accept(browser, place.principal),
		]);
		answer = sent.url();
	} finally {
		await browser.close();
	}
	assert.match(answer, /[?&]code=/);
}

async function complete(panel) {
	const { page } = panel;
	await panel.node('Complete Sign-In');
	const code = panel.mapperField('code');
	await code.waitFor();
	await code.fill(answer);
	await code.blur();
	await panel.settle(800);
	await panel.execute();
	assert.equal(await page.locator(testId('node-error-view')).count(), 0);
	await page.getByText('isRenewable').first().waitFor();
	const shown = await page
		.locator('[data-test-id=output-panel], [data-test-id=ndv]')
		.first()
		.innerText();
	assert.ok(!/eyJ[\w-]{20,}/.test(shown), 'no token is shown');
	await panel.picture('sign-in/complete-sign-in');
	await panel.closeNode();
}

async function afterwards(panel) {
	await panel.node(QUERY_AFTER_CONSENT);
	await panel.execute();
	assert.match(await panel.page.locator(testId('ndv-items-count')).last().innerText(), /1 item/);
	await panel.closeNode();
}

/** The list of credentials offers both types; choosing one of the other type changes nothing else. */
async function switches(panel) {
	const { page } = panel;
	await panel.node(QUERY_AFTER_CONSENT);
	await page
		.locator(`${testId('node-credentials-select')} input`)
		.first()
		.click();
	const options = await panel.visibleOptions();
	for (const name of ['By NTLM', 'By consent', 'Microsoft 365']) {
		assert.ok(
			options.some((text) => text.includes(name)),
			`${name} among ${options.join(' | ')}`,
		);
	}
	const other = page
		.locator('.el-select-dropdown__item:visible, [role=option]:visible', {
			hasText: 'Microsoft 365',
		})
		.first();
	await other.scrollIntoViewIfNeeded();
	await panel.settle(300);
	await panel.picture('sign-in/both-credentials');
	await other.click();
	await panel.settle(800);
	const value = (name) => panel.parameter(name).locator('input').first().inputValue();
	assert.deepEqual([await value('resource'), await value('operation')], ['Contact', 'Query']);
	assert.equal(await panel.issues(), 0);
	await panel.execute();
	assert.match(await page.locator(testId('ndv-items-count')).last().innerText(), /1 item/);
	await panel.closeNode();
}

export const connectSteps = [
	['Connect: a person consents in a window, n8n keeps the token', connect],
];

export const consentSteps = [
	['Start Sign-In gives the address to open; the issuer sends the browser back with a code', start],
	['Complete Sign-In takes the whole address, and shows no token', complete],
	['then a query runs with the token that was stored', afterwards],
	['a node takes the credential of the other type, and nothing else changes', switches],
];
