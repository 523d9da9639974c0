import type { NtlmEvidence } from './signin/ntlmVerifier';
import type { Client } from './client';
import type { FaultKind } from './faults';

export interface LogEntry {
	/** ISO 8601, UTC. */
	readonly at: string;
	readonly method: string;
	readonly path: string;
	/** Number of the connection, counted from 1. */
	readonly connection: number;
	/** First request on its connection. */
	readonly newConnection: boolean;
	readonly secure: boolean;
	readonly client: Client;
	readonly userAgent: string;
	/** `DOMAIN\user`, once signed in. */
	readonly user?: string;
	/** How the request was signed in: a scheme, connection (signed in before), none. */
	readonly signIn?: string;
	/** Why a request was answered with 401. */
	readonly refused?: string;
	readonly evidence?: NtlmEvidence;
	/** What signed in within Negotiate. */
	readonly mechanism?: 'NTLM' | 'Kerberos';
	/** Whether the sign-in was tied to the TLS channel; absent: nobody looked. */
	readonly channelBound?: boolean;
	/** Local name of the SOAP body's element, such as `FindItem`. */
	readonly operation?: string;
	/** Endpoint of tokens, such as `Token` or `DeviceCode`; these are no EWS calls. */
	readonly endpoint?: string;
	/** `grant_type` of a request for tokens. */
	readonly grant?: string;
	readonly mailbox?: string;
	/** HTTP status; 0: the connection was dropped without an answer. */
	readonly status: number;
	/** Response codes of all response messages, in their order. */
	readonly codes: readonly string[];
	/** Records or folders that the request created, changed or deleted. */
	readonly writes: number;
	readonly isWrite: boolean;
	readonly bytesIn: number;
	readonly bytesOut: number;
	readonly milliseconds: number;
	/** Injected fault that the request met. */
	readonly fault?: FaultKind;
}

export interface LogFilter {
	readonly operation?: string;
	readonly mailbox?: string;
	readonly client?: Client;
	readonly isWrite?: boolean;
}

const MAX_ENTRIES = 100_000;

/** What was asked of the server, oldest first; the oldest of very many are dropped. */
export class RequestLog {
	readonly #entries: LogEntry[] = [];
	/** Connections that were opened. */
	connections = 0;
	/** Sign-ins by NTLM and Kerberos that were carried to their end. */
	handshakes = 0;

	add(entry: LogEntry): void {
		this.#entries.push(entry);
		if (this.#entries.length > MAX_ENTRIES) this.#entries.splice(0, MAX_ENTRIES / 10);
	}

	/** Entries that match all of the filter. */
	entries(filter: LogFilter = {}): LogEntry[] {
		return this.#entries.filter(
			(entry) =>
				(filter.operation === undefined || entry.operation === filter.operation) &&
				(filter.client === undefined || entry.client === filter.client) &&
				(filter.isWrite === undefined || entry.isWrite === filter.isWrite) &&
				(filter.mailbox === undefined ||
					entry.mailbox?.toLowerCase() === filter.mailbox.toLowerCase()),
		);
	}

	/** How many EWS calls (not handshake legs, not refused ones) matched the filter. */
	count(filter: LogFilter = {}): number {
		return this.entries(filter).filter((entry) => entry.operation !== undefined).length;
	}

	/** Sum of records written by matching requests. */
	writes(filter: LogFilter = {}): number {
		return this.entries(filter).reduce((sum, entry) => sum + entry.writes, 0);
	}

	clear(): void {
		this.#entries.length = 0;
		this.connections = 0;
		this.handshakes = 0;
	}
}
