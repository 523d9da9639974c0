import { CONTROLS, dirSyncControl, OBJECT_SECURITY, plainControl } from '../backends/ldap/controls';
import { not, present } from '../backends/ldap/filter';
import { FatalError, PermissionError } from '../errors';
import type { Run } from './changeRun';
import { isMissing } from './lookUp';
import type { ChangesRequest } from './session';

/** How DirSync may be asked, and a cookie for now. */
export interface Sync {
	/** 0 with the replication right, else only what the account may read. */
	readonly flags: number;
	readonly cookie: Buffer;
}

/**
 * A cookie for now, from the given one or from the beginning: nothing passes the filter, so nothing but
 * the cookie is sent. Tells the account's rights at the same time.
 */
export async function syncNow(run: Run, from: Buffer): Promise<Sync> {
	const { controls } = run.server;
	if (controls.length > 0 && !controls.includes(CONTROLS.dirSync)) {
		throw new FatalError('The server has no DirSync', {
			field: 'method',
			advice: "Choose 'uSNChanged' as method.",
		});
	}
	try {
		return { flags: 0, cookie: await walk(run, 0, from) };
	} catch (error) {
		if (!(error instanceof PermissionError)) throw error;
		return { flags: OBJECT_SECURITY, cookie: await walk(run, OBJECT_SECURITY, from) };
	}
}

async function walk({ context, root, call }: Run, flags: number, from: Buffer): Promise<Buffer> {
	let state = { cookie: from, more: true };
	while (state.more) {
		const connection = await context.link.open(call);
		const sync = dirSyncControl(connection.library, flags, state.cookie);
		await connection.search(
			{
				base: root,
				scope: 'sub',
				filter: not(present('objectClass')),
				attributes: ['objectGUID'],
				controls: [sync.control],
			},
			call,
		);
		({ state } = sync);
	}
	return state.cookie;
}

export async function seesDeletedObjects({ context, root, call }: Run): Promise<boolean> {
	const connection = await context.link.open(call);
	try {
		const { entries } = await connection.search(
			{
				base: `CN=Deleted Objects,${root}`,
				scope: 'base',
				filter: present('objectClass'),
				attributes: ['1.1'],
				controls: [plainControl(connection.library, CONTROLS.showDeleted)],
			},
			call,
		);
		return entries.length > 0;
	} catch (error) {
		if (isMissing(error) || error instanceof PermissionError) return false;
		throw error;
	}
}

/** https://learn.microsoft.com/troubleshoot/windows-server/active-directory/non-administrators-view-deleted-object-container */
export function noDeletions(
	{ context, root }: Run,
	method: ChangesRequest['method'],
): PermissionError {
	const { user } = context.link.settings;
	const container = `"CN=Deleted Objects,${root}"`;
	const see = `dsacls ${container} /takeownership, then dsacls ${container} /G "${user}:LCRP"`;
	const replicate = `dsacls "${root}" /G "${user}:CA;Replicating Directory Changes"`;
	return new PermissionError(
		'The account cannot see what is deleted, so deletions would be missed',
		{
			code: 'deletionsHidden',
			field: 'withoutDeletions',
			advice: `Have a domain administrator run: ${see} (the right to see Deleted Objects)${method === 'dirSync' ? `; or ${replicate} (which DirSync uses)` : ''}. Or switch on 'Without Deletions'.`,
		},
	);
}
