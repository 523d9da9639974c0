import type { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import { child, childText, type XmlTree } from '../decode/tree';
import { faultError } from '../faults';
import type { EwsCall } from '../request';
import { element, type Xml } from '../xml/element';
import { ID_PLAN } from './answers';
import { checkMessage } from './oofSettings';

export interface AvailabilityMailbox {
	readonly address: string;
	/** MeetingAttendeeType. */
	readonly type: 'Organizer' | 'Required' | 'Optional' | 'Room' | 'Resource';
	readonly excludeConflicts?: boolean;
}

/** Clock times of the call's zone, or of UTC where the call names none: `2026-05-17T00:00:00`. */
export interface TimeWindow {
	readonly start: string;
	readonly end: string;
}

export interface FreeBusyRequest {
	readonly window: TimeWindow;
	/** Minutes that one digit of MergedFreeBusy stands for. */
	readonly interval: number;
	readonly view: 'Detailed' | 'DetailedMerged' | 'FreeBusyMerged' | 'FreeBusy' | 'MergedOnly';
}

export interface SuggestionsRequest {
	/** Whole days. */
	readonly window: TimeWindow;
	readonly minutes: number;
	readonly perDay: number;
	readonly outsideWorkingHours: number;
	/** SuggestionQuality. */
	readonly quality: string;
}

/**
 * FreeBusyView of each mailbox, or its error in its place.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getuseravailability-operation
 */
export async function getFreeBusy(
	channel: EwsChannel,
	mailboxes: readonly AvailabilityMailbox[],
	{ window, interval, view }: FreeBusyRequest,
	call: EwsCall,
): Promise<Array<XmlTree | ExchangeError>> {
	const options = element(
		't:FreeBusyViewOptions',
		null,
		timeWindow('t:TimeWindow', window),
		element('t:MergedFreeBusyIntervalInMinutes', null, String(interval)),
		element('t:RequestedView', null, view),
	);
	const { body, requestId } = await ask(channel, mailboxes, options, call);
	const answers = child(body, 'FreeBusyResponseArray')?.children ?? [];
	return mailboxes.map(({ address }, index) => {
		const answer = answers[index];
		const message = child(answer, 'ResponseMessage');
		const found = child(answer, 'FreeBusyView');
		if (found && message?.attributes.ResponseClass !== 'Error') return found;
		return faultError({
			code: childText(message, 'ResponseCode')?.trim() ?? 'EMPTY_RECORD',
			text: childText(message, 'MessageText'),
			recordKey: address,
			requestId,
		});
	});
}

/** SuggestionDayResult elements. */
export async function getSuggestions(
	channel: EwsChannel,
	mailboxes: readonly AvailabilityMailbox[],
	request: SuggestionsRequest,
	call: EwsCall,
): Promise<readonly XmlTree[]> {
	const { window, minutes, perDay, outsideWorkingHours, quality } = request;
	const options = element(
		't:SuggestionsViewOptions',
		null,
		// Percent of attendees that may be busy in a suggestion that still counts as good.
		element('t:GoodThreshold', null, '25'),
		element('t:MaximumResultsByDay', null, String(perDay)),
		element('t:MaximumNonWorkHourResultsByDay', null, String(outsideWorkingHours)),
		element('t:MeetingDurationInMinutes', null, String(minutes)),
		element('t:MinimumSuggestionQuality', null, quality),
		timeWindow('t:DetailedSuggestionsWindow', window),
	);
	const { body, requestId } = await ask(channel, mailboxes, options, call);
	const answer = child(body, 'SuggestionsResponse');
	checkMessage(child(answer, 'ResponseMessage'), 'GetUserAvailability', requestId);
	return child(answer, 'SuggestionDayResultArray')?.children ?? [];
}

async function ask(
	channel: EwsChannel,
	mailboxes: readonly AvailabilityMailbox[],
	options: Xml,
	call: EwsCall,
) {
	// Servers of 2007 know no zone of the header.
	const inUtc = call.timeZoneId === undefined || channel.requestVersion.startsWith('Exchange2007');
	return await channel.answer(
		{
			name: 'GetUserAvailability',
			safe: true,
			body: element(
				'm:GetUserAvailabilityRequest',
				null,
				inUtc ? UTC : undefined,
				element('m:MailboxDataArray', null, mailboxes.map(mailboxData)),
				options,
			),
			plan: ID_PLAN,
			whole: true,
		},
		call,
	);
}

const mailboxData = ({ address, type, excludeConflicts = false }: AvailabilityMailbox): Xml =>
	element(
		't:MailboxData',
		null,
		element('t:Email', null, element('t:Address', null, address)),
		element('t:AttendeeType', null, type),
		element('t:ExcludeConflicts', null, String(excludeConflicts)),
	);

const timeWindow = (name: string, { start, end }: TimeWindow): Xml =>
	element(name, null, element('t:StartTime', null, start), element('t:EndTime', null, end));

const never = (name: string): Xml =>
	element(
		name,
		null,
		element('t:Bias', null, '0'),
		element('t:Time', null, '00:00:00'),
		element('t:DayOrder', null, '0'),
		element('t:Month', null, '0'),
		element('t:DayOfWeek', null, 'Sunday'),
	);
const UTC: Xml = element(
	't:TimeZone',
	null,
	element('t:Bias', null, '0'),
	never('t:StandardTime'),
	never('t:DaylightTime'),
);
