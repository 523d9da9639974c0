import { FatalError } from '../../../errors';
import type { EwsChannel } from '../channel';
import { child, childText, type XmlTree } from '../decode/tree';
import { faultError } from '../faults';
import type { EwsCall } from '../request';
import { element, type Xml } from '../xml/element';
import { ID_PLAN } from './answers';

/** UserOofSettings; texts and choices as EWS spells them. */
export interface OofSettings {
	/** Disabled, Enabled, Scheduled. */
	readonly state: string;
	/** None, Known, All. */
	readonly audience: string;
	/** xs:dateTime; a time without offset is UTC. */
	readonly start?: string;
	readonly end?: string;
	readonly internalReply?: string;
	readonly externalReply?: string;
}

export interface OofAnswer extends OofSettings {
	/** To whom the server lets external replies go. */
	readonly allowExternal?: string;
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/getuseroofsettings-operation */
export async function getUserOofSettings(
	channel: EwsChannel,
	address: string,
	call: EwsCall,
): Promise<OofAnswer> {
	const body = await exchange(
		channel,
		{
			name: 'GetUserOofSettings',
			safe: true,
			body: element('m:GetUserOofSettingsRequest', null, mailbox(address)),
		},
		call,
	);
	const settings = child(body, 'OofSettings');
	const duration = child(settings, 'Duration');
	return {
		state: childText(settings, 'OofState')?.trim() ?? 'Disabled',
		audience: childText(settings, 'ExternalAudience')?.trim() ?? 'None',
		start: childText(duration, 'StartTime')?.trim(),
		end: childText(duration, 'EndTime')?.trim(),
		internalReply: childText(child(settings, 'InternalReply'), 'Message'),
		externalReply: childText(child(settings, 'ExternalReply'), 'Message'),
		allowExternal: childText(body, 'AllowExternalOof')?.trim(),
	};
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/setuseroofsettings-operation */
export async function setUserOofSettings(
	channel: EwsChannel,
	address: string,
	settings: OofSettings,
	call: EwsCall,
): Promise<void> {
	const { state, audience, start, end, internalReply, externalReply } = settings;
	const reply = (name: string, text: string | undefined) =>
		text === undefined ? undefined : element(name, null, element('t:Message', null, text));
	await exchange(
		channel,
		{
			name: 'SetUserOofSettings',
			// The same settings twice are the same settings.
			safe: true,
			body: element(
				'm:SetUserOofSettingsRequest',
				null,
				mailbox(address),
				element(
					't:UserOofSettings',
					null,
					element('t:OofState', null, state),
					element('t:ExternalAudience', null, audience),
					start !== undefined && end !== undefined
						? element(
								't:Duration',
								null,
								element('t:StartTime', null, start),
								element('t:EndTime', null, end),
							)
						: undefined,
					reply('t:InternalReply', internalReply),
					reply('t:ExternalReply', externalReply),
				),
			),
		},
		call,
	);
}

const mailbox = (address: string): Xml =>
	element('t:Mailbox', null, element('t:Address', null, address));

/** These operations are older than the common form of answers: one ResponseMessage beside the result. */
async function exchange(
	channel: EwsChannel,
	operation: { readonly name: string; readonly safe: boolean; readonly body: Xml },
	call: EwsCall,
): Promise<XmlTree | undefined> {
	const { body, requestId } = await channel.answer(
		{ ...operation, plan: ID_PLAN, whole: true },
		call,
	);
	checkMessage(child(body, 'ResponseMessage'), operation.name, requestId);
	return body;
}

/** Throws for a ResponseMessage that says so, and for one that is missing. */
export function checkMessage(
	message: XmlTree | undefined,
	operation: string,
	requestId: string | undefined,
): void {
	if (message && message.attributes.ResponseClass !== 'Error') return;
	if (!message) {
		throw new FatalError(`The server answered ${operation} without a result`, {
			code: 'UNEXPECTED_ANSWER',
			requestId,
			advice: 'Check that the server address is an Exchange server.',
		});
	}
	throw faultError({
		code: childText(message, 'ResponseCode')?.trim() ?? 'UNEXPECTED_ANSWER',
		text: childText(message, 'MessageText'),
		requestId,
	});
}
