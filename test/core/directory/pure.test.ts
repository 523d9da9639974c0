import { readSubschema, attributesOfClass } from '../../../core/backends/ldap/attributes';
import { toExchangeError } from '../../../core/backends/ldap/errors';
import type { Entry } from '../../../core/backends/ldap/entry';
import type { Server } from '../../../core/backends/ldap/link';
import { parseDirectorySettings } from '../../../core/connection/directoryParse';
import { distinct, withinUnits } from '../../../core/directory/bases';
import { mismatch, readCursor, writeCursor, type Cursor } from '../../../core/directory/cursor';
import { liveTable } from '../../../core/directory/liveTable';
import { readReferral } from '../../../core/directory/referrals';
import { listsOf } from '../../../core/directory/valueLists';
import { attributesForCreate, modificationsOf } from '../../../core/directory/writeValues';
import { columnsById } from '../../../core/schema/resolve';
import { directoryTables, findDirectoryTable } from '../../../core/tables/registry';

const credential = {
	hosts: 'dc1.example.test',
	user: 'EXAMPLE\\svc',
	password: 'Passw0rd!User',
};

describe('A directory credential', () => {
	it('has defaults that do no harm', () => {
		expect(parseDirectorySettings(credential)).toEqual({
			hosts: [{ host: 'dc1.example.test', port: 636 }],
			port: 636,
			security: 'implicitTls',
			user: 'EXAMPLE\\svc',
			password: 'Passw0rd!User',
			baseDns: [],
			tls: { rejectUnauthorized: true },
			pageSize: 1000,
			connectTimeoutMs: 10_000,
			timeoutMs: 60_000,
			readOnly: false,
		});
	});

	it('takes several hosts and several bases', () => {
		const settings = parseDirectorySettings({
			...credential,
			hosts: 'dc1, ldaps://dc2:3269/;[2001:db8::1]:636',
			baseDn: 'OU=a\\;b,DC=x\nDC=y;DC=z',
			pageSize: 100000,
		});
		expect(settings.hosts).toEqual([
			{ host: 'dc1', port: 636 },
			{ host: 'dc2', port: 3269 },
			{ host: '2001:db8::1', port: 636 },
		]);
		expect(settings.baseDns).toEqual(['OU=a\\;b,DC=x', 'DC=y', 'DC=z']);
		expect(settings.pageSize).toBe(100_000);
	});

	it.each([
		['Hosts', { hosts: '' }],
		['Hosts', { hosts: 'dc1/x' }],
		['Domain', { discovery: 'dns' }],
		['Domain', { discovery: 'dns', domain: 'nodot' }],
		['User', { user: ' ' }],
		['User', { user: 'EXTERNAL' }],
		['Password', { password: '' }],
		['Port', { port: 0 }],
		['Page Size', { pageSize: 100_001 }],
		['Security', { security: 'maybe' }],
		['Base DN', { baseDn: 'nowhere' }],
		['CA Certificate', { caCertificate: 'x' }],
	])('names the field %s of %j', (field, wrong) => {
		const parse = () => parseDirectorySettings({ ...credential, ...wrong });
		expect(parse).toThrow(new RegExp(`'${field}'`));
		expect(parse).toThrow(expect.objectContaining({ kind: 'skippable', field }));
	});
});

describe('Errors of a directory', () => {
	const at = { host: 'dc1', port: 636, timeoutMs: 2000 };
	const refused = (data: string) => ({
		code: 49,
		message: `80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data ${data}, v1db1 Code: 0x31`,
	});

	it.each([
		[refused('52e'), 'fatal', /password is wrong/],
		[refused('525'), 'fatal', /does not know this user/],
		[refused('530'), 'fatal', /at this time/],
		[refused('531'), 'fatal', /this computer/],
		[refused('532'), 'fatal', /has expired/],
		[refused('533'), 'fatal', /is disabled/],
		[refused('701'), 'fatal', /account has expired/],
		[refused('773'), 'fatal', /must be changed/],
		[refused('775'), 'fatal', /is locked/],
		[refused('999'), 'fatal', /user or the password/],
		[{ code: 8, message: 'BindSimple: Transport encryption required.' }, 'fatal', /encrypted/],
		[{ code: 50, message: '00002098: no write property access' }, 'permission', /lacks the right/],
		[{ code: 68, message: '00002071: already in use' }, 'conflict', /exists already/],
		[{ code: 19, message: '0000052D: too short' }, 'skippable', /rules of the domain/],
		[{ code: 4, message: '' }, 'fatal', /would not be whole/],
		[{ code: 51, message: '' }, 'retriable', /busy/],
		[{ code: 'ENOTFOUND', message: 'x' }, 'fatal', /'dc1' is unknown/],
		[{ code: 'ECONNREFUSED', message: 'x' }, 'retriable', /port 636/],
		[{ message: 'BindRequest: Operation timed out' }, 'retriable', /within 2 s/],
		[{ message: 'Socket error. Message type: x\nread ECONNRESET' }, 'retriable', /was closed/],
		[{ code: 80, message: 'other' }, 'fatal', /answered with an error/],
	])('%j is %s', (error, kind, message) => {
		const found = toExchangeError(error, at);
		expect(found.kind).toBe(kind);
		expect(found.message).toMatch(message);
		expect(found.message + (found.advice ?? '')).not.toMatch(/[{}]/);
	});
});

describe('Where to search', () => {
	const sub = (dn: string) => ({ dn, scope: 'sub' as const });

	it('leaves out what lies below another base', () => {
		expect(distinct([sub('OU=a,DC=x'), sub('DC=x'), sub('dc=X'), sub('DC=y')])).toEqual([
			sub('DC=x'),
			sub('DC=y'),
		]);
	});

	it('makes a search of each unit, inside the base alone', () => {
		expect(withinUnits([sub('DC=x')], ['OU=a,DC=x', 'OU=b,OU=a,DC=x', 'OU=c,DC=y'])).toEqual([
			sub('OU=a,DC=x'),
		]);
		expect(withinUnits([sub('OU=b,OU=a,DC=x')], ['OU=a,DC=x'])).toEqual([sub('OU=b,OU=a,DC=x')]);
		expect(withinUnits([{ dn: 'DC=x', scope: 'one' }], ['OU=a,DC=x', 'OU=b,OU=a,DC=x'])).toEqual([
			{ dn: 'OU=a,DC=x', scope: 'base' },
		]);
	});

	it('reads lists of values as administrators mean them', () => {
		expect(
			listsOf([
				{ attribute: 'distinguishedName', values: ['OU=a,DC=x', ' '], mode: 'exclude' },
				{ attribute: 'memberOf', values: ['Sales'], mode: 'include' },
				{ attribute: 'department', values: ['A', ''], mode: 'exclude' },
				{ attribute: 'title', values: [''], mode: 'include' },
			]),
		).toEqual({
			units: [{ dns: ['OU=a,DC=x'], mode: 'exclude' }],
			groups: [{ groups: [{ group: 'Sales', nested: false }], mode: 'include' }],
			conditions: [{ column: 'department', operator: 'notIn', value: ['A'] }],
		});
	});

	it.each([
		['ldap://ad.example.test/CN=Configuration,DC=x', 'ad.example.test', 'CN=Configuration,DC=x'],
		['ldaps://CHILD.ad.test:636/OU=S%C3%BCd,DC=x??base', 'child.ad.test', 'OU=Süd,DC=x'],
	])('reads the referral %s', (url, host, dn) => {
		expect(readReferral(url)).toEqual({ host, dn });
	});

	it('takes nothing else for a referral', () => {
		expect(readReferral('http://x/y')).toBeUndefined();
		expect(readReferral('ldap://x/%zz')).toBeUndefined();
	});
});

describe('A cursor', () => {
	const cursor: Cursor = {
		method: 'usnChanged',
		dsServiceName: 'CN=NTDS Settings,CN=DC1,DC=x',
		invocationId: 'a',
		usn: '100',
		query: 'q',
	};
	const server = { name: 'dc1', dsServiceName: cursor.dsServiceName.toLowerCase() } as Server;
	const now = { method: cursor.method, invocationId: 'a', usn: '100', query: 'q', server };

	it('comes back as it was written', () => {
		expect(readCursor(writeCursor(cursor))).toMatchObject(cursor);
		expect(mismatch(cursor, now)).toBeUndefined();
	});

	it.each([
		['one of uSNChanged', { method: 'dirSync' as const }],
		['another domain controller', { server: { ...server, dsServiceName: 'CN=other' } }],
		['restored', { invocationId: 'b' }],
		['restored', { usn: '99' }],
		['another query', { query: 'p' }],
	])('is %s', (text, change) => {
		expect(mismatch(cursor, { ...now, ...change })).toContain(text);
	});

	it.each(['x', 'eyJ9', Buffer.from('{"v":1}').toString('base64url')])('refuses %j', (text) => {
		expect(() => readCursor(text)).toThrow(/'Cursor'/);
	});
});

describe('A schema', () => {
	const schema = readSubschema(
		[
			"( 2.5.4.3 NAME 'cn' SYNTAX '1.3.6.1.4.1.1466.115.121.1.15' SINGLE-VALUE )",
			"( 2.5.4.31 NAME 'member' SYNTAX '1.3.6.1.4.1.1466.115.121.1.12' )",
			"( 1.2 NAME ( 'sn' 'surname' ) DESC 'a (b) SINGLE-VALUE' SUP name )",
			"( 1.3 NAME 'name' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15{32768} )",
			"( 1.4 NAME 'lastLogon' SYNTAX '1.2.840.113556.1.4.906' SINGLE-VALUE NO-USER-MODIFICATION )",
			"( 1.5 NAME 'unicodePwd' SYNTAX '1.3.6.1.4.1.1466.115.121.1.40' SINGLE-VALUE )",
		],
		["( 1.6 NAME 'person' SUP top STRUCTURAL MUST (cn ) MAY (sn $ unicodePwd ) )"],
		["( 1.6 NAME 'person' AUX (extra ) MAY (lastLogon ) )"],
	);

	it('tells types, several values and who writes', () => {
		expect(schema.attributes.get('cn')).toMatchObject({ codec: 'text', multi: false });
		expect(schema.attributes.get('member')).toMatchObject({ codec: 'dn', multi: true });
		expect(schema.attributes.get('surname')).toMatchObject({
			name: 'sn',
			codec: 'text',
			multi: true,
		});
		expect(schema.attributes.get('lastlogon')).toMatchObject({ codec: 'fileTime', readOnly: true });
	});

	it('never makes a column of a password', () => {
		expect(schema.attributes.has('unicodepwd')).toBe(false);
	});

	it('knows what a class may have', () => {
		expect([...attributesOfClass(schema, 'person')].sort()).toEqual([
			'cn',
			'lastlogon',
			'sn',
			'unicodepwd',
		]);
	});

	it('makes the declared tables those of the server', () => {
		const { columns } = liveTable('anyObject', schema);
		expect(columns.map(({ id }) => id)).toEqual(
			expect.arrayContaining(['cn', 'member', 'sn', 'name', 'lastLogon', 'objectGUID']),
		);
		expect(columns.find(({ id }) => id === 'sn')?.type).toBe('textList');
		expect(columns.some(({ id }) => id === 'mobile')).toBe(false);
	});
});

describe('Declared tables', () => {
	it.each(directoryTables.map((table) => [table.name, table] as const))(
		'%s has unique names, and a common view',
		(_name, table) => {
			const ids = table.columns.map(({ id }) => id.toLowerCase());
			expect(new Set(ids).size).toBe(ids.length);
			expect(table.columns.filter(({ common }) => common).length).toBeGreaterThan(3);
			expect(table.columns.every(({ ldap }) => ldap && (ldap.attribute || ldap.computed))).toBe(
				true,
			);
		},
	);
});

describe('Values that are written', () => {
	const columns = columnsById(findDirectoryTable('user'));
	const entry = (values: Record<string, readonly string[]>): Entry => ({
		dn: 'CN=x,DC=x',
		values: new Map(
			Object.entries(values).map(([name, texts]) => [
				name.toLowerCase(),
				texts.map((text) => Buffer.from(text)),
			]),
		),
		names: new Map(),
	});
	const plan = (values: Record<string, unknown>, stored: Record<string, readonly string[]>) =>
		modificationsOf(columns, values, entry(stored)).map(
			({ operation, attribute, values: bytes }) =>
				`${operation} ${attribute}: ${bytes.map(String).join('|')}`,
		);

	it('are the least that has to change', () => {
		expect(plan({ title: 'a', company: null }, { title: ['a'] })).toEqual([]);
		expect(plan({ title: 'A', company: null }, { title: ['a'], company: ['c'] })).toEqual([
			'replace title: A',
			'replace company: ',
		]);
		expect(plan({ manager: 'cn=B, dc=x' }, { manager: ['CN=b,DC=x'] })).toEqual([]);
	});

	it('are the difference of a list, or the list where that is less', () => {
		const otherTelephone = ['1', '2', '3', '4', '5'];
		expect(plan({ otherTelephone: [...otherTelephone.slice(1), '6'] }, { otherTelephone })).toEqual(
			['delete otherTelephone: 1', 'add otherTelephone: 6'],
		);
		expect(plan({ otherTelephone: ['9'] }, { otherTelephone })).toEqual([
			'replace otherTelephone: 9',
		]);
		expect(plan({ otherTelephone: [] }, { otherTelephone })).toEqual(['replace otherTelephone: ']);
		const proxyAddresses = ['smtp:a@x', 'smtp:b@x', 'smtp:c@x'];
		expect(
			plan({ proxyAddresses: ['SMTP:a@x', 'smtp:b@x', 'smtp:c@x'] }, { proxyAddresses }),
		).toEqual(['replace proxyAddresses: SMTP:a@x|smtp:b@x|smtp:c@x']);
	});

	it('keep the other flags of an account, and write never as the server does', () => {
		const stored = { userAccountControl: ['66048'], accountExpires: ['136407676280000000'] };
		expect(plan({ enabled: false, accountExpires: null }, stored)).toEqual([
			'replace accountExpires: 0',
			'replace userAccountControl: 66050',
		]);
		expect(plan({ enabled: true, accountExpires: '2033-04-05T06:07:08Z' }, stored)).toEqual([]);
	});

	it('make an account without password a disabled one', () => {
		const made = (values: Record<string, unknown>) =>
			attributesForCreate('user', columns, values).get('userAccountControl')?.map(String);
		expect(made({ cn: 'x' })).toEqual(['514']);
		expect(made({ cn: 'x', password: 'p' })).toEqual(['512']);
		expect(made({ cn: 'x', password: 'p', enabled: false })).toEqual(['514']);
		const password = attributesForCreate('user', columns, { password: 'Pä' }).get('unicodePwd');
		expect(password?.[0]).toEqual(Buffer.from('"Pä"', 'utf16le'));
	});
});
