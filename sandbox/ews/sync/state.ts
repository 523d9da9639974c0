import { createHash } from 'node:crypto';
import type { Folder } from '../../store';
import { EwsError } from '../errors';
import { Known } from './known';

/** What a client has: everything up to `position`, and of what there is, `known`. */
export interface SyncState {
	readonly position: number;
	readonly known: Known;
}

type Kind = 'items' | 'folders';

const START: () => SyncState = () => ({ position: 0, known: Known.none() });

const digest = (text: string): string =>
	createHash('sha256').update(text).digest('base64').slice(0, 8);

function invalid(): EwsError {
	return new EwsError(
		'ErrorInvalidSyncStateData',
		'Synchronization state data is corrupt or otherwise invalid.',
	);
}

/** Opaque for clients; it belongs to one folder and one operation. */
export function writeState(kind: Kind, folder: Folder, { position, known }: SyncState): string {
	const text = [kind, folder.id, position, known].join('|');
	return Buffer.from(`${text}|${digest(text)}`).toString('base64');
}

/** @throws EwsError ErrorInvalidSyncStateData */
export function readState(kind: Kind, folder: Folder, state: string | undefined): SyncState {
	if (state === undefined || state.trim() === '') return START();
	const text = Buffer.from(state, 'base64').toString();
	const [of, id, position, ranges = '', sum] = text.split('|');
	if (digest(text.slice(0, text.lastIndexOf('|'))) !== sum) throw invalid();
	const known = Known.read(ranges);
	if (of !== kind || id !== folder.id || known === undefined) throw invalid();
	return { position: Number(position), known };
}
