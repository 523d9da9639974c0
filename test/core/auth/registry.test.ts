import { authSchemes, createAuthenticator, findAuthScheme } from '../../../core/auth/registry';
import { FatalError, InputError } from '../../../core/errors';

const identity = { user: 'anna', password: 'pä:ss', allowPlainHttp: false, channelBinding: true };
const secure = {
	request: { method: 'POST', target: '/' },
	url: new URL('https://mail.contoso.example/'),
};
const plain = {
	request: { method: 'POST', target: '/' },
	url: new URL('http://mail.contoso.example/'),
};

describe('registry', () => {
	it('finds schemes in any case', () => {
		expect(authSchemes).toEqual(expect.arrayContaining(['NTLM', 'Basic', 'Digest', 'None']));
		expect(findAuthScheme(' bAsIc')).toBe('Basic');
		expect(findAuthScheme('toString')).toBeUndefined();
		expect(() => createAuthenticator('Passport', identity)).toThrow(/not built yet/);
	});
});

describe('Basic', () => {
	it('sends UTF-8 before being asked, and only once', () => {
		const handshake = createAuthenticator('Basic', identity).handshake(secure);
		const header = handshake.first() as string;
		expect(Buffer.from(header.slice(6), 'base64').toString()).toBe('anna:pä:ss');
		expect(handshake.next([{ scheme: 'Basic', params: {} }])).toBeUndefined();
	});
	it('is refused over plain HTTP unless allowed', () => {
		expect(() => createAuthenticator('Basic', identity).handshake(plain)).toThrow(FatalError);
		const allowed = createAuthenticator('Basic', { ...identity, allowPlainHttp: true });
		expect(allowed.handshake(plain).first()).toMatch(/^Basic /);
	});
	it('refuses a user with a colon', () => {
		expect(() => createAuthenticator('Basic', { ...identity, user: 'a:b' })).toThrow(InputError);
	});
});

describe('None', () => {
	it('sends nothing', () => {
		const handshake = createAuthenticator('none', identity).handshake(plain);
		expect([handshake.first(), handshake.next([])]).toEqual([undefined, undefined]);
	});
});
