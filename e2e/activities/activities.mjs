/** What a person does with a mailbox besides the contacts sync: mail, files, meetings, rooms, rules. */
import assert from 'node:assert/strict';
import { ensureChromium, launchBrowser } from '../../scripts/lib/n8n/browser.mjs';
import { outputOf } from '../../scripts/lib/n8n.mjs';
import { Panel } from '../browser/page.mjs';
import { activitySteps } from './browser.mjs';
import { OFFICE, ROOM_LIST, ROOMS } from './mailboxes.mjs';
import { PICTURES } from './pictures.mjs';
import { ACTIVITIES, MAIL_ID, SERVICE_ID, SUBJECT, TEXT } from './workflows.mjs';

const json = (run, node) => (outputOf(run, node) ?? []).map((item) => item.json);

/** Runs a workflow; every node of it has to come through. */
async function finished(n8n, id) {
	const run = await n8n.execute(id);
	const { error, lastNodeExecuted } = run.data.resultData;
	assert.equal(error, undefined, `${lastNodeExecuted}: ${error?.message} ${error?.description}`);
	return run;
}

export async function checkActivities({ check }, world) {
	const { n8n } = world;
	await world.importWorkflows([...ACTIVITIES, PICTURES]);
	await checkMail(check, n8n);
	await checkServices(check, n8n);
	await checkPanels(check, world);
}

async function checkMail(check, n8n) {
	const run = await check('mail, files, moves: the workflow ends well', () =>
		finished(n8n, MAIL_ID),
	);
	await check(
		'a message sent with a file of the item arrives, its body and recipients read',
		() => {
			assert.equal(json(run, 'Send with a file')[0].outcome, 'sent');
			const [found, ...others] = json(run, 'Query messages');
			assert.equal(others.length, 0);
			assert.equal(found.subject, SUBJECT);
			assert.equal(found.hasAttachments, true);
			assert.match(found.body, /See the file/);
			assert.deepEqual(
				found.toRecipients.map(({ address }) => address),
				[OFFICE],
			);
			assert.equal(found.parentFolderPath, 'Inbox');
		},
	);
	await check('the file is downloaded, and uploaded to another record, byte for byte', () => {
		const [attachment] = json(run, 'Query attachments');
		assert.equal(attachment.name, 'report.txt');
		const [download] = outputOf(run, 'Download');
		assert.equal(download.binary.file.fileName, 'report.txt');
		assert.equal(download.binary.file.mimeType, 'text/plain');
		const [uploaded] = json(run, 'Query uploaded');
		assert.equal(uploaded.name, 'report.txt');
		assert.equal(Buffer.from(uploaded.contentBytes, 'base64').toString(), TEXT);
	});
	await check('moved by operation and by the old name, each time with its new ID', () => {
		const [moved] = json(run, 'Move');
		const [again] = json(run, 'MoveItem by its old name');
		assert.equal(again.previousId, moved.id);
		assert.deepEqual(pick(json(run, 'Get moved')[0], 'subject', 'parentFolderPath'), {
			subject: SUBJECT,
			parentFolderPath: 'Inbox/Done',
		});
		assert.equal(json(run, 'SendMail by its old name')[0].outcome, 'sent');
	});
	await check(
		'a bad item in the middle goes to the error output alone; all know their origin',
		() => {
			const good = outputOf(run, 'Mark as read');
			const bad = outputOf(run, 'Mark as read', 1);
			assert.deepEqual(
				good.map(({ json: { outcome }, pairedItem }) => [outcome, pairedItem]),
				[
					['updated', { item: 0 }],
					['updated', { item: 2 }],
				],
			);
			assert.equal(bad.length, 1);
			assert.ok(bad[0].json.error);
			assert.equal(bad[0].pairedItem.item ?? bad[0].pairedItem[0]?.item, 1);
		},
	);
}

async function checkServices(check, n8n) {
	const run = await check(
		'meeting, out of office, rooms, categories, rules: the workflow ends well',
		() => finished(n8n, SERVICE_ID),
	);
	await check('a meeting: invited, accepted; the organizer sees who', () => {
		assert.equal(json(run, 'Query events').length, 1);
		assert.equal(json(run, 'Respond')[0].outcome, 'responded');
		const attendees = json(run, 'Query attendees');
		assert.deepEqual(
			attendees.map((one) => pick(one, 'emailAddress', 'type', 'response')),
			[
				{ emailAddress: OFFICE, type: 'required', response: 'accepted' },
				{ emailAddress: ROOMS[0], type: 'resource', response: attendees[1].response },
			],
		);
	});
	await check('settings, rooms, categories, rules and names read as they were written', () => {
		assert.deepEqual(pick(json(run, 'Get out of office')[0], 'state', 'externalAudience'), {
			state: 'scheduled',
			externalAudience: 'known',
		});
		assert.deepEqual(
			json(run, 'GetRoomLists by its old name').map(({ address }) => address),
			[ROOM_LIST],
		);
		assert.deepEqual(
			json(run, 'Query rooms')
				.map(({ emailAddress }) => emailAddress)
				.sort(),
			ROOMS,
		);
		const category = json(run, 'Query categories').find(
			({ displayName }) => displayName === 'Projects',
		);
		assert.equal(category.color, 'preset7');
		const [rule] = json(run, 'Query rules');
		assert.equal(rule.displayName, 'Reports to projects');
		assert.deepEqual(rule.conditions, { subjectContains: ['Report'] });
		assert.deepEqual(
			json(run, 'Resolve').map(({ address }) => address),
			[OFFICE],
		);
	});
}

async function checkPanels(check, world) {
	const executable = await ensureChromium();
	assert.ok(executable, 'no Chromium: install it, or name its binary in the variable CHROMIUM');
	const browser = await launchBrowser(world.installation, executable);
	try {
		const panel = await Panel.open(browser, world.n8n, world.pictures);
		await panel.steps(check, 'activities', activitySteps, world);
	} finally {
		await browser.close();
	}
}

const pick = (object, ...keys) => Object.fromEntries(keys.map((key) => [key, object?.[key]]));
