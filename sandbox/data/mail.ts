import { recipientOf } from '../store/directory';
import type { ItemInput, Mailbox, Recipient, Value } from '../store';
import type { Random } from '../store/random';
import { longText, sentence, word } from './words';

/** A received message; about every fourth sender is given by its X.500 address. */
export function message(
	random: Random,
	owner: Mailbox,
	people: readonly Mailbox[],
	received: number,
	index: number,
): ItemInput {
	const from = random.pick(people);
	const outside: Recipient = {
		name: `${word(random)} ${word(random)}`,
		address: `sender.${index}@example.org`,
		routing: 'SMTP',
		mailboxType: 'OneOff',
	};
	const legacy: Recipient = {
		name: from.displayName,
		address: from.legacyDn,
		routing: 'EX',
		mailboxType: 'Mailbox',
	};
	const sender = random.chance(0.25) ? legacy : random.chance(0.5) ? outside : recipientOf(from);
	const html = random.chance(0.6);
	const text = longText(random, 80 + random.below(900));
	const properties: Record<string, Value> = {
		'item:Subject': random.chance(0.03) ? longText(random, 280) : sentence(random, 5),
		'item:Body': html
			? {
					type: 'HTML',
					text: `<html><body><p>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p></body></html>`,
				}
			: { type: 'Text', text },
		'item:Importance': random.chance(0.1) ? 'High' : 'Normal',
		'item:Sensitivity': 'Normal',
		'item:DateTimeReceived': received,
		'item:DateTimeSent': received - 4000,
		'item:IsDraft': false,
		'item:IsSubmitted': false,
		'item:IsFromMe': false,
		'item:IsResend': false,
		'item:IsUnmodified': true,
		'message:From': sender,
		'message:Sender': sender,
		'message:ToRecipients': [recipientOf(owner)],
		'message:IsRead': random.chance(0.6),
		'message:IsReadReceiptRequested': false,
		'message:IsDeliveryReceiptRequested': false,
		'message:InternetMessageId': `<${index}.${owner.guid.slice(0, 8)}@example.org>`,
		'message:ReceivedBy': recipientOf(owner),
	};
	if (random.chance(0.3)) properties['message:CcRecipients'] = [outside];
	if (random.chance(0.1)) properties['item:Categories'] = ['Newsletter'];
	return { kind: 'Message', properties, created: received };
}
