import type { Settings } from '../../connection/settings';
import { InputError } from '../../errors';
import type { Scope } from '../../query/query';
import type { Call } from '../backend';
import type { EwsCall } from './request';

export type ReachSettings = Pick<
	Settings,
	'user' | 'access' | 'impersonationType' | 'timeoutMs' | 'defaultMailbox' | 'isApplication'
>;

/** How the calls of one scope reach its mailbox. */
export interface Reach {
	readonly call: EwsCall;
	/** Goes into distinguished folder ids: the mailbox of somebody else, reached by delegate or full access. */
	readonly mailbox?: string;
	/** Names the mailbox in messages. */
	readonly label: string;
	/** Same mailbox, same way: caches are kept under it. */
	readonly key: string;
}

/**
 * Exchange charges the service account for its own and for delegate access, and the target mailbox for
 * impersonation; `account` follows that rule.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange
 */
export function reach(
	scope: Pick<Scope, 'mailbox' | 'access' | 'impersonationType'>,
	call: Call,
	settings: ReachSettings,
): Reach {
	const { isApplication } = settings;
	const value = scope.mailbox?.trim() || (isApplication && settings.defaultMailbox) || undefined;
	const service = settings.user?.toLowerCase() ?? 'service';
	const base = {
		signal: call.signal,
		timeoutMs: call.timeoutMs ?? settings.timeoutMs,
		run: call,
	};
	if (!value && isApplication) {
		throw new InputError("'Mailbox' is empty, and an application has no mailbox of its own", {
			field: 'mailbox',
			advice: "Choose a mailbox in the node, or enter 'Default Mailbox' in the credential.",
		});
	}
	if (!value) {
		return { call: { ...base, account: service }, label: 'your mailbox', key: '' };
	}
	const anchorMailbox = value.includes('@') ? value : undefined;
	const label = `mailbox '${value}'`;
	const key = value.toLowerCase();
	// Exchange takes the token of an application only together with somebody to impersonate.
	if (isApplication || (scope.access ?? settings.access) === 'impersonate') {
		const type = scope.impersonationType ?? settings.impersonationType;
		const impersonate = { type, value };
		return {
			call: { ...base, impersonate, anchorMailbox, account: key },
			label,
			key: `impersonate ${type} ${key}`,
		};
	}
	return {
		call: { ...base, anchorMailbox, account: service },
		mailbox: value,
		label,
		key: `delegate ${key}`,
	};
}
