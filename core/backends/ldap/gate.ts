import type net from 'node:net';
import { Duplex } from 'node:stream';
import type { Entry } from './entry';
import { LinkError } from './errors';
import { headOf, MessageSplitter, Names, OPERATION, readEntry, readReference } from './message';

/** How much a server may send, in bytes. */
export interface Limits {
	/** As one message before it has taken the sign-in. */
	readonly before: number;
	/** As one message later; a group of a million members is one where ranges are not known. */
	readonly message: number;
	/** As entries of one answer that wait in memory. */
	readonly answer: number;
}

export const LIMITS: Limits = { before: 1 << 20, message: 64 << 20, answer: 256 << 20 };

/** Where the entries of one search go as they arrive. */
export interface Sink {
	entry(entry: Entry, bytes: number): void;
	references(urls: readonly string[], bytes: number): void;
}

/**
 * Stands between the socket and the library: cuts what arrives into messages of bounded size, hands the
 * entries of a search to whoever asked for it and everything else, message by message, to the library.
 * The library would hold all entries of a page, each value twice, until the page is whole, and would
 * wait for as many bytes as a server announces.
 */
export class Gate extends Duplex {
	/** Why the connection was given up, where the server is to blame. */
	blame: LinkError | undefined;
	private readonly splitter: MessageSplitter;
	private readonly sinks = new Map<number, Sink>();
	private readonly names = new Names();
	private resting = false;
	private held = false;

	constructor(
		private readonly socket: net.Socket,
		readonly limits: Limits,
	) {
		super({ allowHalfOpen: true });
		this.splitter = new MessageSplitter(limits.before);
		socket.on('data', (chunk: Buffer) => this.receive(chunk));
		socket.on('end', () => this.push(null));
		socket.on('error', (error) => this.destroy(error));
		socket.on('close', () => this.destroy());
	}

	/** As the library asks a socket. */
	get connecting(): boolean {
		return false;
	}

	get readyState(): 'open' | 'closed' {
		return this.destroyed ? 'closed' : 'open';
	}

	/** After the sign-in: answers may be large. */
	trust(): void {
		this.splitter.limit = this.limits.message;
	}

	/** Entries that answer this request go to `sink` until `ignore`. */
	listen(id: number, sink: Sink): void {
		this.sinks.set(id, sink);
	}

	ignore(id: number): void {
		this.sinks.delete(id);
	}

	/** Leaves in the network what arrives, until released. */
	hold(isHeld: boolean): void {
		if (this.held === isHeld) return;
		this.held = isHeld;
		if (isHeld) this.socket.pause();
		else if (!this.resting) this.socket.resume();
	}

	/** Ends the connection over what the server sent. */
	refuse(error: LinkError): void {
		this.blame ??= error;
		this.destroy(error);
	}

	override _read(): void {
		// What arrives is pushed.
	}

	override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
		this.socket.write(chunk, done);
	}

	override _final(done: () => void): void {
		this.socket.end();
		done();
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		this.sinks.clear();
		this.socket.destroy();
		done(error);
	}

	private receive(chunk: Buffer): void {
		if (this.destroyed) return;
		// Lets others in the process run between two reads.
		this.resting = true;
		this.socket.pause();
		setImmediate(() => {
			this.resting = false;
			if (!this.held) this.socket.resume();
		});
		try {
			this.splitter.push(chunk, (message) => this.sort(message));
		} catch (error) {
			if (!(error instanceof LinkError)) throw error;
			this.refuse(error);
		}
	}

	private sort(message: Buffer): void {
		const { id, operation } = headOf(message);
		const { length } = message;
		if (operation === OPERATION.entry) {
			this.sinks.get(id)?.entry(readEntry(message, this.names), length);
		} else if (operation === OPERATION.reference) {
			this.sinks.get(id)?.references(readReference(message), length);
		} else this.push(message);
	}
}
