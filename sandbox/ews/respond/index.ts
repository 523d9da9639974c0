import type { Context } from '../context';
import type { Message } from '../response';
import type { Node } from '../xml/node';

/**
 * A response object inside CreateItem: an answer to another item, not an item of its own.
 * @throws EwsError
 */
export type Respond = (node: Node, request: Node, ctx: Context) => Message;

/** Element -> handler. */
export const RESPOND: Readonly<Record<string, Respond>> = {};
