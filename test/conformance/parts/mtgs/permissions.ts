import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import { all, at, text, type Node } from '../../xml';
import {
	ATTENDEE,
	byAttendee,
	byOrganizer,
	deleteXml,
	eventXml,
	getXml,
	idXml,
	R,
	setLocation,
} from './meeting';

/** What somebody with a right on a calendar folder can do in it. */
interface Abilities {
	readonly create: boolean;
	readonly readOwn: boolean;
	readonly updateOwn: boolean;
	readonly deleteOwn: boolean;
	readonly readOther: boolean;
	readonly updateOther: boolean;
	readonly deleteOther: boolean;
	readonly createFolder: boolean;
}

const ABILITIES = [
	'create',
	'readOwn',
	'updateOwn',
	'deleteOwn',
	'readOther',
	'updateOther',
	'deleteOther',
	'createFolder',
] as const;

/** In the order of ABILITIES: "1" can, "0" cannot, "-" is not looked at. */
interface Level {
	readonly name: string;
	readonly level: string;
	readonly can: string;
	readonly requirements: readonly number[];
	/** More elements of the permission, for Custom. */
	readonly parts?: string;
}

const LEVELS: readonly Level[] = [
	{
		name: 'MSOXWSMTGS_S06_TC02_CalendarPermissionLevelAuthor',
		level: 'Author',
		can: '11111000',
		requirements: [88],
	},
	{
		name: 'MSOXWSMTGS_S06_TC03_CalendarPermissionLevelContributor',
		level: 'Contributor',
		can: '1-000000',
		requirements: [486, 487],
	},
	{
		name: 'MSOXWSMTGS_S06_TC04_CalendarPermissionLevelEditor',
		level: 'Editor',
		can: '11111110',
		requirements: [91],
	},
	{
		name: 'MSOXWSMTGS_S06_TC05_CalendarPermissionLevelNone',
		level: 'None',
		can: '0---0000',
		requirements: [94, 104],
	},
	{
		name: 'MSOXWSMTGS_S06_TC06_CalendarPermissionLevelReviewer',
		level: 'Reviewer',
		can: '0---1000',
		requirements: [100],
	},
	{
		name: 'MSOXWSMTGS_S06_TC07_CalendarPermissionLevelCustom',
		level: 'Custom',
		can: '11001001',
		requirements: [90],
		parts:
			'<t:CanCreateItems>true</t:CanCreateItems><t:CanCreateSubFolders>true</t:CanCreateSubFolders><t:IsFolderOwner>false</t:IsFolderOwner><t:IsFolderVisible>true</t:IsFolderVisible><t:IsFolderContact>false</t:IsFolderContact><t:EditItems>None</t:EditItems><t:DeleteItems>None</t:DeleteItems><t:ReadItems>FullDetails</t:ReadItems>',
	},
	{
		name: 'MSOXWSMTGS_S06_TC08_CalendarPermissionLevelNoneditingAuthor',
		level: 'NoneditingAuthor',
		can: '11011000',
		requirements: [95],
	},
	{
		name: 'MSOXWSMTGS_S06_TC09_CalendarPermissionLevelPublishingAuthor',
		level: 'PublishingAuthor',
		can: '11111001',
		requirements: [98],
	},
	{
		name: 'MSOXWSMTGS_S06_TC10_CalendarPermissionLevelPublishingEditor',
		level: 'PublishingEditor',
		can: '11111111',
		requirements: [99],
	},
];

const inFolder = (id: string) => `<t:FolderId Id="${id}"/>`;
const folderXml = (parent: string, inner: string) =>
	`<m:CreateFolder><m:ParentFolderId>${parent}</m:ParentFolderId><m:Folders><t:CalendarFolder>${inner}</t:CalendarFolder></m:Folders></m:CreateFolder>`;

const permissionXml = (level: string, parts = '') =>
	`<t:PermissionSet><t:CalendarPermissions><t:CalendarPermission><t:UserId><t:PrimarySmtpAddress>${ATTENDEE}</t:PrimarySmtpAddress></t:UserId>${parts}<t:CalendarPermissionLevel>${level}</t:CalendarPermissionLevel></t:CalendarPermission></t:CalendarPermissions></t:PermissionSet>`;

/** A calendar folder of the organizer with a right for the attendee. */
async function folderFor(trial: Trial, level: string, parts?: string): Promise<string> {
	const made = await trial.ok(
		folderXml(
			'<t:DistinguishedFolderId Id="inbox"/>',
			`<t:DisplayName>Shared</t:DisplayName>${permissionXml(level, parts)}`,
		),
		byOrganizer,
	);
	return made.id('FolderId').id;
}

const folderOf = async (trial: Trial, id: string): Promise<Node | undefined> =>
	(
		await trial.ok(
			`<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds>${inFolder(id)}</m:FolderIds></m:GetFolder>`,
			byOrganizer,
		)
	).first('CalendarFolder');

/** The permission of the attendee. */
const permissionOf = (folder: Node | undefined) =>
	all(at(folder, 'PermissionSet', 'CalendarPermissions'), 'CalendarPermission').find(
		(one) => text(one, 'UserId', 'PrimarySmtpAddress') === ATTENDEE,
	);

const eventIn = (folder: string, subject: string) =>
	`<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId>${inFolder(folder)}</m:SavedItemFolderId><m:Items>${eventXml({ Subject: subject, Body: '<t:Body BodyType="Text">Details</t:Body>', Location: 'Room 1', LegacyFreeBusyStatus: 'Busy' })}</m:Items></m:CreateItem>`;

async function tryAll(trial: Trial, folder: string) {
	const can = async (request: string) => (await trial.call(request, byAttendee)).isSuccess;
	const others = (await trial.ok(eventIn(folder, 'Of the organizer'), byOrganizer)).id().id;
	const createFolder = await can(
		folderXml(inFolder(folder), '<t:DisplayName>Inner</t:DisplayName>'),
	);
	const made = await trial.call(eventIn(folder, 'Of the attendee'), byAttendee);
	const own = made.isSuccess ? made.id().id : '';
	const seen = await trial.call(getXml(idXml(others)), byAttendee);
	const abilities: Abilities = {
		create: made.isSuccess,
		readOwn: own !== '' && (await can(getXml(idXml(own)))),
		updateOwn: own !== '' && (await can(setLocation(own, 'SendToNone'))),
		deleteOwn: own !== '' && (await can(deleteXml('SendToNone', idXml(own)))),
		readOther: seen.isSuccess,
		updateOther: await can(setLocation(others, 'SendToNone')),
		deleteOther: await can(deleteXml('SendToNone', idXml(others))),
		createFolder,
	};
	return { abilities, seen: seen.first('CalendarItem') };
}

const digits = (abilities: Abilities, like: string) =>
	ABILITIES.map((one, at) => (like[at] === '-' ? '-' : abilities[one] ? '1' : '0')).join('');

const levelScenario = ({ name, level, can, requirements, parts }: Level) =>
	scenario(name, R(...requirements), async (trial) => {
		const folder = await folderFor(trial, level, parts);
		const { abilities } = await tryAll(trial, folder);
		trial.equal(R(...requirements), digits(abilities, can), can, ABILITIES.join(', '));
	});

const IS_CALENDAR_FOLDER = R(507, 143, 237, 146, 534, 238, 243, 239, 86);

const owner = scenario(
	'MSOXWSMTGS_S06_TC01_CalendarPermissionLevelOwner',
	[...IS_CALENDAR_FOLDER, ...R(147, 244, 245, 246, 247, 248, 97, 107, 102, 96)],
	async (trial) => {
		const id = await folderFor(trial, 'Owner');
		const folder = await folderOf(trial, id);
		const permission = permissionOf(folder);
		trial.check(IS_CALENDAR_FOLDER, permission !== undefined, 'there is no permission');
		const level = text(permission, 'CalendarPermissionLevel');
		trial.equal(R(147, 246, 247, 248), level, 'Owner', 'the level');
		const read = text(permission, 'ReadItems');
		trial.equal(R(244, 245), read, 'FullDetails', 'what may be read');
		trial.equal(R(97), text(permission, 'IsFolderContact'), 'true', 'IsFolderContact');
		const { abilities, seen } = await tryAll(trial, id);
		const details = ['Subject', 'Location', 'LegacyFreeBusyStatus', 'Body'].map((one) =>
			text(seen, one),
		);
		trial.equal(
			R(107, 102),
			details,
			['Of the organizer', 'Room 1', 'Busy', 'Details'],
			'what is read',
		);
		trial.equal(R(96), digits(abilities, '11111111'), '11111111', ABILITIES.join(', '));
	},
);

const sharingRights = scenario(
	'MSOXWSMTGS_S06_TC11_SharingEffectiveRightsIsReadOnly',
	R(1046, 1338, 144),
	async (trial) => {
		const refused = await trial.call(
			folderXml(
				'<t:DistinguishedFolderId Id="inbox"/>',
				'<t:DisplayName>Shared</t:DisplayName><t:SharingEffectiveRights>FullDetails</t:SharingEffectiveRights>',
			),
			byOrganizer,
		);
		trial.equal(R(1046), refused.codes, ['ErrorInvalidPropertySet'], 'the code');
		const folder = await folderOf(trial, await folderFor(trial, 'Owner'));
		const rights = text(folder, 'SharingEffectiveRights') ?? '';
		const known = ['None', 'TimeOnly', 'TimeAndSubjectAndLocation', 'FullDetails'];
		trial.check(R(1338, 144), known.includes(rights), `SharingEffectiveRights is '${rights}'`);
	},
);

export const permissions: readonly Scenario[] = [
	owner,
	...LEVELS.map(levelScenario),
	sharingRights,
];
