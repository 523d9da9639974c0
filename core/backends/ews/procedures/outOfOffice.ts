import { InputError } from '../../../errors';
import type { Row } from '../../../schema/column';
import { instantOf, readDateTime } from '../../../schema/zones';
import type { Scope } from '../../../query/query';
import type { Call } from '../../backend';
import type { EwsContext } from '../context';
import {
	getUserOofSettings,
	type OofAnswer,
	type OofSettings,
	setUserOofSettings,
} from '../operations/oofSettings';
import { ownAddress } from '../ownAddress';
import { reach } from '../reach';
import type { ProcedureHandler } from './handler';
import { camel, pascal } from './names';

type Input = Readonly<Row>;

async function mailboxOf(context: EwsContext, input: Input, scope: Scope, call: Call) {
	const given = typeof input.mailbox === 'string' ? input.mailbox.trim() : '';
	return given || (await ownAddress(context, scope, call));
}

/** A time without offset is UTC, as EWS writes it. */
const utc = (text: string | undefined): string | null => {
	if (!text) return null;
	return /(?:Z|[+-]\d{2}:\d{2})$/i.test(text) ? text : `${text}Z`;
};

function rowOf(mailbox: string, settings: OofAnswer): Row {
	return {
		mailbox,
		state: camel(settings.state),
		externalAudience: camel(settings.audience),
		start: utc(settings.start),
		end: utc(settings.end),
		internalReply: settings.internalReply ?? null,
		externalReply: settings.externalReply ?? null,
		allowExternal: settings.allowExternal === undefined ? null : camel(settings.allowExternal),
	};
}

export const getOutOfOffice: ProcedureHandler = {
	async run(context, input, scope, call) {
		const mailbox = await mailboxOf(context, input, scope, call);
		const way = reach(scope, call, context.settings);
		return [{ row: rowOf(mailbox, await getUserOofSettings(context.channel, mailbox, way.call)) }];
	},
};

/** As it is sent: an instant in UTC. */
function instant(value: unknown): string | undefined {
	const clock = typeof value === 'string' ? readDateTime(value) : undefined;
	return clock && new Date(instantOf(clock, 'UTC')).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** What is asked for, over what is there: the server takes settings only whole. */
function merged(input: Input, now: OofAnswer): OofSettings {
	const choice = (value: unknown, otherwise: string) =>
		typeof value === 'string' ? pascal(value) : otherwise;
	const reply = (value: unknown, otherwise: string | undefined) =>
		typeof value === 'string' ? value : otherwise;
	const state = choice(input.state, now.state);
	const start = instant(input.start) ?? utc(now.start) ?? undefined;
	const end = instant(input.end) ?? utc(now.end) ?? undefined;
	if (state === 'Scheduled') {
		const isGiven = start !== undefined && end !== undefined;
		if (!isGiven || Date.parse(start) >= Date.parse(end)) {
			throw new InputError(
				isGiven ? "'End' is not after 'Start'" : "A schedule needs 'Start' and 'End'",
				{ field: isGiven ? 'end' : 'start', advice: 'Give both times, the end after the start.' },
			);
		}
	}
	return {
		state,
		audience: choice(input.externalAudience, now.audience),
		start,
		end,
		internalReply: reply(input.internalReply, now.internalReply),
		externalReply: reply(input.externalReply, now.externalReply),
	};
}

export const setOutOfOffice: ProcedureHandler = {
	async run(context, input, scope, call) {
		const { channel, settings } = context;
		const mailbox = await mailboxOf(context, input, scope, call);
		const way = reach(scope, call, settings);
		const now = await getUserOofSettings(channel, mailbox, way.call);
		await setUserOofSettings(channel, mailbox, merged(input, now), way.call);
		return [{ row: rowOf(mailbox, await getUserOofSettings(channel, mailbox, way.call)) }];
	},
};
