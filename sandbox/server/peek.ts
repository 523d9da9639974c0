/**
 * What a request says at first sight, read without parsing it: enough to choose a fault before the
 * request is processed. The real reading is the EWS layer's.
 */
export interface Glance {
	readonly operation?: string;
	readonly mailbox?: string;
}

const BODY = /<(?:[\w.-]+:)?Body\b[^>]*>\s*(?:<!--[\s\S]*?-->\s*)*<(?:[\w.-]+:)?([\w.-]+)/;
const IMPERSONATED =
	/<(?:[\w.-]+:)?(?:PrimarySmtpAddress|SmtpAddress|PrincipalName)>\s*([^<\s]+)\s*</;
const ADDRESSED =
	/<(?:[\w.-]+:)?DistinguishedFolderId\b[^>]*>\s*<(?:[\w.-]+:)?Mailbox>\s*<(?:[\w.-]+:)?EmailAddress>\s*([^<\s]+)\s*</;

export function glance(xml: string): Glance {
	const header = xml.slice(0, xml.search(BODY) + 1);
	return {
		operation: BODY.exec(xml)?.[1],
		mailbox: ADDRESSED.exec(xml)?.[1] ?? IMPERSONATED.exec(header)?.[1],
	};
}
