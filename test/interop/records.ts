import type { Row } from '../../core';

/** Text that a careless client or server spoils. */
export const TRICKY = {
	markup: `& < > " ' &amp; ]]> <!-- --> {{ $json }}`,
	emoji: '😀 👩‍👩‍👧 🇪🇺 𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
	rightToLeft: 'مرحبا \u200fبالعالم שלום',
	padded: '  two spaces before and after  ',
	lines: 'first\nsecond\r\nthird\ttabbed',
	long: 'Industriestraße 17 & Söhne, '.repeat(11).slice(0, 300),
} as const;

export type Kind = 'contact' | 'message' | 'event' | 'task';

/** Records with our column names, one value or more of each kind of text in each. */
export const RECORDS: Readonly<Record<Kind, readonly Row[]>> = {
	contact: [
		{
			displayName: 'Contact 1',
			fileAs: 'One, Contact',
			givenName: TRICKY.markup,
			surname: TRICKY.emoji,
			companyName: TRICKY.rightToLeft,
			jobTitle: TRICKY.padded,
			personalNotes: TRICKY.lines,
			businessAddressStreet: TRICKY.long,
			businessAddressCity: 'Łódź',
			homeAddressCity: TRICKY.markup,
			businessPhone1: '+44 20 7946 0001',
			mobilePhone: TRICKY.padded,
			emailAddress1: 'contact1@contoso.example',
			emailAddress2: 'contact1.other@contoso.example',
			categories: ['Red & blue', TRICKY.rightToLeft],
		},
		{ displayName: 'Contact 2', fileAs: 'Contact 2', surname: 'Contact 2' },
	],
	message: [
		{
			subject: TRICKY.markup,
			body: TRICKY.lines,
			bodyType: 'text',
			importance: 'high',
			categories: ['A', 'B & C'],
			toRecipients: [{ name: 'Contact 1', address: 'contact1@contoso.example' }],
		},
		{ subject: TRICKY.emoji, body: `<p>${TRICKY.rightToLeft}</p>`, bodyType: 'html' },
	],
	event: [
		{
			subject: TRICKY.rightToLeft,
			location: TRICKY.markup,
			body: TRICKY.emoji,
			bodyType: 'text',
			startDateTime: '2026-03-29T00:30:00Z',
			endDateTime: '2026-03-29T02:30:00Z',
			showAs: 'tentative',
		},
	],
	task: [
		{
			subject: TRICKY.emoji,
			body: TRICKY.markup,
			bodyType: 'text',
			dueDate: '2026-03-01',
			status: 'inProgress',
			percentComplete: 25,
		},
	],
};
