import type { IncomingMessage } from 'node:http';
import { clientOf } from './client';
import type { LogEntry } from './requestLog';

/** An entry of the log while its request is being answered; a status of -1 is not known yet. */
export type Draft = { -readonly [Key in keyof LogEntry]: LogEntry[Key] };

export function draftOf(
	request: IncomingMessage,
	connection: { readonly number: number; readonly fresh: boolean },
): Draft {
	const userAgent = request.headers['user-agent'] ?? '';
	return {
		at: new Date().toISOString(),
		method: request.method ?? '',
		path: request.url ?? '',
		connection: connection.number,
		newConnection: connection.fresh,
		secure: 'encrypted' in request.socket,
		client: clientOf(userAgent),
		userAgent,
		status: -1,
		codes: [],
		writes: 0,
		isWrite: false,
		bytesIn: 0,
		bytesOut: 0,
		milliseconds: 0,
	};
}
