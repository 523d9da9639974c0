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
import { permissions } from './permissions';
import { sending } from './sending';
import { series } from './series';
import {
	copyAppointment,
	copyMeeting,
	copySeries,
	copyTwo,
	getTwo,
	moveAppointment,
	moveMeeting,
	moveSeries,
	moveTwo,
} from './transfer';
import {
	fullUpdate,
	informationalUpdate,
	updateMeeting,
	updateSeries,
	updateSingle,
} from './update';

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
	updateSingle,
	updateMeeting,
	updateSeries,
	fullUpdate,
	informationalUpdate,
	copyAppointment,
	copyMeeting,
	copySeries,
	moveAppointment,
	moveMeeting,
	moveSeries,
	getTwo,
	copyTwo,
	moveTwo,
	...permissions,
];
