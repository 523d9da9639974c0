import { escapeRdn, ldifEntry, type LdifAttributes } from './ldif';
import { plainWord, word } from './words';

export const BASE = 'DC=ad,DC=example,DC=test';
export const DNS_DOMAIN = 'ad.example.test';
export const USER_PASSWORD = 'Passw0rd!User';
export const ADMIN_PASSWORD = 'Passw0rd!Admin';

/** Containers; the names of some need every kind of escape. */
export const OU = {
	staff: `OU=Staff,${BASE}`,
	north: `OU=North,OU=Staff,${BASE}`,
	south: `OU=Süd\\, West \\+ Ost,OU=Staff,${BASE}`,
	deep: `OU=\\#Floor \\"3\\",OU=Süd\\, West \\+ Ost,OU=Staff,${BASE}`,
	odd: `OU=Odd,${BASE}`,
	disabled: `OU=Disabled,${BASE}`,
	groups: `OU=Groups,${BASE}`,
	contacts: `OU=Contacts,${BASE}`,
	devices: `OU=Devices,${BASE}`,
	services: `OU=Services,${BASE}`,
	/** Empty, for tests that write. */
	scratch: `OU=Scratch,${BASE}`,
} as const;

/** Relative names that need escaping in a DN, a filter, or both. */
export const ODD_NAMES = [
	'Comma, Inc',
	'Plus+One',
	'#Hash',
	'"Quoted"',
	'Back\\Slash',
	'Ends with backslash\\',
	'Less<More>',
	'Semi;Colon',
	'Equal=Sign',
	'Star*(Paren)',
	'Slash/Forward',
	' Leading blank',
	'  Two leading blanks',
	'Trailing blank ',
	'Percent%20 {{ $json }}',
	'Ümläut ß 日本 Ω',
	'Décomposé',
	'Emoji 🙂',
	'All , + # " \\ < > ; = * ( ) /',
] as const;

export const ACCOUNTS = {
	/** Reads, no further rights. */
	reader: 'svc-reader',
	/** Has Replicating Directory Changes and sees Deleted Objects. */
	sync: 'svc-sync',
	disabled: 'acc-disabled',
	expired: 'acc-expired',
	expiring: 'acc-expiring',
	mustChange: 'acc-mustchange',
	badHours: 'acc-badhours',
	workstation: 'acc-workstation',
	/** Five wrong passwords lock it. */
	lockable: 'acc-lockable',
	nonAscii: 'acc-jörð',
	/** For tests that change an account. */
	spare: 'acc-spare',
} as const;

const PASSWORD_COUNT = 10;
const quoted = (password: string) => Buffer.from(`"${password}"`, 'utf16le');
export const fileTime = (iso: string) =>
	((BigInt(Date.parse(iso)) + 11_644_473_600_000n) * 10_000n).toString();

/** A picture of the smallest size: one GIF pixel. */
const PICTURE = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');

/** The directory as LDIF in pieces, the same for the same number of users. */
export function* content(count: number): Generator<string> {
	for (const dn of Object.values(OU)) yield ldifEntry(dn, { objectClass: 'organizationalUnit' });
	const users: string[] = [];
	for (let i = 0; i < count; i += 1) {
		const { dn, attributes } = user(i, users);
		users.push(dn);
		yield ldifEntry(dn, attributes);
	}
	yield* odd();
	yield* accounts();
	yield* groups(users);
	yield* others(users);
}

function user(i: number, before: readonly string[]): { dn: string; attributes: LdifAttributes } {
	const id = `u${String(i).padStart(6, '0')}`;
	const script = i % 6;
	const given = word(i % 97, script);
	const family = word((i * 7) % 1009, (script + Math.floor(i / 6)) % 6);
	const isDisabled = i % 20 === 19;
	const isNorth = i % 2 === 0;
	const parent = isDisabled ? OU.disabled : isNorth ? OU.north : i % 7 === 3 ? OU.deep : OU.south;
	const mail = `${plainWord(i % 97)}.${plainWord((i * 7) % 1009)}.${id}@example.test`;
	const recipient = `/o=Example/ou=Exchange Administrative Group/cn=Recipients/cn=${id}`;
	const cn = `${given} ${family} ${id}`;
	const attributes: LdifAttributes = {
		objectClass: 'user',
		cn,
		sAMAccountName: id,
		userPrincipalName: `${id}@${DNS_DOMAIN}`,
		// 32: no password is needed; the first few have one.
		userAccountControl: (isDisabled ? 514 : 512) + (i < PASSWORD_COUNT ? 0 : 32),
		unicodePwd: i < PASSWORD_COUNT ? quoted(USER_PASSWORD) : undefined,
		givenName: given,
		sn: family,
		displayName: `${family}, ${given}`,
		mail,
		mailNickname: id,
		proxyAddresses: [
			`SMTP:${mail}`,
			`smtp:${id}@example.test`,
			`smtp:${id}@alt.example.test`,
			`sip:${mail}`,
			`X500:${recipient}`,
		],
		legacyExchangeDN: `${recipient}-new`,
		mobile: i % 3 === 0 ? undefined : `+49 1555 ${1_000_000 + i}`,
		telephoneNumber: `+49 30 ${200_000 + i}`,
		otherTelephone: i % 11 === 0 ? [`+49 40 ${i}`, `+49 50 ${i}`] : undefined,
		title: ['Engineer', 'Manager', 'Clerk'][i % 3],
		department: isNorth ? 'North' : 'Süd',
		company: 'Example GmbH',
		streetAddress: `Straße ${i % 200}\r\nHaus ${i % 7}`,
		postalCode: `80${String(i % 100).padStart(2, '0')}`,
		l: 'Zürich',
		co: 'Switzerland',
		c: 'CH',
		countryCode: 756,
		physicalDeliveryOfficeName: `R ${i % 500}`,
		employeeID: String(100_000 + i),
		employeeType: isNorth ? 'internal' : 'external',
		description: `Generated user ${i}`,
		info: i % 97 === 1 ? 'x'.repeat(1000) : undefined,
		manager: i >= 10 ? before[Math.floor(i / 10)] : undefined,
		accountExpires: i % 60 === 7 ? fileTime('2031-05-06T07:08:09Z') : undefined,
		thumbnailPhoto: i % 250 === 0 ? PICTURE : undefined,
		msExchHideFromAddressLists: i % 50 === 0 ? 'TRUE' : i % 50 === 1 ? undefined : 'FALSE',
		msExchRecipientTypeDetails: i % 40 === 3 ? '4' : '1',
		msExchRecipientDisplayType: i % 40 === 3 ? 0 : 1_073_741_824,
		msExchMailboxGuid: Buffer.from(String(i).padStart(32, '0'), 'hex'),
		extensionAttribute1: `EA1-${i}`,
		extensionAttribute15: i % 500 === 0 ? ' blanks around ' : undefined,
		msExchDelegateListLink: i > 100 && i % 100 === 5 ? [before[1]!, before[2]!] : undefined,
	};
	return { dn: `CN=${escapeRdn(cn)},${parent}`, attributes };
}

function* odd(): Generator<string> {
	for (const [i, name] of ODD_NAMES.entries()) {
		yield ldifEntry(`CN=${escapeRdn(name)},${OU.odd}`, {
			objectClass: 'user',
			sAMAccountName: `odd${i}`,
			userPrincipalName: `odd${i}@${DNS_DOMAIN}`,
			userAccountControl: 544,
			displayName: name,
			description: name,
			info: `odd ${i}`,
		});
	}
}

const accountDn = (name: string) => `CN=${name},${OU.services}`;

function* accounts(): Generator<string> {
	const special: Partial<Record<keyof typeof ACCOUNTS, LdifAttributes>> = {
		disabled: { userAccountControl: 66050 },
		expired: { accountExpires: fileTime('2020-01-01T00:00:00Z') },
		expiring: { accountExpires: fileTime('2035-02-03T00:00:00Z') },
		mustChange: { userAccountControl: 512, pwdLastSet: 0 },
		badHours: { logonHours: Buffer.alloc(21) },
		workstation: { userWorkstations: 'SOMEPC' },
		// Its password expires, so that a change of it can be asked for.
		spare: { userAccountControl: 544 },
	};
	for (const [key, name] of Object.entries(ACCOUNTS)) {
		yield ldifEntry(accountDn(name), {
			objectClass: 'user',
			sAMAccountName: name,
			userPrincipalName: `${name}@${DNS_DOMAIN}`,
			userAccountControl: 66048,
			unicodePwd: quoted(USER_PASSWORD),
			...special[key as keyof typeof ACCOUNTS],
		});
	}
}

const GLOBAL_SECURITY = -2_147_483_646;
const LOCAL_SECURITY = -2_147_483_644;
const UNIVERSAL_DISTRIBUTION = 8;

const groupDn = (name: string) => `CN=${escapeRdn(name)},${OU.groups}`;

/** Names of groups that tests use; `nested` holds all users over three levels. */
export const GROUPS = {
	nested: 'g-all-nested',
	department: 'g-dept-000',
	team: 'g-team-0001',
	big: 'g-big',
	empty: 'g-empty',
	news: 'g-news',
	odd: 'g-Ödd, "G" (1)* #',
	cycle: 'g-cycle-a',
} as const;

function* groups(users: readonly string[]): Generator<string> {
	const group = (
		name: string,
		groupType: number,
		member: readonly string[],
		more: LdifAttributes = {},
	) =>
		ldifEntry(groupDn(name), {
			objectClass: 'group',
			sAMAccountName: name.replace(/[^\w-]/g, ''),
			groupType,
			member,
			...more,
		});
	const pieces = (list: readonly string[], size: number) =>
		Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
			list.slice(i * size, (i + 1) * size),
		);
	const teams = pieces(users, 50);
	const teamName = (i: number) => `g-team-${String(i).padStart(4, '0')}`;
	for (const [i, members] of teams.entries()) yield group(teamName(i), GLOBAL_SECURITY, members);
	const departments = pieces(
		teams.map((_, i) => groupDn(teamName(i))),
		10,
	);
	const departmentName = (i: number) => `g-dept-${String(i).padStart(3, '0')}`;
	for (const [i, members] of departments.entries()) {
		yield group(departmentName(i), GLOBAL_SECURITY, members);
	}
	yield group(
		GROUPS.nested,
		GLOBAL_SECURITY,
		departments.map((_, i) => groupDn(departmentName(i))),
		{ description: 'all users: department, team, user' },
	);
	yield group(GROUPS.big, LOCAL_SECURITY, users.slice(0, 2500), {
		description: 'more direct members than one answer holds',
	});
	yield group(GROUPS.empty, GLOBAL_SECURITY, []);
	const news = users.filter((_, i) => i % 5 === 0).slice(0, 600);
	yield group(GROUPS.news, UNIVERSAL_DISTRIBUTION, news, {
		mail: 'news@example.test',
		displayName: 'News',
		proxyAddresses: ['SMTP:news@example.test', 'smtp:new@example.test'],
		managedBy: users[0],
	});
	yield group(GROUPS.odd, UNIVERSAL_DISTRIBUTION, [
		...users.slice(0, 3),
		...ODD_NAMES.map((name) => `CN=${escapeRdn(name)},${OU.odd}`),
	]);
	yield group('g-cycle-b', UNIVERSAL_DISTRIBUTION, [users[3]!]);
	yield group(GROUPS.cycle, UNIVERSAL_DISTRIBUTION, [groupDn('g-cycle-b'), users[4]!]);
}

function* others(users: readonly string[]): Generator<string> {
	for (let i = 0; i < 30; i += 1) {
		const name = `Contact ${i} ${word(i, i % 6)}`;
		yield ldifEntry(`CN=${escapeRdn(name)},${OU.contacts}`, {
			objectClass: 'contact',
			displayName: name,
			mail: `contact${i}@partner.example`,
			targetAddress: `SMTP:contact${i}@partner.example`,
			proxyAddresses: `SMTP:contact${i}@partner.example`,
			mailNickname: `contact${i}`,
		});
	}
	for (let i = 0; i < 40; i += 1) {
		const name = `PC${String(i).padStart(4, '0')}`;
		yield ldifEntry(`CN=${name},${OU.devices}`, {
			objectClass: 'computer',
			sAMAccountName: `${name}$`,
			userAccountControl: i % 8 === 7 ? 4098 : 4096,
			dNSHostName: `${name.toLowerCase()}.${DNS_DOMAIN}`,
			operatingSystem: 'Example OS',
			operatingSystemVersion: `10.${i % 3}`,
			managedBy: users[i % users.length],
		});
	}
}

/** A change that closes the circle of groups, for after all are there. */
export const cycleChange = () =>
	ldifEntry(groupDn('g-cycle-b'), {
		changetype: 'modify',
		add: 'member',
		member: groupDn(GROUPS.cycle),
	}).replace(/\n\n$/, '\n-\n\n');

export { accountDn, groupDn };
