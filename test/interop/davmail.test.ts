import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Row } from '../../core';
import type { Sandbox } from '../../sandbox';
import { runCommand } from '../support/command';
import { useSandbox } from '../support/sandbox';
import { rowsOf, sessionOn } from '../support/session';

/**
 * DavMail (Debian package davmail-server), a gateway from Exchange to IMAP, SMTP, CardDAV and CalDAV that this
 * project did not write: what it stores in the sandbox is what our session reads.
 */

const JAR = '/usr/share/davmail/davmail.jar';
const SUBJECT = 'Grüße & <Tags> — 😀';
const TEXT = 'Zeile 1\nZeile 2: ä & <b>\n';
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
const OTHER = 'user2@contoso.example';

const lines = (...text: string[]) => text.map((line) => `${line}\r\n`).join('');
const CONTACT = lines(
	'BEGIN:VCARD',
	'VERSION:3.0',
	'UID:made-by-davmail',
	'N:Müller;Zoë;;;',
	'FN:Zoë Müller',
	'EMAIL;TYPE=work:zoe@example.org',
	'TEL;TYPE=CELL:+49 30 1',
	'ADR;TYPE=WORK:;;Street 1;City;;12345;Germany',
	'END:VCARD',
);
const EVENT = lines(
	'BEGIN:VCALENDAR',
	'VERSION:2.0',
	'PRODID:-//example//EN',
	'BEGIN:VEVENT',
	'UID:made-by-davmail',
	'DTSTAMP:20261121T100000Z',
	'DTSTART:20261201T100000Z',
	'DTEND:20261201T110000Z',
	'SUMMARY:Weekly',
	'LOCATION:Room 1',
	'RRULE:FREQ=WEEKLY;COUNT=3',
	'END:VEVENT',
	'END:VCALENDAR',
);
const MEETING = EVENT.replace(/^RRULE.*\r\n/m, '')
	.replace('UID:made-by-davmail', 'UID:meeting')
	.replace(
		'LOCATION:Room 1\r\n',
		lines(
			`ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:${OTHER}`,
			'ORGANIZER:mailto:user1@contoso.example',
		),
	);
const TASK = lines(
	'BEGIN:VCALENDAR',
	'VERSION:2.0',
	'PRODID:-//example//EN',
	'BEGIN:VTODO',
	'UID:made-by-davmail',
	'DTSTAMP:20261121T100000Z',
	'SUMMARY:Do it',
	'PRIORITY:1',
	'END:VTODO',
	'END:VCALENDAR',
);

interface Stored {
	readonly put: number;
	readonly status: number;
	readonly text: string;
}
interface Results {
	readonly imap: { count: number; subject: string; text: string; attachments: string[][] };
	readonly refused: Record<string, unknown>;
	readonly contact: Stored;
	readonly event: Stored;
	readonly task: Stored;
	readonly contacts: number;
	readonly invited: { readonly inbox: number; readonly calendar: number };
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return typeof address === 'object' && address ? address.port : 0;
}

interface Gateway {
	readonly ports: Readonly<Record<'imap' | 'smtp' | 'caldav', number>>;
	stop(): Promise<void>;
}

async function startDavMail(url: string): Promise<Gateway> {
	const folder = mkdtempSync(path.join(tmpdir(), 'davmail-'));
	const ports = { imap: await freePort(), smtp: await freePort(), caldav: await freePort() };
	const settings = {
		'davmail.server': 'true',
		'davmail.mode': 'EWS',
		'davmail.url': url,
		'davmail.bindAddress': '127.0.0.1',
		'davmail.disableUpdateCheck': 'true',
		...Object.fromEntries(
			Object.entries(ports).map(([name, port]) => [`davmail.${name}Port`, String(port)]),
		),
		'davmail.logFilePath': path.join(folder, 'davmail.log'),
		'log4j.rootLogger': 'WARN',
		'log4j.logger.davmail': 'WARN',
	};
	const file = path.join(folder, 'davmail.properties');
	writeFileSync(file, lines(...Object.entries(settings).map(([key, value]) => `${key}=${value}`)));
	const gateway = spawn('java', ['-jar', JAR, '-server', file], { stdio: 'pipe' });
	await listening(gateway, ports.caldav);
	return {
		ports,
		async stop() {
			const ended = new Promise((resolve) => gateway.once('exit', resolve));
			gateway.kill('SIGKILL');
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** The last of its ports opens when all are open. */
async function listening(gateway: ChildProcess, port: number): Promise<void> {
	const until = Date.now() + 60_000;
	while (Date.now() < until && gateway.exitCode === null) {
		const answered = await fetch(`http://127.0.0.1:${port}/`).then(
			() => true,
			() => false,
		);
		if (answered) return;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	throw new Error('DavMail did not start');
}

async function drive(sandbox: Sandbox, ports: Gateway['ports']): Promise<Results> {
	const [account] = sandbox.accounts;
	const job = {
		user: account!.mailbox,
		password: account!.password,
		other: OTHER,
		ports,
		subject: SUBJECT,
		text: TEXT,
		contact: CONTACT,
		event: EVENT,
		task: TASK,
		meeting: MEETING,
	};
	const script = path.join(__dirname, 'davmail_client.py');
	const { code, stdout, stderr } = await runCommand('python3', [script], JSON.stringify(job));
	if (code !== 0) throw new Error(`DavMail: ${stderr.slice(-2_000)}`);
	return JSON.parse(stdout) as Results;
}

const scope = { folders: [] };

describe('DavMail', () => {
	if (!existsSync(JAR)) {
		it('is left out without davmail-server', () => {
			console.warn('LEFT OUT: DavMail, Debian package davmail-server is not installed');
			expect(existsSync(JAR)).toBe(false);
		});
		return;
	}
	const server = useSandbox({ schemes: ['NTLM', 'Basic'], contacts: 20, seed: 7 });

	it('stores and reads mail, contacts, events and tasks as our session reads them', async () => {
		const gateway = await startDavMail(server.sandbox.url);
		let results: Results;
		try {
			results = await drive(server.sandbox, gateway.ports);
		} finally {
			await gateway.stop();
		}
		expect(results.imap).toMatchObject({
			count: 1,
			subject: SUBJECT,
			attachments: [['bytes.bin', BYTES.toString('base64')]],
		});
		expect(results.imap.text.replace(/\r\n/g, '\n').trimEnd()).toBe(TEXT.trimEnd());
		expect(results.refused).toEqual({});
		expect(results.contacts).toBe(21);
		for (const { put, status } of [results.contact, results.event]) {
			expect([put, status]).toEqual([201, 200]);
		}
		// DavMail gives tasks out again below the calendar alone.
		expect(results.task.put).toBe(201);
		expect(results.event.text).toContain('RRULE:FREQ=WEEKLY');
		expect(results.invited).toEqual({ inbox: 1, calendar: 1 });

		const own = await sessionOn(server.sandbox);
		const read = async (
			table: string,
			where: [string, unknown],
			select: string[],
			folder?: string,
		) =>
			await rowsOf(own, {
				table,
				scope: folder ? { folders: [{ kind: 'path', path: folder }] } : scope,
				select,
				where: { column: where[0], operator: 'equals', value: where[1] },
			});
		const mail = ['subject', 'body', 'hasAttachments', 'isRead', 'flag', 'toRecipients'];
		const flagged = { subject: SUBJECT, hasAttachments: true, isRead: true };
		expect(await read('message', ['subject', SUBJECT], mail, 'Through IMAP')).toMatchObject([
			{ ...flagged, flag: { status: 'flagged' }, toRecipients: [{ address: OTHER }] },
		]);
		expect(await read('message', ['subject', SUBJECT], mail)).toMatchObject([flagged]);
		expect(await read('message', ['subject', 'Sent by SMTP'], mail, 'Sent Items')).toHaveLength(1);

		const contact = ['givenName', 'surname', 'mobilePhone', 'businessAddressCity'];
		expect(await read('contact', ['surname', 'Müller'], contact)).toMatchObject([
			{ givenName: 'Zoë', mobilePhone: '+49 30 1', businessAddressCity: 'City' },
		]);
		const [event] = await read(
			'event',
			['subject', 'Weekly'],
			[...['startDateTime', 'endDateTime', 'location', 'recurrence']],
		);
		expect(Date.parse(String(event?.startDateTime))).toBe(Date.UTC(2026, 11, 1, 10));
		expect(event?.recurrence).toMatchObject({
			pattern: { type: 'weekly' },
			range: { numberOfOccurrences: 3 },
		});
		expect(await read('task', ['subject', 'Do it'], ['importance'])).toMatchObject([
			{ importance: 'high' },
		]);

		const theirs = await sessionOn(server.sandbox, { user: 'user2' });
		const [received] = await rowsOf(theirs, {
			table: 'message',
			scope,
			select: mail,
			where: { column: 'subject', operator: 'equals', value: 'Sent by SMTP' },
		});
		expect(received as Row).toMatchObject({ hasAttachments: true, isRead: false });
		expect(String(received?.body).replace(/\r\n/g, '\n').trim()).toBe(TEXT.trim());
	}, 120_000);
});
