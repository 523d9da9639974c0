/**
 * Canonical keys of properties. A property that has a FieldURI is kept under it, whichever way a client
 * wrote it; the others under "tag:3a4f", "id:{set}:{number}" or "name:{set}:{name}" (MS-OXPROPS).
 */

/** Names of DistinguishedPropertySetId -> GUID (MS-OXPROPS 1.3.2). */
export const PROPERTY_SETS: Readonly<Record<string, string>> = {
	Meeting: '6ed8da90-450b-101b-98da-00aa003f1305',
	Appointment: '00062002-0000-0000-c000-000000000046',
	Common: '00062008-0000-0000-c000-000000000046',
	PublicStrings: '00020329-0000-0000-c000-000000000046',
	Address: '00062004-0000-0000-c000-000000000046',
	InternetHeaders: '00020386-0000-0000-c000-000000000046',
	CalendarAssistant: '11000e07-b51b-40d6-af21-caa85edab1d0',
	UnifiedMessaging: '4442858e-a9e3-4e80-b900-317a210cc15b',
	Task: '00062003-0000-0000-c000-000000000046',
	Sharing: '00062040-0000-0000-c000-000000000046',
};

const TAGS: Readonly<Record<string, string>> = {
	'001a': 'item:ItemClass',
	'0017': 'item:Importance',
	'0036': 'item:Sensitivity',
	'0037': 'item:Subject',
	'0e06': 'item:DateTimeReceived',
	'0e08': 'item:Size',
	'0039': 'item:DateTimeSent',
	'0e23': 'mapi:InternetArticleNumber',
	'300b': 'mapi:SearchKey',
	'3007': 'item:DateTimeCreated',
	'3008': 'item:LastModifiedTime',
	'3ffa': 'item:LastModifiedName',
	'1035': 'message:InternetMessageId',
	'1039': 'message:References',
	'1042': 'item:InReplyTo',
	'3001': 'contacts:DisplayName',
	'3a02': 'contacts:PhoneNumber:Callback',
	'3a05': 'contacts:Generation',
	'3a06': 'contacts:GivenName',
	'3a08': 'contacts:PhoneNumber:BusinessPhone',
	'3a09': 'contacts:PhoneNumber:HomePhone',
	'3a0a': 'contacts:Initials',
	'3a11': 'contacts:Surname',
	'3a15': 'tag:3a15',
	'3a16': 'contacts:CompanyName',
	'3a17': 'contacts:JobTitle',
	'3a18': 'contacts:Department',
	'3a19': 'contacts:OfficeLocation',
	'3a1a': 'contacts:PhoneNumber:PrimaryPhone',
	'3a1b': 'contacts:PhoneNumber:BusinessPhone2',
	'3a1c': 'contacts:PhoneNumber:MobilePhone',
	'3a1d': 'contacts:PhoneNumber:RadioPhone',
	'3a1e': 'contacts:PhoneNumber:CarPhone',
	'3a1f': 'contacts:PhoneNumber:OtherTelephone',
	'3a21': 'contacts:PhoneNumber:Pager',
	'3a23': 'contacts:PhoneNumber:OtherFax',
	'3a24': 'contacts:PhoneNumber:BusinessFax',
	'3a25': 'contacts:PhoneNumber:HomeFax',
	'3a2c': 'contacts:PhoneNumber:Telex',
	'3a2d': 'contacts:PhoneNumber:Isdn',
	'3a2e': 'contacts:PhoneNumber:AssistantPhone',
	'3a2f': 'contacts:PhoneNumber:HomePhone2',
	'3a30': 'contacts:AssistantName',
	'3a41': 'contacts:WeddingAnniversary',
	'3a42': 'contacts:Birthday',
	'3a44': 'contacts:MiddleName',
	'3a45': 'contacts:Title',
	'3a46': 'contacts:Profession',
	'3a48': 'contacts:SpouseName',
	'3a4b': 'contacts:PhoneNumber:TtyTddPhone',
	'3a4e': 'contacts:Manager',
	'3a4f': 'contacts:Nickname',
	'3a51': 'contacts:BusinessHomePage',
	'3a57': 'contacts:PhoneNumber:CompanyMainPhone',
	'3a58': 'contacts:Children',
	'3a59': 'contacts:PhysicalAddress:City:Home',
	'3a5a': 'contacts:PhysicalAddress:CountryOrRegion:Home',
	'3a5b': 'contacts:PhysicalAddress:PostalCode:Home',
	'3a5c': 'contacts:PhysicalAddress:State:Home',
	'3a5d': 'contacts:PhysicalAddress:Street:Home',
	'3a5f': 'contacts:PhysicalAddress:City:Other',
	'3a60': 'contacts:PhysicalAddress:CountryOrRegion:Other',
	'3a61': 'contacts:PhysicalAddress:PostalCode:Other',
	'3a62': 'contacts:PhysicalAddress:State:Other',
	'3a63': 'contacts:PhysicalAddress:Street:Other',
};

function email(slot: number, base: number): Array<[string, string]> {
	const key = `contacts:EmailAddress:EmailAddress${slot}`;
	return [
		[`id:${PROPERTY_SETS['Address']}:${base}`, `${key}:Name`],
		[`id:${PROPERTY_SETS['Address']}:${base + 2}`, `${key}:RoutingType`],
		[`id:${PROPERTY_SETS['Address']}:${base + 3}`, key],
	];
}

const address = (id: number, key: string): [string, string] => [
	`id:${PROPERTY_SETS['Address']}:${id}`,
	key,
];

const NAMED: Readonly<Record<string, string>> = Object.fromEntries([
	address(0x8005, 'contacts:FileAs'),
	address(0x802b, 'contacts:BusinessHomePage:html'),
	address(0x8045, 'contacts:PhysicalAddress:Street:Business'),
	address(0x8046, 'contacts:PhysicalAddress:City:Business'),
	address(0x8047, 'contacts:PhysicalAddress:State:Business'),
	address(0x8048, 'contacts:PhysicalAddress:PostalCode:Business'),
	address(0x8049, 'contacts:PhysicalAddress:CountryOrRegion:Business'),
	address(0x8062, 'contacts:ImAddress:ImAddress1'),
	...email(1, 0x8080),
	...email(2, 0x8090),
	...email(3, 0x80a0),
	[`id:${PROPERTY_SETS['Appointment']}:${0x8208}`, 'calendar:Location'],
	[`id:${PROPERTY_SETS['Appointment']}:${0x820d}`, 'calendar:Start'],
	[`id:${PROPERTY_SETS['Appointment']}:${0x820e}`, 'calendar:End'],
	[`id:${PROPERTY_SETS['Appointment']}:${0x8215}`, 'calendar:IsAllDayEvent'],
	[`id:${PROPERTY_SETS['Appointment']}:${0x8223}`, 'mapi:Recurring'],
	[`id:${PROPERTY_SETS['Task']}:${0x8104}`, 'task:StartDate'],
	[`id:${PROPERTY_SETS['Task']}:${0x8105}`, 'task:DueDate'],
	[`name:${PROPERTY_SETS['PublicStrings']}:keywords`, 'item:Categories'],
	[`id:${PROPERTY_SETS['Common']}:${0x8539}`, 'contacts:Companies'],
	[`id:${PROPERTY_SETS['Common']}:${0x8535}`, 'task:BillingInformation'],
	[`id:${PROPERTY_SETS['Common']}:${0x8534}`, 'contacts:Mileage'],
]);

export function tagKey(tag: number): string {
	const hex = (tag & 0xffff).toString(16).padStart(4, '0');
	return TAGS[hex] ?? `tag:${hex}`;
}

/** `set`: GUID in any case, or a DistinguishedPropertySetId. */
export function namedKey(set: string, name: string | number): string {
	const guid = (PROPERTY_SETS[set] ?? set).toLowerCase();
	// Names are compared without case by the MAPI name-to-id mapping of internet headers only;
	// Exchange keeps the rest case-exact.
	const insensitive = guid === PROPERTY_SETS['InternetHeaders'];
	if (typeof name === 'number') {
		const key = `id:${guid}:${name}`;
		return NAMED[key] ?? key;
	}
	const lower = `name:${guid}:${name.toLowerCase()}`;
	return NAMED[lower] ?? (insensitive ? lower : `name:${guid}:${name}`);
}
