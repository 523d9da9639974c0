import { explainService, ServiceCode } from '../../../core/auth/negotiate/serviceRefusal';
import { needsProof } from '../../../core/auth/negotiate/proof';

const SERVICE = 'HTTP/mail.contoso.example';
const explain = (code: number, ahead = 0, kdcAhead = 0, bindingAdvice = '') =>
	explainService(
		{
			code,
			serverTime: Date.now() + ahead,
			serverUsec: 0,
			realm: 'CONTOSO.EXAMPLE',
			serverName: { type: 2, components: ['HTTP', 'mail.contoso.example'] },
			text: "it says 'Password' Passw0rd!User",
		},
		{ name: SERVICE, kdcAhead, bindingAdvice },
	);

it.each(Object.entries(ServiceCode))('%s (%i) is told in words, with what to do', (_name, code) => {
	const { message, advice, code: known } = explain(code, 600_000);
	expect(message).not.toMatch(/error \d/);
	expect(advice).toMatch(/\.$/);
	expect(known).toBe(`KRB_AP_ERR_${code}`);
});

it('a service that cannot read its tickets: whose account has the name', () => {
	for (const code of [ServiceCode.modified, ServiceCode.badVersion, ServiceCode.noKey]) {
		const { message, advice, field } = explain(code);
		expect(message).toContain(SERVICE);
		expect(advice).toContain(`setspn -Q ${SERVICE}`);
		expect(field).toBe('Kerberos SPN');
	}
});

it('clocks are told with their difference, either way', () => {
	expect(explain(ServiceCode.skew, 600_000).message).toContain('this one is 10 minutes behind');
	expect(explain(ServiceCode.skew, -7_200_000).message).toContain('this one is 2 hours ahead of');
	expect(explain(ServiceCode.skew, 1_000, 600_000).message).toContain(
		"the KDC's is 10 minutes ahead of",
	);
	expect(explain(ServiceCode.skew, 0, -600_000).message).toContain(
		"the KDC's is 10 minutes behind",
	);
});

it('an error without words keeps its number, and repeats nothing that the server wrote', () => {
	const { message, advice } = explain(60);
	expect(message).toBe(
		`The server refuses the ticket for '${SERVICE}' with the error 60 of Kerberos`,
	);
	expect(`${message} ${advice}`).not.toContain('Passw0rd');
	expect(explain(60, 0, 0, " Switch 'Channel Binding' off.").advice).toMatch(
		/'Channel Binding' off\.$/,
	);
});

it('answers with data of a mailbox owe a proof, those of gateways and refusals do not', () => {
	expect([200, 207, 302, 500, 501].filter(needsProof)).toEqual([200, 207, 302, 500, 501]);
	expect([400, 403, 404, 408, 413, 429, 502, 503, 504].filter(needsProof)).toEqual([]);
});
