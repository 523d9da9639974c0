import { scenario, type Scenario } from '../../scenario';
import { at, text, type Node } from '../../xml';
import {
	additional,
	createXml,
	folder,
	getXml,
	itemXml,
	MESSAGE,
	shape,
	subjectXml,
} from './kinds';

const EMAIL = 'person1@example.org';
const URL = 'https://example.org/notes';
const PHONE = '(235) 555-0110';
const ADDRESS = '1234 Main Street, Redmond, WA 07722';
const MEETING = "Let's meet for business discussion, from 2:00pm to 2:30pm, December 15th, 2012.";
const TASK = 'Please update the spreadsheet by today.';
const BODY = `${MEETING} ${TASK} Any questions, contact with Person 1 from Department of Revenue Services, his Home phone number is ${PHONE}, his email is ${EMAIL}, his notes are ${URL} and his address is ${ADDRESS}`;

/** Path below EntityExtractionResult, what stands there, requirements that say so. */
const VALUES: ReadonlyArray<readonly [string, string, string]> = [
	[
		'Addresses/AddressEntity/Address',
		ADDRESS,
		'MS-OXWSCORE_R1134 MS-OXWSCORE_R1712 MS-OXWSCORE_R1714 MS-OXWSCORE_R1750 MS-OXWSCORE_R1754',
	],
	[
		'MeetingSuggestions/MeetingSuggestion/MeetingString',
		MEETING,
		'MS-OXWSCORE_R1135 MS-OXWSCORE_R1083 MS-OXWSCORE_R1089 MS-OXWSCORE_R1504 MS-OXWSCORE_R1505',
	],
	['MeetingSuggestions/MeetingSuggestion/Subject', 'business discussion', 'MS-OXWSCORE_R1088'],
	['MeetingSuggestions/MeetingSuggestion/StartTime', '2012-12-15T14:00:00Z', 'MS-OXWSCORE_R1090'],
	['MeetingSuggestions/MeetingSuggestion/EndTime', '2012-12-15T14:30:00Z', 'MS-OXWSCORE_R1091'],
	[
		'MeetingSuggestions/MeetingSuggestion/Attendees/EmailUser/Name',
		'User 1',
		'MS-OXWSCORE_R1086 MS-OXWSCORE_R1120 MS-OXWSCORE_R1123 MS-OXWSCORE_R1512 MS-OXWSCORE_R1702',
	],
	[
		'MeetingSuggestions/MeetingSuggestion/Attendees/EmailUser/UserId',
		'user1@contoso.example',
		'MS-OXWSCORE_R1124',
	],
	[
		'TaskSuggestions/TaskSuggestion/TaskString',
		TASK,
		'MS-OXWSCORE_R1136 MS-OXWSCORE_R1094 MS-OXWSCORE_R1127 MS-OXWSCORE_R1506 MS-OXWSCORE_R1704',
	],
	['TaskSuggestions/TaskSuggestion/Assignees/EmailUser/Name', 'User 1', 'MS-OXWSCORE_R1128'],
	[
		'EmailAddresses/EmailAddressEntity/EmailAddress',
		EMAIL,
		'MS-OXWSCORE_R1137 MS-OXWSCORE_R1757 MS-OXWSCORE_R1761 MS-OXWSCORE_R1716 MS-OXWSCORE_R1718',
	],
	[
		'Contacts/Contact/PersonName',
		'Person 1',
		'MS-OXWSCORE_R1138 MS-OXWSCORE_R1097 MS-OXWSCORE_R1100 MS-OXWSCORE_R1507 MS-OXWSCORE_R1508',
	],
	['Contacts/Contact/BusinessName', 'Department of Revenue Services', 'MS-OXWSCORE_R1101'],
	['Contacts/Contact/ContactString', 'Person 1', 'MS-OXWSCORE_R1106'],
	[
		'Contacts/Contact/PhoneNumbers/Phone/OriginalPhoneString',
		PHONE,
		'MS-OXWSCORE_R1102 MS-OXWSCORE_R1112 MS-OXWSCORE_R1115 MS-OXWSCORE_R1510 MS-OXWSCORE_R1511',
	],
	['Contacts/Contact/PhoneNumbers/Phone/PhoneString', '2355550110', 'MS-OXWSCORE_R1116'],
	['Contacts/Contact/PhoneNumbers/Phone/Type', 'Home', 'MS-OXWSCORE_R1117'],
	['Contacts/Contact/Urls/Url', URL, 'MS-OXWSCORE_R1103 MS-OXWSCORE_R1109 MS-OXWSCORE_R1509'],
	[
		'Contacts/Contact/EmailAddresses/EmailAddress',
		EMAIL,
		'MS-OXWSCORE_R1104 MS-OXWSCORE_R1131 MS-OXWSCORE_R1706',
	],
	[
		'Contacts/Contact/Addresses/Address',
		ADDRESS,
		'MS-OXWSCORE_R1105 MS-OXWSCORE_R1080 MS-OXWSCORE_R1503',
	],
	[
		'Urls/UrlEntity/Url',
		URL,
		'MS-OXWSCORE_R1139 MS-OXWSCORE_R1773 MS-OXWSCORE_R1777 MS-OXWSCORE_R1724 MS-OXWSCORE_R1726',
	],
	[
		'PhoneNumbers/Phone/OriginalPhoneString',
		PHONE,
		'MS-OXWSCORE_R1140 MS-OXWSCORE_R1764 MS-OXWSCORE_R1768 MS-OXWSCORE_R1720 MS-OXWSCORE_R1722',
	],
	['PhoneNumbers/Phone/PhoneString', '2355550110', 'MS-OXWSCORE_R1769'],
	['PhoneNumbers/Phone/Type', 'Home', 'MS-OXWSCORE_R1770'],
	[
		'Addresses/AddressEntity/Position',
		'LatestReply',
		'MS-OXWSCORE_R1747 MS-OXWSCORE_R1782 MS-OXWSCORE_R1710',
	],
];

const RESULT = 'MS-OXWSCORE_R1288 MS-OXWSCORE_R1350 MS-OXWSCORE_R1708';

const extraction = scenario(
	'MSOXWSCORE_S04_TC22_VerifyItemWithEntityExtractionResult',
	`${VALUES.map(([, , ids]) => ids).join(' ')} ${RESULT} MS-OXWSCORE_R2935`,
	async (trial) => {
		const message = itemXml(
			MESSAGE,
			`${subjectXml('Entities')}<t:Body BodyType="Text">${BODY}</t:Body><t:ToRecipients><t:Mailbox><t:EmailAddress>user1@contoso.example</t:EmailAddress></t:Mailbox></t:ToRecipients>`,
		);
		await trial.ok(createXml(message).replace('SaveOnly', 'SendOnly'));
		const found = await trial.ok(
			`<m:FindItem Traversal="Shallow">${shape('IdOnly')}<m:ParentFolderIds>${folder('inbox')}</m:ParentFolderIds></m:FindItem>`,
		);
		const got = await trial.ok(
			getXml([found.id().id], shape('AllProperties', additional('item:EntityExtractionResult'))),
		);
		const result = got.first('EntityExtractionResult');
		trial.check(RESULT, result !== undefined, 'there is no EntityExtractionResult');
		const read = (path: string) => text(result, ...path.split('/'));
		for (const [path, expected, ids] of VALUES) trial.equal(ids, read(path), expected, path);
		const meeting: Node | undefined = at(result, 'MeetingSuggestions', 'MeetingSuggestion');
		trial.check(
			'MS-OXWSCORE_R2935',
			meeting !== undefined && (text(meeting, 'Location') ?? '') === '',
			'the meeting has a location',
		);
	},
);

export const entities: readonly Scenario[] = [extraction];
