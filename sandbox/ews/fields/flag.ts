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
