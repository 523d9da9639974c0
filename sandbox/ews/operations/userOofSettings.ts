import { ownMailbox } from '../availability/person';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { alone, attempt, success, type Answer, type Message } from '../response';
import { printTime, readTime } from '../time';
import { element, wrap } from '../xml/escape';
import { at, child, type Node } from '../xml/node';
import type { Absence } from '../../store/absence';

const NAME = 'ResponseMessage';

function reply(name: string, text: string): string {
	return wrap(name, element('Message', text), { 'xml:lang': 'en-US' });
}

function settingsXml(absence: Absence): string {
	return wrap(
		'OofSettings',
		element('OofState', absence.state) +
			element('ExternalAudience', absence.audience) +
			wrap(
				'Duration',
				element('StartTime', printTime(absence.start)) + element('EndTime', printTime(absence.end)),
			) +
			reply('InternalReply', absence.internalReply) +
			reply('ExternalReply', absence.externalReply),
	);
}

/** Both operations answer with one response message inside their response element, as services of 2007 do. */
function wrapped(operation: string, message: Message, content = ''): Answer {
	const inner = {
		code: message.code,
		xml: `<m:${operation}>${message.xml}${content}</m:${operation}>`,
	};
	return alone(inner);
}

export function getUserOofSettings(request: Node, ctx: Context): Answer {
	let content = '';
	const message = attempt(NAME, '', () => {
		const { absence } = ownMailbox(child(request, 'Mailbox'), ctx).services;
		content = `${settingsXml(absence)}<m:AllowExternalOof>All</m:AllowExternalOof>`;
		return success(NAME, '');
	});
	return wrapped('GetUserOofSettingsResponse', message, content);
}

function badDuration(): EwsError {
	return new EwsError(
		'ErrorInvalidScheduledOofDuration',
		'The duration is invalid: it must end after it starts, and in the future.',
	);
}

function read(settings: Node, old: Absence, ctx: Context): Absence {
	const text = (...path: string[]) => at(settings, ...path)?.text;
	const state = (text('OofState') ?? 'Disabled').trim() as Absence['state'];
	const time = (name: string, fallback: number) => {
		const given = text('Duration', name);
		return given === undefined ? fallback : readTime(given, ctx.zone);
	};
	const start = time('StartTime', old.start);
	const end = time('EndTime', old.end);
	const lacking = child(settings, 'Duration') === undefined;
	if (state === 'Scheduled' && (lacking || end <= start || end <= ctx.now)) throw badDuration();
	return {
		state,
		audience: (text('ExternalAudience') ?? 'None').trim() as Absence['audience'],
		start,
		end,
		internalReply: text('InternalReply', 'Message') ?? '',
		externalReply: text('ExternalReply', 'Message') ?? '',
		told: new Set(),
	};
}

export function setUserOofSettings(request: Node, ctx: Context): Answer {
	const message = attempt(NAME, '', () => {
		const mailbox = ownMailbox(child(request, 'Mailbox'), ctx);
		const settings = child(request, 'UserOofSettings') as Node;
		mailbox.services.absence = read(settings, mailbox.services.absence, ctx);
		ctx.writes += 1;
		return success(NAME, '');
	});
	return wrapped('SetUserOofSettingsResponse', message);
}
