import type { Structure } from '../../store';
import { EwsError } from '../errors';
import { childOf, textOf } from './structure';

function refuse(text: string): never {
	throw new EwsError('ErrorInvalidArgument', text);
}

/** Dates that belong to a status alone (MS-OXWSCORE, FlagType). @throws EwsError ErrorInvalidArgument */
export function checkFlag(flag: Structure): void {
	const status = textOf(flag, 'FlagStatus');
	const has = (name: string) => childOf(flag, name) !== undefined;
	if (status !== 'Complete' && has('CompleteDate')) {
		refuse('CompleteDate is set although the flag is not complete.');
	}
	if (status !== 'Flagged' && (has('StartDate') || has('DueDate'))) {
		refuse('StartDate and DueDate are set although the item is not flagged.');
	}
	if (has('StartDate') !== has('DueDate')) {
		refuse('StartDate and DueDate are set or left out together.');
	}
}

/** PidTagFlagStatus: the flag as MAPI keeps it, under which some clients write it alone (MS-OXOFLAG 2.2.1.1). */
export const FLAG_STATUS = 'tag:1090';
const STATUSES = ['NotFlagged', 'Complete', 'Flagged'];

/** What MAPI keeps of a flag; `null` without one. */
export function flagNumber(flag: Structure): number | null {
	const number = STATUSES.indexOf(textOf(flag, 'FlagStatus') ?? '');
	return number > 0 ? number : null;
}

/** The flag of an item: as it was written, unless MAPI's number says otherwise since. */
export function flagOf(written: Structure | undefined, number: unknown): Structure {
	const status = STATUSES[Number(number ?? 0)] ?? 'NotFlagged';
	if (written && textOf(written, 'FlagStatus') === status) return written;
	return { name: 'Flag', children: [{ name: 'FlagStatus', text: status }] };
}
