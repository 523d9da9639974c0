import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Account } from '../account';
import type { NtlmEvidence } from './ntlmVerifier';

export type Scheme = 'NTLM' | 'Negotiate' | 'Kerberos' | 'Basic' | 'Digest' | 'Bearer';

/** What a client showed with one request. */
export interface Presented {
	readonly request: Pick<IncomingMessage, 'headers' | 'socket' | 'method' | 'url'>;
	/** What follows the name of the scheme in the Authorization header. */
	readonly credentials: string;
	/** The body; read when a scheme asks for it. */
	readonly body: () => Promise<Buffer>;
}

export interface SignedIn {
	readonly account: Account;
	/** Signed in without a user: every mailbox is open to it by impersonation. */
	readonly isApplication?: boolean;
	/** Headers for the answer. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Who signed in by a connection-bound scheme: whether the connection's next requests are theirs too. */
	readonly persists?: boolean;
	/** What signed in within Negotiate. */
	readonly mechanism?: 'NTLM' | 'Kerberos';
	readonly evidence?: NtlmEvidence;
	/** Whether the sign-in was tied to the TLS channel. */
	readonly channelBound?: boolean;
}

export interface Refused {
	readonly reason: string;
	/** Values of `WWW-Authenticate`; absent: the offers of all schemes. */
	readonly challenges?: readonly string[];
	/** Headers for the answer besides these. */
	readonly headers?: Readonly<Record<string, string>>;
}

/** Decides for one scheme. */
export interface SchemeVerifier {
	/** Values of `WWW-Authenticate` for who has not signed in. */
	offers(): readonly string[];
	check(presented: Presented): SignedIn | Refused | Promise<SignedIn | Refused>;
	/** The identity sticks to the socket, as IIS does: a request without credentials may be somebody's. */
	readonly isConnectionBound?: boolean;
	/** Drops what was begun on a socket. */
	forget?(socket: Socket): void;
}
