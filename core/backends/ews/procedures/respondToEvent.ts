import { InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import { type MeetingResponseRequest, respondToMeeting } from '../operations/respondToMeeting';
import { MeetingStep } from './meetingStep';
import { overItems } from './overItems';

const KINDS: Readonly<Record<string, [MeetingResponseRequest['kind'], string]>> = {
	accept: ['AcceptItem', 'Accept'],
	tentative: ['TentativelyAcceptItem', 'Tentative'],
	decline: ['DeclineItem', 'Decline'],
};

export const commentOf = ({ comment, commentType }: Readonly<Row>) =>
	typeof comment === 'string'
		? { text: comment, type: commentType === 'html' ? ('HTML' as const) : ('Text' as const) }
		: undefined;

function proposal({ proposedStart, proposedEnd, response }: Readonly<Row>) {
	if (proposedStart === null && proposedEnd === null) return undefined;
	const refuse = (message: string, advice: string) =>
		new InputError(message, { field: 'proposedStart', advice });
	if (typeof proposedStart !== 'string' || typeof proposedEnd !== 'string') {
		throw refuse("'Proposed Start' and 'Proposed End' go together", 'Give both or none.');
	}
	if (Date.parse(proposedEnd) <= Date.parse(proposedStart)) {
		throw refuse("'Proposed End' is not after 'Proposed Start'", 'Give an end after the start.');
	}
	if (response === 'accept') {
		throw refuse(
			'Who accepts cannot propose another time',
			'Answer with tentative or decline, or leave the proposed time out.',
		);
	}
	return { start: proposedStart, end: proposedEnd };
}

export const respondToEvent = overItems({
	// Each input is an answer of its own.
	keys: (_context, inputs) => inputs.map((_input, place) => String(place)),
	step({ channel }, input, way) {
		const [kind, response] = KINDS[String(input.response)] ?? ['AcceptItem', 'Accept'];
		const proposed = proposal(input);
		if (proposed) channel.requires('Proposed Start', 'Exchange2013', 'proposedStart');
		const request = {
			kind,
			comment: commentOf(input),
			send: input.sendResponse !== false,
			proposed,
		};
		return new MeetingStep({
			channel,
			way,
			verb: 'answered',
			response,
			send: (item, call) => respondToMeeting(channel, { item, ...request }, call),
		});
	},
	row: ({ id }, input) => ({
		outcome: 'responded',
		response: input.response,
		responseSent: input.sendResponse !== false,
		id: id === undefined || id === '' ? null : id,
	}),
});
