import { attachmentOf } from '../attachment/find';
import { attachmentXml } from '../attachment/print';
import type { Context } from '../context';
import { Shape } from '../fields/shape';
import { answer, attempt, success, type Answer } from '../response';
import { wholeView } from '../view';
import { wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import type { Attachment } from '../../store';

const NAME = 'GetAttachmentResponseMessage';

/** AttachmentShape names no base: an attached item comes whole. */
function shapeOf(request: Node, ctx: Context): Shape {
	const asked = child(request, 'AttachmentShape');
	const base: Node = {
		...request,
		name: 'BaseShape',
		attributes: {},
		children: [],
		text: 'AllProperties',
	};
	return new Shape({ ...request, children: [base, ...(asked?.children ?? [])] }, ctx, false);
}

function contentXml(attachment: Attachment, shape: Shape, ctx: Context): string {
	if (attachment.item !== undefined) return shape.print(wholeView(attachment.item));
	const { content } = attachment;
	const known = content !== undefined && ctx.rules.holds('attachment-content-is-kept');
	return !known ? '' : `<t:Content>${content}</t:Content>`;
}

/** @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/getattachment-operation */
export function getAttachment(request: Node, ctx: Context): Answer {
	const messages = below(request, 'AttachmentIds').map((node) =>
		attempt(NAME, '<m:Attachments/>', () => {
			const shape = shapeOf(request, ctx);
			const attachment = attachmentOf(node, ctx);
			const xml = attachmentXml(attachment, ctx, contentXml(attachment, shape, ctx));
			return success(NAME, wrap('m:Attachments', xml));
		}),
	);
	return answer('GetAttachment', messages);
}
