import { findColumn, isKnownColumn, resolveColumn } from '../../../core/schema/resolve';
import { nearest } from '../../../core/schema/suggest';
import { findTable } from '../../../core/tables/registry';

const { table: contact } = findTable('contact', 'ews');

describe('resolveColumn', () => {
	it.each([
		['emailAddress1', 'ews', 'emailAddress1'],
		['EMAILADDRESS1', 'ews', 'emailAddress1'],
		['BusinessAddress_State', 'ews', 'businessAddressState'],
		['businessAddress_state', 'graph', 'businessAddressState'],
		['primaryEmailAddress_address', 'graph', 'emailAddress1'],
		['Children_2', 'ews', 'children2'],
		['ItemId', 'ews', 'id'],
		['Body', 'ews', 'personalNotes'],
		[' surname ', 'graph', 'surname'],
	] as const)('%s in %s', (name, dialect, id) => {
		expect(resolveColumn(contact, name, dialect).id).toBe(id);
	});

	it.each([
		['emailadress1', 'ews', "no column 'emailadress1'", "Did you mean 'emailAddress1'?"],
		['BusinesAddress_City', 'ews', 'no column', "Did you mean 'businessAddressCity'?"],
		['quite something else', 'ews', 'no column', 'Choose one of the columns'],
		['businessPhones', 'ews', 'is Graph only', 'Remove the column'],
		['mimeContent', 'graph', 'is EWS only', 'Remove the column'],
		['MimeContent', 'graph', 'is EWS only', 'Remove the column'],
		[
			'businessAddress_countryOrRegion',
			'ews',
			'the Graph schema uses',
			"Write 'businessAddressCountryOrRegion'",
		],
		['ItemId', 'graph', 'the EWS schema uses', "Write 'id'"],
	] as const)('refuses %s in %s', (name, dialect, message, advice) => {
		expect(() => resolveColumn(contact, name, dialect)).toThrow(
			expect.objectContaining({
				name: 'InputError',
				field: name,
				message: expect.stringContaining(message),
				advice: expect.stringContaining(advice),
			}),
		);
	});

	it('knows names of both dialects', () => {
		expect(isKnownColumn(contact, 'businessPhones')).toBe(true);
		expect(isKnownColumn(contact, 'FileAsMapping')).toBe(true);
		expect(isKnownColumn(contact, 'constructor')).toBe(false);
		expect(findColumn(contact, '__proto__', 'ews')).toBeUndefined();
	});
});

describe('nearest', () => {
	it.each([
		['emial', ['email', 'phone'], 'email'],
		['business_phone', ['businessPhone1', 'homePhone1'], 'businessPhone1'],
		['x', ['email'], undefined],
		['', ['email'], undefined],
		['a'.repeat(10_000), ['email'], undefined],
	])('%s', (name, known, expected) => {
		expect(nearest(name, known)).toBe(expected);
	});
});
