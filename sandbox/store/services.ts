import { OFFICE_HOURS, present, type Absence, type WorkingHours } from './absence';

/** Where meeting requests of a person with delegates go; DeliverMeetingRequestsType. */
export type DeliverMeetingRequests =
	'DelegatesOnly' | 'DelegatesAndMe' | 'DelegatesAndSendInformationToMe' | 'NoForward';

export interface Delegate {
	readonly receiveCopies: boolean;
	readonly viewPrivate: boolean;
}

/** An element of a rule as the client wrote it. */
export interface RulePart {
	readonly name: string;
	readonly attributes?: Readonly<Record<string, string>>;
	readonly text?: string;
	readonly children?: readonly RulePart[];
}

/** A rule of the Inbox, in the order that `priority` says; 1 comes first. */
export interface InboxRule {
	readonly id: string;
	priority: number;
	/** The Rule element as it was written, without RuleId and Priority. */
	readonly parts: readonly RulePart[];
}

export interface Photo {
	readonly contentType: string;
	/** Base64. */
	readonly data: string;
}

/** What a mailbox has besides folders and items. */
export interface MailboxServices {
	/** Primary SMTP of the delegate -> how; the folders' permissions say what it may do. */
	readonly delegates: Map<string, Delegate>;
	deliverMeetingRequests: DeliverMeetingRequests;
	inboxRules: InboxRule[];
	/** Rules that only Outlook runs, by name; they live in one blob and are lost with it. */
	clientRules: string[];
	photo: Photo | undefined;
	/** Custom MailTip; '' for none. */
	mailTip: string;
	/** Over its quota: mail to it comes back. */
	full: boolean;
	moderated: boolean;
	/** Not everybody may send to it. */
	restricted: boolean;
	/** Milliseconds since 1970; undefined when it never expires. */
	passwordExpires: number | undefined;
	absence: Absence;
	workingHours: WorkingHours;
}

export function noServices(): MailboxServices {
	return {
		delegates: new Map(),
		deliverMeetingRequests: 'DelegatesAndSendInformationToMe',
		inboxRules: [],
		clientRules: [],
		photo: undefined,
		mailTip: '',
		full: false,
		moderated: false,
		restricted: false,
		passwordExpires: undefined,
		absence: present(),
		workingHours: OFFICE_HOURS,
	};
}
