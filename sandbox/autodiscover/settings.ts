import type { Mailbox } from '../store';
import { BUILDS, type Build } from '../ews/version';

/** What both forms of Autodiscover tell about one mailbox. */
export interface Settings {
	readonly displayName: string;
	readonly legacyDn: string;
	readonly address: string;
	/** GUID of the organization. */
	readonly deploymentId: string;
	readonly server: string;
	readonly serverVersion: string;
	readonly ewsUrl: string;
}

/** Where the sandbox listens, without a slash at the end. */
export function settingsOf(mailbox: Mailbox, origin: string, build: Build): Settings {
	const { guid } = mailbox;
	const parts = [guid.slice(0, 8), guid.slice(8, 12), guid.slice(12, 16), guid.slice(16, 20)];
	return {
		displayName: mailbox.displayName,
		legacyDn: mailbox.legacyDn,
		address: mailbox.primarySmtp,
		deploymentId: [...parts, guid.slice(20)].join('-'),
		server: `${parts.join('-')}@${mailbox.primarySmtp.split('@')[1] ?? ''}`,
		serverVersion: BUILDS[build].numbers.join('.'),
		ewsUrl: `${origin}/EWS/Exchange.asmx`,
	};
}
