/** Workflows that the browser checks open. All start by hand: with a webhook "Execute step" would wait. */
import { SOURCE, TARGET } from '../../scripts/lib/demo/data.mjs';
import { chain, email, exchange, manual } from '../workflows.mjs';

export const QUERY_ID = 'exchangeBrws0001';
export const UPDATE_ID = 'exchangeBrws0002';
export const CREATE_ID = 'exchangeBrws0003';

const conditions = {
	values: [
		{ column: 'companyName', operator: 'equals', value: 'Contoso' },
		{ column: 'jobTitle', operator: 'isNotEmpty' },
	],
};
const sort = { values: [{ column: 'displayName', direction: 'asc' }] };

export const BROWSER_WORKFLOWS = [
	chain(QUERY_ID, 'First query', [
		manual,
		exchange('Query contacts', {
			operation: 'query',
			mailbox: email(SOURCE),
			limit: 20,
			conditions,
			sort,
		}),
	]),
	chain(UPDATE_ID, 'Untouched update', [
		manual,
		exchange('Query contacts', { operation: 'query', mailbox: email(TARGET), limit: 1 }),
		exchange('Update contact', { operation: 'update', mailbox: email(TARGET) }),
	]),
	chain(CREATE_ID, 'Create a contact', [
		manual,
		exchange('Create contact', { operation: 'create', mailbox: email(TARGET) }),
	]),
];
