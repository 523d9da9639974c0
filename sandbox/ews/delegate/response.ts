import type { DeliverMeetingRequests, Mailbox } from '../../store';
import { demandMailbox, mailboxAt } from '../access';
import type { Context } from '../context';
import { alone, attempt, success, type Answer, type Message } from '../response';
import { element } from '../xml/escape';
import { at, child, type Node } from '../xml/node';

const USER = 'DelegateUserResponseMessageType';

/** One delegate of a request: what it was about becomes its own message. */
export function perDelegate(nodes: readonly Node[], work: (node: Node) => string): Message[] {
	return nodes.map((node) => attempt(USER, '', () => success(USER, work(node))));
}

/** The owner's DeliverMeetingRequests becomes what the request says, if it says so. */
export function writeDelivery(request: Node, owner: Mailbox): void {
	const text = child(request, 'DeliverMeetingRequests')?.text.trim();
	if (text === undefined) return;
	owner.services.deliverMeetingRequests = text as DeliverMeetingRequests;
}

/**
 * Answer of a delegate operation on the mailbox that the request names.
 * @param work the messages of the delegates
 * @param tail whether the answer ends with DeliverMeetingRequests
 */
export function delegateAnswer(
	name: string,
	request: Node,
	ctx: Context,
	tail: boolean,
	work: (owner: Mailbox) => readonly Message[],
): Answer {
	const inner: string[] = [];
	const message = attempt(name, '', () => {
		const owner = mailboxAt(ctx, at(request, 'Mailbox', 'EmailAddress')?.text);
		demandMailbox(ctx, owner);
		const messages = work(owner);
		inner.push(...messages.map((one) => one.code));
		const list =
			messages.length === 0
				? ''
				: `<m:ResponseMessages>${messages.map((one) => one.xml).join('')}</m:ResponseMessages>`;
		const delivery = tail
			? element('DeliverMeetingRequests', owner.services.deliverMeetingRequests).replaceAll(
					't:Deliver',
					'm:Deliver',
				)
			: '';
		return success(name, list + delivery);
	});
	const answer = alone(message);
	return { ...answer, codes: [...answer.codes, ...inner] };
}
