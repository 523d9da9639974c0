// Puts messages with bodies and recipients into Drafts.
import { createRequire } from 'node:module';
import { input } from '../lib/child.mjs';

const { url, user, password, count } = await input();
const { openSession } = createRequire(import.meta.url)('../../dist/core.js');
const session = await openSession({
	authScheme: 'Basic',
	server: url,
	user,
	password,
	allowPlainHttp: true,
});
const people = (n, many) =>
	Array.from({ length: many }, (_, i) => ({
		name: `Person ${n + i}`,
		address: `person${n + i}@contoso.example`,
	}));
const paragraph = '<p>Sehr geehrte Damen und Herren, &amp; <b>noch mehr</b> Text.</p>\r\n';
const records = Array.from({ length: count }, (_, index) => ({
	index,
	values: {
		subject: `Message ${index}`,
		body: `<html><body>${paragraph.repeat(20 + (index % 40))}</body></html>`,
		toRecipients: people(index, 3),
		ccRecipients: people(index + 3, 2),
		categories: ['Green', `Group ${index % 7}`],
	},
}));
const scope = { folders: [{ kind: 'wellKnown', name: 'drafts' }] };
const made = await session.create(
	{ table: 'message', scope, records, options: {} },
	{ timeZone: 'UTC' },
);
await session.close();
console.log(JSON.stringify({ made: made.filter(({ outcome }) => outcome === 'created').length }));
