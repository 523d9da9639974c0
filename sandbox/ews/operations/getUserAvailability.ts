import { freeBusyView, readViewOptions } from '../availability/freeBusy';
import { suggestionsXml } from '../availability/suggestions';
import type { Context } from '../context';
import { EwsFault } from '../errors';
import { alone, attempt, success, type Answer, type Message } from '../response';
import { wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import { namedZone, serializableZone, type ClockZone } from '../zone/serializable';

const MAX_MAILBOXES = 100;

/** The zone of the request, or that of the SOAP header since Exchange 2010. @throws EwsFault */
function zoneOf(request: Node, ctx: Context): ClockZone {
	const own = child(request, 'TimeZone');
	if (own !== undefined) return serializableZone(own);
	if (!ctx.hasZone) throw new EwsFault('ErrorTimeZone', 'The request names no time zone.');
	return namedZone(ctx.zone);
}

/** Free/busy information of people, and times that suit them (MS-OXWAVLS 3.1.4.1). */
export function getUserAvailability(request: Node, ctx: Context): Answer {
	const zone = zoneOf(request, ctx);
	const people = below(request, 'MailboxDataArray');
	if (people.length === 0 || people.length > MAX_MAILBOXES) {
		throw new EwsFault(
			people.length === 0 ? 'ErrorMailboxDataArrayEmpty' : 'ErrorMailboxDataArrayTooBig',
			`There must be between 1 and ${MAX_MAILBOXES} mailboxes.`,
		);
	}
	const view = child(request, 'FreeBusyViewOptions');
	const wanted = child(request, 'SuggestionsViewOptions');
	if (view === undefined && wanted === undefined) {
		throw new EwsFault('ErrorMissingArgument', 'Neither a view nor suggestions are asked for.');
	}
	const codes: string[] = [];
	const message = (work: () => void): string => {
		const result: Message = attempt('ResponseMessage', '', () => {
			work();
			return success('ResponseMessage', '');
		});
		codes.push(result.code);
		return result.xml;
	};
	let inner = '';
	if (view !== undefined) {
		const options = readViewOptions(view, zone);
		const answers = people.map((data) => {
			let content = '';
			const head = message(() => {
				content = freeBusyView(data, options, zone, ctx);
			});
			return wrap('m:FreeBusyResponse', head + content);
		});
		inner += wrap('m:FreeBusyResponseArray', answers.join(''));
	}
	if (wanted !== undefined) {
		let content = '';
		const head = message(() => {
			content = suggestionsXml(wanted, people, zone, ctx);
		});
		inner += wrap('m:SuggestionsResponse', head + content);
	}
	const { xml } = alone({ code: '', xml: wrap('m:GetUserAvailabilityResponse', inner) });
	return { xml, codes };
}
