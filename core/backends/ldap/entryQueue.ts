import { CancelledError } from '../../errors';
import type { Entry } from './entry';

/** More than this waits in the network, not here. */
const MOST_ENTRIES = 500;
const MOST_BYTES = 512 << 10;
/** Small enough not to hold up others in the process. */
const PIECE = 200;

/**
 * Entries between the server and their reader. `isFull` tells the server's side to wait; it may go on
 * nevertheless, while another answer is wanted from the same connection.
 */
export class EntryQueue {
	/** Called when it becomes full, and when there is room again. */
	onFull?: (isFull: boolean) => void;
	private entries: Entry[] = [];
	private bytes = 0;
	private isEnded = false;
	private isDue = false;
	private failure: unknown;
	private wake?: () => void;
	private whenEmpty?: () => void;
	private isClosed = false;

	constructor(private readonly signal?: AbortSignal) {}

	get isFull(): boolean {
		return this.entries.length >= MOST_ENTRIES || this.bytes >= MOST_BYTES;
	}

	/** Nobody reads any more. */
	get closed(): boolean {
		return this.isClosed;
	}

	/** Bytes that wait for their reader. */
	get waiting(): number {
		return this.bytes;
	}

	push(entry: Entry, bytes: number): void {
		if (this.isClosed) return;
		this.entries.push(entry);
		this.bytes += bytes;
		if (this.entries.length >= PIECE || this.isFull) this.rouse();
		if (this.isFull) this.onFull?.(true);
	}

	/** What is there is read now, however little: a page is whole. */
	flush(): void {
		this.isDue = true;
		this.rouse();
	}

	/** No more will come; what is there is still read before an error is told. */
	end(failure?: unknown): void {
		this.isEnded = true;
		this.failure = failure;
		this.rouse();
	}

	close(): void {
		this.isClosed = true;
		this.entries = [];
		this.bytes = 0;
		this.onFull?.(false);
		this.whenEmpty?.();
	}

	/** When the reader has used all that came and wants more, or reads no more. */
	async drained(): Promise<void> {
		if (this.wake || this.isClosed) return;
		await new Promise<void>((resolve) => {
			this.whenEmpty = resolve;
		});
	}

	/** The next entries; undefined: that was all. */
	async next(): Promise<Entry[] | undefined> {
		for (;;) {
			if (this.signal?.aborted) throw new CancelledError();
			const { length } = this.entries;
			const isDue = this.isDue || this.isEnded || this.isFull;
			if (length > 0 && (length >= PIECE || isDue)) return this.take();
			this.isDue = false;
			if (this.isEnded) {
				if (this.failure !== undefined) throw this.failure;
				return undefined;
			}
			await new Promise<void>((resolve) => {
				this.wake = resolve;
				this.whenEmpty?.();
			});
		}
	}

	private take(): Entry[] {
		const { length } = this.entries;
		const piece = this.entries.splice(0, PIECE);
		this.bytes = Math.round(this.bytes * (1 - piece.length / length));
		if (!this.isFull) this.onFull?.(false);
		return piece;
	}

	private rouse(): void {
		const { wake } = this;
		this.wake = undefined;
		wake?.();
	}
}
