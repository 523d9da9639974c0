import type { IExecuteFunctions } from 'n8n-workflow';
import type { DirectoryScope, ObjectRef, SearchScope } from '../../core/directory/session';
import { core } from '../shared/core';
import { chosen } from '../shared/locators';
import type { NodeOptions } from '../shared/options';
import { parameter } from '../shared/parameter';
import { text } from '../shared/values';

const GUID = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const SID = /^S-1-\d+(-\d+)+$/i;

/** What an object may be named by; a locator's mode says which. */
const KINDS: Readonly<Record<string, ObjectRef['by']>> = {
	dn: 'dn',
	name: 'sAMAccountName',
	objectGUID: 'objectGUID',
	objectSid: 'objectSid',
	sAMAccountName: 'sAMAccountName',
	userPrincipalName: 'userPrincipalName',
};

/** Lists and expressions give a value alone: its shape tells what it is. */
function kindOf(value: string): ObjectRef['by'] {
	if (GUID.test(value)) return 'objectGUID';
	return SID.test(value) ? 'objectSid' : 'dn';
}

/** The object that a locator names; never empty. */
export function objectOf(
	context: IExecuteFunctions,
	name: string,
	label: string,
	itemIndex: number,
): ObjectRef {
	const { mode, value } = chosen(parameter(context, name, itemIndex), label);
	if (value !== '') return { by: KINDS[mode ?? ''] ?? kindOf(value), value };
	throw new (core().InputError)(`'${label}' is empty`, {
		field: label,
		advice:
			'Name the object, for example with {{ $json.distinguishedName }} or {{ $json.objectGUID }} of a Query.',
	});
}

/** The distinguished name that a locator names; absent where nothing was chosen. */
export const dnOf = (
	context: IExecuteFunctions,
	name: string,
	label: string,
	itemIndex: number,
): string | undefined => chosen(parameter(context, name, itemIndex), label).value || undefined;

const SCOPES: readonly SearchScope[] = ['subtree', 'oneLevel', 'base'];

/** Where an item works: base DN, scope, and what the options say about the way. */
export function scopeOf(
	context: IExecuteFunctions,
	itemIndex: number,
	{ pageSize, referrals, resolveDns }: NodeOptions,
): DirectoryScope {
	const scope = text(parameter(context, 'scope', itemIndex)) as SearchScope;
	return {
		baseDn: dnOf(context, 'baseDn', 'Base DN', itemIndex),
		scope: SCOPES.includes(scope) ? scope : undefined,
		referrals,
		resolveDns,
		pageSize,
	};
}
