import type { FileContent } from '../../../schema/file';
import { base64, element, type Xml } from './element';

/** What is attached to an item. */
export type NewAttachment =
	| {
			readonly file: FileContent;
			/** Name under which an HTML body shows it: `cid:` and this. */
			readonly contentId?: string;
			readonly isInline?: boolean;
	  }
	/** A copy of another item, by its MIME content. */
	| { readonly item: FileContent };

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/fileattachment */
export function attachmentXml(attachment: NewAttachment): Xml {
	if ('item' in attachment) {
		const { item } = attachment;
		return element(
			't:ItemAttachment',
			null,
			element('t:Name', null, item.name),
			element('t:Message', null, element('t:MimeContent', null, base64(item))),
		);
	}
	const { file, contentId, isInline } = attachment;
	return element(
		't:FileAttachment',
		null,
		element('t:Name', null, file.name),
		file.contentType === '' ? undefined : element('t:ContentType', null, file.contentType),
		contentId === undefined ? undefined : element('t:ContentId', null, contentId),
		isInline ? element('t:IsInline', null, 'true') : undefined,
		element('t:Content', null, base64(file)),
	);
}
