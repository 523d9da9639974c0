import type { EwsChannel } from '../channel';
import { encodeDateTime } from '../codecs/time';
import type { EwsCall, ItemRef, RefResult } from '../request';
import { element, type Xml } from '../xml/element';
import { ID_PLAN, refs } from './answers';

interface Comment {
	readonly text: string;
	readonly type: 'Text' | 'HTML';
}

export interface MeetingResponseRequest {
	readonly kind: 'AcceptItem' | 'TentativelyAcceptItem' | 'DeclineItem';
	/** The event or the meeting request, with its current change key. */
	readonly item: ItemRef;
	readonly comment?: Comment;
	/** Whether the organizer is told. */
	readonly send: boolean;
	/** Another time to propose; ISO with offset. */
	readonly proposed?: { readonly start: string; readonly end: string };
}

/**
 * The event after the answer. An empty id where the server gives none.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-respond-to-meeting-requests-by-using-ews-in-exchange
 */
export async function respondToMeeting(
	channel: EwsChannel,
	{ kind, item, comment, send, proposed }: MeetingResponseRequest,
	call: EwsCall,
): Promise<RefResult> {
	return await create(
		channel,
		send,
		element(
			`t:${kind}`,
			null,
			comment && element('t:Body', { BodyType: comment.type }, comment.text),
			reference(item),
			proposed && element('t:ProposedStart', null, encodeDateTime(proposed.start)),
			proposed && element('t:ProposedEnd', null, encodeDateTime(proposed.end)),
		),
		item,
		call,
	);
}

export interface CancelMeetingRequest {
	/** The organizer's event, with its current change key. */
	readonly item: ItemRef;
	readonly comment?: Comment;
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/cancelcalendaritem */
export async function cancelMeeting(
	channel: EwsChannel,
	{ item, comment }: CancelMeetingRequest,
	call: EwsCall,
): Promise<RefResult> {
	return await create(
		channel,
		true,
		element(
			't:CancelCalendarItem',
			null,
			reference(item),
			comment && element('t:NewBodyContent', { BodyType: comment.type }, comment.text),
		),
		item,
		call,
	);
}

const reference = ({ id, changeKey }: ItemRef): Xml =>
	element('t:ReferenceItemId', { Id: id, ChangeKey: changeKey });

async function create(
	channel: EwsChannel,
	send: boolean,
	response: Xml,
	{ id }: ItemRef,
	call: EwsCall,
): Promise<RefResult> {
	const answer = await channel.answer(
		{
			name: 'CreateItem',
			safe: false,
			body: element(
				'm:CreateItem',
				{ MessageDisposition: send ? 'SendAndSaveCopy' : 'SaveOnly' },
				element('m:Items', null, response),
			),
			plan: ID_PLAN,
			expect: 1,
		},
		call,
	);
	return refs(answer, [id])[0] as RefResult;
}
