import { skewWords } from '../../../../core/auth/kerberos/clock';
import { candidates, realmsOfHost, serviceOf } from '../../../../core/auth/kerberos/names';

const HOST = 'mail.eu.contoso.example';
const list = (text: string, given: { realm?: string; hasKdcs?: boolean; host?: string } = {}) =>
	candidates(text, { hasKdcs: false, host: HOST, ...given }).map(
		({ realm, name }) => `${name.type}:${name.components.join('/')} ${realm}`,
	);

describe('Where a user may be known', () => {
	it.each<[string, Parameters<typeof list>[1], string[]]>([
		['anna', { realm: 'A.TEST' }, ['1:anna A.TEST']],
		['anna', {}, ['1:anna EU.CONTOSO.EXAMPLE', '1:anna CONTOSO.EXAMPLE']],
		['anna', { host: 'mail' }, []],
		['anna', { host: '10.0.0.1' }, []],
		['anna@a.test', { realm: 'A.TEST' }, ['10:anna@a.test A.TEST', '1:anna A.TEST']],
		['anna@other.test', { realm: 'A.TEST' }, ['10:anna@other.test A.TEST']],
		[
			'anna@contoso.example',
			{},
			[
				'10:anna@contoso.example CONTOSO.EXAMPLE',
				'10:anna@contoso.example EU.CONTOSO.EXAMPLE',
				'1:anna CONTOSO.EXAMPLE',
			],
		],
		['EU\\anna', { realm: 'A.TEST' }, ['1:anna A.TEST']],
		[
			'EU\\anna',
			{ hasKdcs: true },
			['1:anna EU', '10:anna@EU EU.CONTOSO.EXAMPLE', '10:anna@EU CONTOSO.EXAMPLE'],
		],
		['EU\\anna', {}, ['10:anna@EU EU.CONTOSO.EXAMPLE', '10:anna@EU CONTOSO.EXAMPLE', '1:anna EU']],
		['a.test\\anna', { host: 'mail' }, ['1:anna A.TEST']],
		['A\\b\\c', { realm: 'A.TEST' }, ['1:b\\c A.TEST']],
		['a@b@c.test', { realm: 'C.TEST' }, ['10:a@b@c.test C.TEST', '1:a@b C.TEST']],
	])('%s %p', (text, given, expected) => {
		expect(list(text, given)).toEqual(expected);
	});
});

it.each<[string | undefined, string | undefined, string, unknown]>([
	[undefined, undefined, 'Mail.Contoso.example', { components: ['HTTP', 'Mail.Contoso.example'] }],
	[undefined, undefined, 'mail.contoso.example.', { components: ['HTTP', 'mail.contoso.example'] }],
	[undefined, undefined, '[::1]', { components: ['HTTP', '::1'] }],
	[undefined, 'B.TEST', 'mail', { components: ['HTTP', 'mail'], realm: 'B.TEST' }],
	['http/x', undefined, 'mail', { components: ['http', 'x'] }],
	['HTTP/x@C.TEST', 'B.TEST', 'mail', { components: ['HTTP', 'x'], realm: 'C.TEST' }],
])('the service of SPN %s, realm %s and host %s', (spn, serviceRealm, host, service) => {
	const kerberos = { kdcs: [], serviceKdcs: [], allowRc4: false, spn, serviceRealm };
	expect(serviceOf({ allowPlainHttp: false, channelBinding: true, kerberos }, host)).toEqual(
		service,
	);
});

it('the realms that a host can be in', () => {
	expect(realmsOfHost('a.b.c.test')).toEqual(['B.C.TEST', 'C.TEST']);
	expect(['localhost', 'a.test', '10.0.0.1', '[fe80::1]', ''].flatMap(realmsOfHost)).toEqual([]);
});

it.each([
	[600_000, '10 minutes behind'],
	[-61_000, '61 seconds ahead of'],
	[-1000, '1 second ahead of'],
	[90_000_000, '25 hours behind'],
])('a clock that is %i ms off', (offset, words) => {
	expect(skewWords(offset)).toBe(words);
});
