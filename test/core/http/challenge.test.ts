import { parseChallenges } from '../../../core/http/challenge';

describe('parseChallenges', () => {
	it.each([
		[undefined, []],
		['', []],
		['NTLM', [{ scheme: 'NTLM', params: {} }]],
		['NTLM TlRMTVNTUAA=', [{ scheme: 'NTLM', params: {}, token: 'TlRMTVNTUAA=' }]],
		[
			'Negotiate, NTLM',
			[
				{ scheme: 'Negotiate', params: {} },
				{ scheme: 'NTLM', params: {} },
			],
		],
		[
			'Basic realm="a, b \\"c\\" NTLM", charset=UTF-8, Negotiate abc==, NTLM',
			[
				{
					scheme: 'Basic',
					params: { realm: 'a, b "c" NTLM', charset: 'UTF-8' },
					raw: { realm: 'a, b \\"c\\" NTLM' },
				},
				{ scheme: 'Negotiate', params: {}, token: 'abc==' },
				{ scheme: 'NTLM', params: {} },
			],
		],
		[
			' , Digest qop="auth,auth-int",nonce = "x" , algorithm=MD5-sess,,Basic realm=""',
			[
				{ scheme: 'Digest', params: { qop: 'auth,auth-int', nonce: 'x', algorithm: 'MD5-sess' } },
				{ scheme: 'Basic', params: { realm: '' } },
			],
		],
		['Basic __proto__="x", realm=y', [{ scheme: 'Basic', params: { realm: 'y' } }]],
		['Basic realm="first", realm=second', [{ scheme: 'Basic', params: { realm: 'first' } }]],
		['Basic realm="never closed, Negotiate', [{ scheme: 'Basic', params: {} }]],
		[
			'NTLM TlRM, Basic realm=x, nonsense==, "',
			[
				{ scheme: 'NTLM', params: {}, token: 'TlRM' },
				{ scheme: 'Basic', params: { realm: 'x', nonsense: '=' } },
			],
		],
		[
			'Digest nonce="a\\\\", NTLM',
			[
				{ scheme: 'Digest', params: { nonce: 'a\\' }, raw: { nonce: 'a\\\\' } },
				{ scheme: 'NTLM', params: {} },
			],
		],
		[
			'Digest constructor="x", nonce=n',
			[{ scheme: 'Digest', params: { constructor: 'x', nonce: 'n' } }],
		],
		['"broken', []],
	])('reads %s', (header, expected) => {
		expect(parseChallenges(header)).toEqual(expected);
	});

	it('reads several headers', () => {
		expect(parseChallenges(['Negotiate', 'NTLM', 'Basic realm="x"']).map((c) => c.scheme)).toEqual([
			'Negotiate',
			'NTLM',
			'Basic',
		]);
	});

	it('stays quick with a hostile header', () => {
		const started = Date.now();
		parseChallenges(`Basic ${'a="'.repeat(20_000)}`);
		parseChallenges(`Basic ${'a=b, '.repeat(20_000)}`);
		parseChallenges(`${'a '.repeat(30_000)}"`);
		expect(Date.now() - started).toBeLessThan(2_000);
	});
});
