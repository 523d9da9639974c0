import type { Store } from '../store';

export interface EwsRequest {
	/** Who signed in: DOMAIN\name, user principal name or SMTP address. */
	readonly user: string;
	/** The request body. */
	readonly xml: string;
	/** Server build: 14.2 (Exchange 2010 SP2), 15.0 (2013), 15.1 (2016), 15.2 (2019 and SE). */
	readonly build: '14.2' | '15.0' | '15.1' | '15.2';
	/** Milliseconds since 1970; default the store's clock. */
	readonly now?: number;
}

export interface EwsAnswer {
	/** HTTP status: 200, or 500 with a SOAP fault. */
	readonly status: number;
	readonly xml: string;
	/** Local name of the request element, '' when it could not be read. */
	readonly operation: string;
	/** Primary SMTP of the mailbox that was addressed first, when one was. */
	readonly mailbox?: string;
	/** Items and folders that were created, changed, moved, sent or deleted. */
	readonly writes: number;
	/** ResponseCode of each response message, or of the fault. */
	readonly codes: string[];
}

/** One EWS request in, one answer out; the store changes. */
export type HandleEws = (store: Store, request: EwsRequest) => EwsAnswer;
export declare const handleEws: HandleEws;
