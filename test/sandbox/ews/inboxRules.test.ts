import { all, call, OWNER, sandbox, texts, validateAll } from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

function update(store: Store, operations: string, head = '') {
	return call(
		store,
		`<m:UpdateInboxRules>${head}<m:Operations>${operations}</m:Operations></m:UpdateInboxRules>`,
	);
}
const read = (store: Store, inner = '') =>
	call(store, `<m:GetInboxRules>${inner}</m:GetInboxRules>`);
const rule = (name: string, priority: number, parts = '', id = '') =>
	`<t:Rule>${id}<t:DisplayName>${name}</t:DisplayName><t:Priority>${priority}</t:Priority><t:IsEnabled>true</t:IsEnabled>${parts}</t:Rule>`;
const create = (name: string, priority: number, parts: string, id = '') =>
	`<t:CreateRuleOperation>${rule(name, priority, parts, id)}</t:CreateRuleOperation>`;
const MOVE =
	'<t:Actions><t:MoveToFolder><t:DistinguishedFolderId Id="junkemail"/></t:MoveToFolder></t:Actions>';
const SUBJECT =
	'<t:Conditions><t:ContainsSubjectStrings><t:String>Report &amp; more</t:String></t:ContainsSubjectStrings><t:WithinSizeRange><t:MinimumSize>10</t:MinimumSize></t:WithinSizeRange></t:Conditions>';

test('rules are created, read in their order, changed and deleted', () => {
	const store = sandbox();
	expect(all(read(store), 'Rule')).toEqual([]);
	const made = update(store, create('First', 1, SUBJECT + MOVE) + create('Second', 2, MOVE));
	expect(made.codes).toEqual(['NoError']);
	expect(made.writes).toBe(2);
	update(store, create('Before', 1, '<t:Actions><t:Delete>true</t:Delete></t:Actions>'));
	const got = read(store);
	expect(texts(got, 'DisplayName')).toEqual(['Before', 'First', 'Second']);
	expect(texts(got, 'Priority')).toEqual(['1', '2', '3']);
	expect(texts(got, 'String')).toEqual(['Report & more']);
	expect(texts(got, 'OutlookRuleBlobExists')).toEqual(['false']);

	const [, first = '', second = ''] = texts(got, 'RuleId');
	const id = `<t:RuleId>${first}</t:RuleId>`;
	const changed = update(
		store,
		`<t:SetRuleOperation>${rule('Renamed', 7, MOVE, id)}</t:SetRuleOperation><t:DeleteRuleOperation><t:RuleId>${second}</t:RuleId></t:DeleteRuleOperation>`,
	);
	expect(changed.codes).toEqual(['NoError']);
	expect(texts(read(store), 'DisplayName')).toEqual(['Before', 'Renamed']);
	expect(texts(read(store), 'RuleId')[1]).toBe(first);
});

test('one operation that cannot be done leaves everything as it was, and each says why', () => {
	const store = sandbox();
	store.mailbox(OWNER).services.clientRules.push('Play a sound');
	const answer = update(
		store,
		create('Good', 1, MOVE) +
			create('', 2, '') +
			create('Own id', 3, MOVE, '<t:RuleId>mine</t:RuleId>') +
			create('Same priority', 3, MOVE) +
			create(
				'Values',
				4,
				'<t:IsNotSupported>false</t:IsNotSupported><t:IsInError>false</t:IsInError><t:Conditions><t:ContainsBodyStrings><t:String/></t:ContainsBodyStrings><t:FromAddresses><t:Address><t:EmailAddress>nobody</t:EmailAddress></t:Address></t:FromAddresses><t:WithinDateRange><t:StartDateTime>2026-02-01T00:00:00Z</t:StartDateTime><t:EndDateTime>2026-01-01T00:00:00Z</t:EndDateTime></t:WithinDateRange><t:WithinSizeRange><t:MinimumSize>-1</t:MinimumSize></t:WithinSizeRange></t:Conditions><t:Actions><t:MoveToFolder><t:FolderId Id="nowhere"/></t:MoveToFolder></t:Actions>',
			) +
			'<t:DeleteRuleOperation><t:RuleId>nothing</t:RuleId></t:DeleteRuleOperation>',
		'<m:RemoveOutlookRuleBlob>true</m:RemoveOutlookRuleBlob>',
	);
	expect(answer.codes).toEqual(['ErrorInboxRulesValidationError']);
	expect(texts(answer, 'OperationIndex')).toEqual(['1', '2', '3', '4', '5']);
	expect(texts(answer, 'ErrorCode')).toEqual([
		'EmptyValueFound',
		'MissingAction',
		'CreateWithRuleId',
		'DuplicatedPriority',
		'NotSettable',
		'EmptyValueFound',
		'InvalidAddress',
		'InvalidDateRange',
		'SizeLessThanZero',
		'InvalidFolderId',
		'RuleNotFound',
	]);
	expect(all(read(store), 'Rule')).toEqual([]);
	expect(texts(read(store), 'OutlookRuleBlobExists')).toEqual(['true']);
});

test('rules that Outlook keeps are lost only when the request says so', () => {
	const store = sandbox();
	store.mailbox(OWNER).services.clientRules.push('Play a sound');
	for (const head of ['', '<m:RemoveOutlookRuleBlob>false</m:RemoveOutlookRuleBlob>']) {
		const kept = update(store, create('New', 1, MOVE), head);
		expect(kept.codes).toEqual(['ErrorOutlookRuleBlobExists']);
	}
	expect(store.mailbox(OWNER).services.clientRules).toEqual(['Play a sound']);
	const lost = update(
		store,
		create('New', 1, MOVE),
		'<m:RemoveOutlookRuleBlob>true</m:RemoveOutlookRuleBlob>',
	);
	expect(lost.codes).toEqual(['NoError']);
	expect(texts(read(store), 'OutlookRuleBlobExists')).toEqual(['false']);
	expect(texts(read(store), 'DisplayName')).toEqual(['New']);
});

test('rules of another mailbox need full access', () => {
	const store = sandbox();
	const other = '<m:MailboxSmtpAddress>other@contoso.example</m:MailboxSmtpAddress>';
	expect(read(store, other).codes).toEqual(['ErrorAccessDenied']);
	store.grantFullAccess('other@contoso.example', OWNER);
	expect(read(store, other).codes).toEqual(['NoError']);
});
