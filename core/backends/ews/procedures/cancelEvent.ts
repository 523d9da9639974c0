import { cancelMeeting } from '../operations/respondToMeeting';
import { MeetingStep } from './meetingStep';
import { overItems } from './overItems';
import { commentOf } from './respondToEvent';

export const cancelEvent = overItems({
	keys: (_context, inputs) => inputs.map((_input, place) => String(place)),
	step: ({ channel }, input, way) =>
		new MeetingStep({
			channel,
			way,
			verb: 'cancelled',
			send: (item, call) => cancelMeeting(channel, { item, comment: commentOf(input) }, call),
		}),
	row: (_outcome, { itemId }) => ({ outcome: 'cancelled', previousId: itemId }),
});
