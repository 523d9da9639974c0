import type { Scenario } from '../../scenario';
import { accept, appointment, cancel, declineSeries, single, tentative } from './create';
import { errors } from './errors';
import {
	dismissed,
	inboxChanges,
	inboxReminder,
	reminders,
	sendOptionNotSet,
	seriesReminder,
	taskReminder,
	toAllAttendees,
} from './reminders';
import { sending } from './sending';
import { series } from './series';

export const scenarios: readonly Scenario[] = [
	appointment,
	accept,
	declineSeries,
	tentative,
	single,
	cancel,
	...sending,
	...series,
	...errors,
	inboxReminder,
	reminders,
	seriesReminder,
	taskReminder,
	inboxChanges,
	toAllAttendees,
	sendOptionNotSet,
	dismissed,
];
