/** Every sign-in scheme in n8n: the form, the credential's test, runs, and consent. */
import assert from 'node:assert/strict';
import { ensureChromium, launchBrowser } from '../../scripts/lib/n8n/browser.mjs';
import { outputOf } from '../../scripts/lib/n8n/instance.mjs';
import { Panel, testId } from '../browser/page.mjs';
import { checkRenewal, connectSteps, consentSteps } from './consent.mjs';
import { closeCredential, formSteps, openCredential } from './form.mjs';
import { PERSON, startPlace } from './server.mjs';
import {
	ALL_ID,
	connectCredential,
	consentCredential,
	FORM_ID,
	formCredential,
	schemeCredentials,
	signInWorkflows,
} from './workflows.mjs';

export async function checkSignIn({ check }, world) {
	const { oauthCallbackUrls } = await world.n8n.rest.request('GET', '/rest/settings');
	const place = await startPlace(world.issuerPort, [oauthCallbackUrls.oauth2]);
	try {
		const schemes = schemeCredentials(place);
		const [consent, connect] = [consentCredential(place), connectCredential(place)];
		await world.n8n.importCredentials([formCredential(), consent, connect, ...schemes]);
		await world.n8n.importWorkflows(signInWorkflows(schemes, consent, connect));
		await checkRun(check, world, place, schemes);
		await checkPanel(check, world, place, schemes);
	} finally {
		await place.stop();
	}
}

/** One run in which each node signs in by another scheme; the server's log tells whom it let in, and how. */
async function checkRun(check, { n8n }, { sandbox }, schemes) {
	const run = await check('one run signs in by every scheme', () => n8n.execute(ALL_ID));
	if (!run) return;
	for (const { name, data } of schemes) {
		await check(`${name}: one contact`, () => {
			const rows = outputOf(run, name);
			const { error } = run.data.resultData;
			assert.equal(rows?.length, 1, `${error?.message} ${error?.description ?? ''}`);
			assert.ok(!JSON.stringify(run).includes(data.password ?? PERSON.password), 'no password');
		});
	}
	await check('the server has seen each of them', () => {
		const seen = new Set(sandbox.log.entries().map(({ signIn }) => signIn));
		for (const scheme of new Set(schemes.map(({ data }) => data.authScheme))) {
			const wire = { OAuth: 'Bearer', Kerberos: 'Negotiate' }[scheme] ?? scheme;
			assert.ok(seen.has(wire), `${wire} is among ${[...seen].join(', ')}`);
		}
	});
}

/** The test itself may take half a minute. */
const TEST_LIMIT_MS = 45_000;
const isTest = (response) => response.url().includes('/rest/credentials/test');

/** Opening the dialog tests the credential. */
const testSteps = (schemes) =>
	schemes.map(({ id, name }) => [
		`credential ${name}: the test in the dialog is passed`,
		async (panel) => {
			const [tested] = await Promise.all([
				panel.page.waitForResponse(isTest, { timeout: TEST_LIMIT_MS }),
				openCredential(panel, id),
			]);
			const body = await tested.json();
			const { status, message } = body.data ?? body;
			assert.equal(status, 'OK', message);
			await panel.page
				.locator(testId('credentials-config-container-test-success'))
				.first()
				.waitFor({ state: 'attached' });
			await closeCredential(panel);
		},
	]);

const openForm = [
	'form: opens',
	async (panel) => {
		await openCredential(panel, FORM_ID);
	},
];
const closeForm = ['form: closes', closeCredential];

async function checkPanel(check, world, place, schemes) {
	const executable = await check('Chromium is there', async () => {
		const path = await ensureChromium();
		assert.ok(path, 'no Chromium: install it, or name its binary in the variable CHROMIUM');
		return path;
	});
	if (!executable) return;
	const browser = await launchBrowser(world.installation, executable);
	try {
		const panel = await Panel.open(browser, world.n8n, world.pictures);
		const steps = (name, list) => panel.steps(check, name, list, place);
		await steps('form', [openForm, ...formSteps, closeForm]);
		await steps('test', testSteps(schemes));
		await steps('connect', connectSteps);
		await checkRenewal(check, world, place);
		await steps('consent', consentSteps);
	} finally {
		await browser.close();
	}
}
