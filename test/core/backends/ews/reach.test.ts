import { reach, type ReachSettings } from '../../../../core/backends/ews/reach';
import type { Call } from '../../../../core/backends/backend';

const call: Call = { timeZone: 'UTC' };
const settings = (access: 'delegate' | 'impersonate'): ReachSettings => ({
	user: 'Service@contoso.example',
	access,
	impersonationType: 'PrimarySmtpAddress',
	timeoutMs: 1000,
	defaultMailbox: undefined,
});

describe('whom Exchange charges', () => {
	it('the account itself for its own mailbox and for delegate access', () => {
		const own = reach({}, call, settings('delegate'));
		const other = reach({ mailbox: 'a@contoso.example' }, call, settings('delegate'));
		expect([own.call.account, other.call.account]).toEqual([
			'service@contoso.example',
			'service@contoso.example',
		]);
		expect([own.mailbox, other.mailbox]).toEqual([undefined, 'a@contoso.example']);
		expect([own.call.anchorMailbox, other.call.anchorMailbox]).toEqual([
			undefined,
			'a@contoso.example',
		]);
	});

	it('the mailbox that is impersonated, whatever its case', () => {
		const ways = ['A@contoso.example', 'a@CONTOSO.example', 'b@contoso.example'].map((mailbox) =>
			reach({ mailbox }, call, settings('impersonate')),
		);
		expect(ways.map((way) => way.call.account)).toEqual([
			'a@contoso.example',
			'a@contoso.example',
			'b@contoso.example',
		]);
		expect(ways[0]?.mailbox).toBeUndefined();
	});

	it('goes by the call where it says another way than the credential', () => {
		const way = reach(
			{ mailbox: 'S-1-5-21-1', access: 'impersonate', impersonationType: 'SID' },
			call,
			settings('delegate'),
		);
		expect(way.call).toMatchObject({
			account: 's-1-5-21-1',
			impersonate: { type: 'SID', value: 'S-1-5-21-1' },
			anchorMailbox: undefined,
		});
	});
});

describe('an application, behind which nobody stands', () => {
	const application: ReachSettings = { ...settings('delegate'), isApplication: true };

	it('impersonates, whatever way is asked for', () => {
		const { call: sent, mailbox } = reach(
			{ mailbox: 'a@contoso.example', access: 'delegate' },
			call,
			application,
		);
		expect(sent.impersonate).toEqual({ type: 'PrimarySmtpAddress', value: 'a@contoso.example' });
		expect(mailbox).toBeUndefined();
	});

	it('works in the default mailbox, and has none of its own', () => {
		const withDefault = { ...application, defaultMailbox: 'box@contoso.example' };
		expect(reach({}, call, withDefault).call.impersonate?.value).toBe('box@contoso.example');
		expect(() => reach({}, call, application)).toThrow(/'Mailbox' is empty, and an application/);
	});
});
