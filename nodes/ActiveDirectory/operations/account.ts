import type { Call } from '../../../core/backends/backend';
import type { DirectorySession, ObjectRef } from '../../../core/directory/session';
import type { Row } from '../../../core/schema/column';
import { core } from '../../shared/core';
import { eachItem, rowItem } from '../../shared/items';
import { parameter } from '../../shared/parameter';
import { plain, text } from '../../shared/values';
import { objectOf } from '../locators';
import { type DirectoryOperation, type DirectoryRun, only } from './operation';

type Work = (session: DirectorySession, object: ObjectRef, call: Call) => Promise<Row>;

/** An operation on one account per item; what changes who may sign in is off for tools. */
const onAccount = (
	value: string,
	label: string,
	description: string,
	action: string,
	prepare: (run: DirectoryRun, index: number) => Work,
): DirectoryOperation => ({
	value,
	label,
	description: () => description,
	action: () => action,
	offered: only('user'),
	execute: async ({ run }) =>
		await eachItem(run, async (index, options) => {
			run.allowRisky(options, label);
			const work = prepare(run, index);
			const object = objectOf(run.context, 'object', 'Object', index);
			return [rowItem(await work(run.session, object, run.call(options)), index)];
		}),
});

const setPassword = onAccount(
	'setPassword',
	'Set Password',
	'Give a user a new password',
	'Set the password of a user',
	({ context }, index) => {
		const password = plain(parameter(context, 'password', index));
		if (typeof password !== 'string' || password === '') {
			throw new (core().InputError)("'Password' is empty", {
				field: 'Password',
				advice: 'Give the new password.',
			});
		}
		const mustChange = parameter(context, 'mustChange', index) !== false;
		const old = plain(parameter(context, 'oldPassword', index));
		const oldPassword = typeof old === 'string' && old !== '' ? { oldPassword: old } : {};
		return (session, object, call) =>
			session.setPassword(object, { password, mustChange, ...oldPassword }, call);
	},
);

const setAccount = (
	value: 'enable' | 'disable' | 'unlock',
	label: string,
	description: string,
): DirectoryOperation =>
	onAccount(
		value,
		label,
		description,
		`${label} a user`,
		() => (session, object, call) => session.setAccount(object, value, {}, call),
	);

const setExpiry = onAccount(
	'setExpiry',
	'Set Expiry',
	'Set when the account of a user expires',
	'Set the expiry of a user',
	({ context }, index) => {
		const never = parameter(context, 'neverExpires', index) === true;
		const expires = never ? null : text(parameter(context, 'expires', index));
		if (expires === '') {
			throw new (core().InputError)("'Expires' is empty", {
				field: 'Expires',
				advice: "Give the day or the time, or switch on 'Never Expires'.",
			});
		}
		return (session, object, call) => session.setAccount(object, 'setExpiry', { expires }, call);
	},
);

/** What can be done with the account of a user. */
export const accountOperations: readonly DirectoryOperation[] = [
	setPassword,
	setAccount('enable', 'Enable', 'Let a user sign in'),
	setAccount('disable', 'Disable', 'Keep a user from signing in'),
	setAccount('unlock', 'Unlock', 'End the lockout of a user after too many wrong passwords'),
	setExpiry,
];
