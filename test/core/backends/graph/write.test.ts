import { readFileSync } from 'node:fs';
import {
	compileGraphWrite,
	type GraphWriteRequest,
	storedProperties,
} from '../../../../core/backends/graph/write';
import { findTable } from '../../../../core/tables/registry';
import { describeWithShared } from '../../../support/shared';
import { readGraphApi } from './openapi';

const { table: contact } = findTable('contact', 'graph');
const write = (request: Partial<GraphWriteRequest>) =>
	compileGraphWrite(contact, { action: 'create', scope: { folders: [] }, values: {}, ...request });

describe('compileGraphWrite', () => {
	it('creates', () => {
		const request = write({
			values: {
				givenName: 'Contact',
				surname: '17',
				emailAddress1: 'contact17@contoso.example',
				emailAddress1Name: 'Contact 17',
				emailAddress2: 'contact17@example.org',
				businessPhone1: '+1 555 0100',
				businessAddressCity: 'Brno',
				businessAddressPostalCode: '602 00',
				birthday: '1980-02-29',
				categories: ['Red'],
				businessFax: '+1 555 0101',
				importance: 'high',
				isReminderOn: true,
			},
		});
		expect(request).toEqual({
			method: 'POST',
			path: '/me/contacts',
			headers: { Prefer: 'IdType="ImmutableId"', 'Content-Type': 'application/json' },
			body: {
				givenName: 'Contact',
				surname: '17',
				emailAddresses: [
					{ address: 'contact17@contoso.example', name: 'Contact 17' },
					{ address: 'contact17@example.org' },
				],
				businessPhones: ['+1 555 0100'],
				businessAddress: { city: 'Brno', postalCode: '602 00' },
				birthday: '1980-02-29T11:59:00Z',
				categories: ['Red'],
				singleValueExtendedProperties: [
					{ id: 'String 0x3A24', value: '+1 555 0101' },
					{ id: 'Integer 0x0017', value: '2' },
					{ id: 'Boolean {00062008-0000-0000-C000-000000000046} Id 0x8503', value: 'true' },
				],
			},
		});
	});

	it('changes a slot in what is stored, and only if nobody else did', () => {
		const values = {
			emailAddress2: 'new@contoso.example',
			businessAddressCity: 'Praha',
			jobTitle: null,
		};
		expect(storedProperties(contact, values)).toEqual(['emailAddresses', 'businessAddress']);
		const request = write({
			action: 'update',
			id: 'AAMk/=',
			changeKey: 'EQAA',
			values,
			stored: {
				emailAddresses: [
					{ name: 'One', address: 'one@contoso.example' },
					{ name: 'Two', address: 'two@contoso.example' },
				],
				businessAddress: { city: 'Brno', street: 'Main 1' },
			},
		});
		expect(request.method).toBe('PATCH');
		expect(request.path).toBe('/me/contacts/AAMk%2F%3D');
		expect(request.headers['If-Match']).toBe('W/"EQAA"');
		expect(request.body).toEqual({
			jobTitle: null,
			emailAddresses: [
				{ name: 'One', address: 'one@contoso.example' },
				{ name: 'Two', address: 'new@contoso.example' },
			],
			businessAddress: { city: 'Praha', street: 'Main 1' },
		});
	});

	it('clears the last slot, and the whole list', () => {
		const stored = { businessPhones: ['1', '2'] };
		const update = (values: Record<string, unknown>) =>
			write({ action: 'update', id: 'A', values, stored }).body;
		expect(update({ businessPhone2: null })).toEqual({ businessPhones: ['1'] });
		expect(update({ businessPhone1: null, businessPhone2: null })).toEqual({ businessPhones: [] });
		expect(update({ businessPhones: null })).toEqual({ businessPhones: [] });
	});

	it.each<[string, Record<string, unknown>, string]>([
		['a gap', { businessPhone2: '2' }, "'Business Phone 2' would leave entry 1"],
		[
			'a gap between',
			{ emailAddress1: 'a@b', emailAddress3: 'c@b' },
			"'Email 3' would leave entry 2",
		],
		[
			'a list twice',
			{ businessPhones: ['1'], businessPhone1: '1' },
			"'Business Phone 1' is given twice",
		],
		[
			'a read-only column',
			{ createdDateTime: '2026-01-01T00:00:00Z' },
			"'Created' cannot be written",
		],
		['an EWS column', { mimeContent: 'AA==' }, 'EWS only'],
		['no value for a number', { reminderMinutesBeforeStart: null }, 'cannot be cleared'],
	])('refuses %s', (_, values, message) => {
		expect(() => write({ values })).toThrow(
			expect.objectContaining({ name: 'InputError', message: expect.stringContaining(message) }),
		);
	});
});

/** A value of each type that fits. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
	text: 'x',
	date: '1980-02-29',
	textList: ['x'],
	boolean: true,
	integer: 5,
	dateTime: '2026-11-21T10:00:00Z',
	recipientList: [{ name: 'x', address: 'x@contoso.example' }],
};

describeWithShared(
	'compileGraphWrite against the API description',
	'samples/graph/openapi-ours.json',
	(file) => {
		const api = readGraphApi(file);
		const writable = contact.columns.filter(({ graph }) => graph?.write === 'both');

		it('has no body that Graph would refuse', () => {
			const slots = writable.filter(({ type }) => type !== 'textList' && type !== 'recipientList');
			const values = Object.fromEntries(
				slots.map((column) => [column.id, column.choices?.[0] ?? EXAMPLES[column.type]]),
			);
			const { body } = write({ values });
			expect(Object.keys(body).length).toBeGreaterThan(20);
			expect(api.check('microsoft.graph.contact', body)).toEqual([]);
		});

		it('has no list that Graph would refuse', () => {
			const lists = writable.filter(({ type }) => type === 'textList' || type === 'recipientList');
			const values = Object.fromEntries(lists.map(({ id, type }) => [id, EXAMPLES[type]]));
			expect(api.check('microsoft.graph.contact', write({ values }).body)).toEqual([]);
		});

		it('would notice a property that Graph does not have', () => {
			expect(api.check('microsoft.graph.contact', { pager: '1' })).not.toEqual([]);
			expect(api.check('microsoft.graph.contact', { businessPhones: '1' })).not.toEqual([]);
		});
	},
);

describeWithShared(
	'compileGraphWrite against documented requests',
	'samples/graph/graph-http-samples.jsonl',
	(file) => {
		it('creates the contact of user-post-contacts', () => {
			const sample = readFileSync(file, 'utf8')
				.split('\n')
				.filter((line) => line.includes('"user-post-contacts"'))
				.map((line) => JSON.parse(line) as Record<string, unknown>)
				.find(({ kind }) => kind === 'request');
			const documented = sample?.json as {
				givenName: string;
				surname: string;
				emailAddresses: Array<{ address: string; name: string }>;
				businessPhones: string[];
			};
			const [email] = documented.emailAddresses;
			const request = write({
				values: {
					givenName: documented.givenName,
					surname: documented.surname,
					emailAddress1: email?.address,
					emailAddress1Name: email?.name,
					businessPhone1: documented.businessPhones[0],
				},
			});
			expect(request.body).toEqual(documented);
			expect([request.method, `/v1.0${request.path}`]).toEqual([sample?.method, sample?.url]);
		});
	},
);
