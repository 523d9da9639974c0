import { type EwsOperation, isError, messageError } from '../channel';
import type { EwsChannel } from '../channel';
import type { XmlTree } from '../decode/tree';
import type { EwsCall } from '../request';
import { ID_PLAN } from './answers';

type OneMessage = Pick<EwsOperation, 'name' | 'body' | 'safe' | 'since'>;

/** Sends a request that is answered with one message, and gives the parts of it. Throws for its error. */
export async function partsOf(
	channel: EwsChannel,
	operation: OneMessage,
	parts: readonly string[],
	call: EwsCall,
): Promise<Readonly<Record<string, XmlTree>>> {
	const answer = await channel.answer({ ...operation, plan: ID_PLAN, parts, expect: 1 }, call);
	const [message] = answer.messages;
	if (!message) return {};
	if (isError(message)) throw messageError(message, answer.requestId);
	return message.parts;
}
