import { DateTime } from 'luxon';
import type { Body, Recipient } from '../store';
import { plainText } from './fields/computed';
import { printTime } from './time';
import type { View } from './view';
import { element, wrap } from './xml/escape';

/*
 * What the server finds in the text of a message (MS-OXWSCORE, EntityExtractionResultType): patterns of
 * English alone, where Exchange has a language service.
 */

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const URL = /https?:\/\/[^\s<>"]+[^\s<>".,;]/g;
const PHONE =
	/(?:\b(Home|Mobile|Work|Business|Fax)\s+(?:phone|number)(?:\s+number)?(?:\s+is)?:?\s+)?(\(\d{3}\)\s?\d{3}-\d{4}|\+\d{1,3}[ -]\d{2,4}[ -]\d{3,8})/gi;
const ADDRESS =
	/\d{1,5}(?: [A-Z][a-z]+){1,3} (?:Street|Avenue|Road|Lane|Drive|Way), [A-Z][a-z]+, [A-Z]{2} \d{5}/g;
const MEETING = /\bLet's meet\b[^.]*\./g;
const TASK = /\bPlease\b[^.]*\bby\b[^.]*\./g;
const CONTACT =
	/\bcontact (?:with )?([A-Z][\w'-]*(?: [\w'-]+){0,3}?) from ([A-Z][\w'&-]*(?: (?:[A-Z][\w'&-]*|of|and|the))*)/g;

const POSITION = '<t:Position>LatestReply</t:Position>';

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)];
const list = (name: string, inner: readonly string[]) =>
	inner.length === 0 ? '' : wrap(name, inner.join(''));

function phoneParts([, type = 'Unspecified', original = '']: RegExpMatchArray): string {
	return (
		element('OriginalPhoneString', original) +
		element('PhoneString', original.replace(/[^\d+]/g, '')) +
		element('Type', type)
	);
}

function users(people: readonly Recipient[]): string {
	return people
		.map((one) =>
			wrap(
				'EmailUser',
				element('Name', one.name ?? one.address ?? '') + element('UserId', one.address ?? ''),
			),
		)
		.join('');
}

const CLOCK = /(\d{1,2}):(\d\d)\s?(am|pm)/gi;
const DAY = /([A-Z][a-z]+) (\d{1,2})(?:st|nd|rd|th)?, (\d{4})/;

/** Times of day in a sentence, on the day that it names. */
function timesIn(sentence: string, zone: string): number[] {
	const [, month = '', day = '', year = ''] = DAY.exec(sentence) ?? [];
	const date = DateTime.fromFormat(`${month} ${day} ${year}`, 'MMMM d yyyy', { zone });
	if (!date.isValid) return [];
	return matches(sentence, CLOCK).map(([, hour, minute, half = '']) =>
		date
			.set({
				hour: (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0),
				minute: Number(minute),
			})
			.toMillis(),
	);
}

function meeting(sentence: string, people: readonly Recipient[], zone: string): string {
	const [start, end] = timesIn(sentence, zone);
	const subject = /\b(?:for|about) ([^,.]+)/.exec(sentence)?.[1];
	// Since Exchange 2013 no Location is told.
	return wrap(
		'MeetingSuggestion',
		POSITION +
			list('Attendees', people.length === 0 ? [] : [users(people)]) +
			(subject === undefined ? '' : element('Subject', subject)) +
			element('MeetingString', sentence) +
			(start === undefined ? '' : element('StartTime', printTime(start))) +
			(end === undefined ? '' : element('EndTime', printTime(end))),
	);
}

function contact(text: string, [, person = '', business = '']: RegExpMatchArray): string {
	return wrap(
		'Contact',
		POSITION +
			element('PersonName', person) +
			element('BusinessName', business) +
			list(
				'PhoneNumbers',
				matches(text, PHONE).map((one) => wrap('Phone', phoneParts(one))),
			) +
			list(
				'Urls',
				matches(text, URL).map(([url]) => element('Url', url)),
			) +
			list(
				'EmailAddresses',
				matches(text, EMAIL).map(([one]) => element('EmailAddress', one)),
			) +
			list(
				'Addresses',
				matches(text, ADDRESS).map(([one]) => element('Address', one)),
			) +
			element('ContactString', person),
	);
}

/** EntityExtractionResult of a message; '' for everything else, and where nothing is found. */
export function entitiesXml(view: View, zone: string): string {
	if (view.item.kind !== 'Message') return '';
	const text = plainText(view.properties.get('item:Body') as Body | undefined);
	const to =
		(view.properties.get('message:ToRecipients') as readonly Recipient[] | undefined) ?? [];
	const people = matches(text, CONTACT);
	const afterContact = text.slice(people[0]?.index ?? 0);
	const entity = (name: string, inner: string) => wrap(name, POSITION + inner);
	const inner = [
		list(
			'Addresses',
			matches(text, ADDRESS).map(([one]) => entity('AddressEntity', element('Address', one))),
		),
		list(
			'MeetingSuggestions',
			matches(text, MEETING).map(([one]) => meeting(one, to, zone)),
		),
		list(
			'TaskSuggestions',
			matches(text, TASK).map(([one]) =>
				entity(
					'TaskSuggestion',
					element('TaskString', one) + list('Assignees', to.length === 0 ? [] : [users(to)]),
				),
			),
		),
		list(
			'EmailAddresses',
			matches(text, EMAIL).map(([one]) =>
				entity('EmailAddressEntity', element('EmailAddress', one)),
			),
		),
		list(
			'Contacts',
			people.map((one) => contact(afterContact, one)),
		),
		list(
			'Urls',
			matches(text, URL).map(([one]) => entity('UrlEntity', element('Url', one))),
		),
		list(
			'PhoneNumbers',
			matches(text, PHONE).map((one) => entity('Phone', phoneParts(one))),
		),
	].join('');
	return inner === '' ? '' : wrap('EntityExtractionResult', inner);
}
