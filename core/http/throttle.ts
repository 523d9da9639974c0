import { CancelledError } from '../errors';

/** A request's place among those of its account. */
export interface Slot {
	/** The reader of the answer is elsewhere: after a while the place counts as free. */
	pause(): void;
	resume(): void;
	release(): void;
}

interface Account {
	limit: number;
	readonly slots: Set<OpenSlot>;
	readonly waiting: Array<() => void>;
	/** Time before which nothing starts. */
	notBefore: number;
	/** Answers since the limit last changed. */
	successes: number;
	timer?: NodeJS.Timeout;
}

interface OpenSlot {
	pausedSince?: number;
}

const PAUSE_GRACE_MS = 250;
const RECOVER_AFTER = 16;
/** However long a server asks to wait, the next request is not held back longer than this. */
const LONGEST_PAUSE_MS = 120_000;

/**
 * Concurrency per charged account. Exchange counts what an account has open and answers
 * ErrorServerBusy or 503 above its limit, so that signal halves the limit, and each
 * `RECOVER_AFTER` answers without it give one place back.
 * https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange
 */
export class Throttle {
	private readonly accounts = new Map<string, Account>();

	constructor(private readonly limit = 4) {}

	/** `onHeld` is told the milliseconds when a pause that the server asked for stands in the way. */
	async acquire(
		name: string | undefined,
		signal?: AbortSignal,
		onHeld?: (waitMs: number) => void,
	): Promise<Slot> {
		const account = this.account(name);
		const pause = account.notBefore - Date.now();
		if (pause > 0) onHeld?.(pause);
		while (!this.isFree(account)) await this.wait(account, signal);
		if (signal?.aborted) {
			this.wake(account);
			throw new CancelledError();
		}
		const open: OpenSlot = {};
		account.slots.add(open);
		return {
			pause: () => (open.pausedSince = Date.now()),
			resume: () => (open.pausedSince = undefined),
			release: () => {
				if (account.slots.delete(open)) this.wake(account);
			},
		};
	}

	busy(name: string | undefined, waitMs = 0): void {
		const account = this.account(name);
		account.limit = Math.max(1, Math.floor(account.limit / 2));
		account.successes = 0;
		const pause = Math.min(Math.max(0, waitMs), LONGEST_PAUSE_MS);
		account.notBefore = Math.max(account.notBefore, Date.now() + pause);
	}

	succeeded(name: string | undefined): void {
		const account = this.account(name);
		if (account.limit >= this.limit || ++account.successes < RECOVER_AFTER) return;
		account.successes = 0;
		account.limit++;
		this.wake(account);
	}

	/** Places that the account has now. */
	limitOf(name: string | undefined): number {
		return this.account(name).limit;
	}

	private account(name = ''): Account {
		const key = name.toLowerCase();
		let account = this.accounts.get(key);
		if (!account) {
			account = { limit: this.limit, slots: new Set(), waiting: [], notBefore: 0, successes: 0 };
			this.accounts.set(key, account);
		}
		return account;
	}

	private isFree(account: Account): boolean {
		const now = Date.now();
		if (account.notBefore > now) return false;
		let used = 0;
		// An answer that its reader has left open must not block the call that the reader makes meanwhile.
		for (const { pausedSince } of account.slots) {
			if (pausedSince === undefined || now - pausedSince < PAUSE_GRACE_MS) used++;
		}
		return used < account.limit;
	}

	private wait(account: Account, signal?: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			if (signal?.aborted) return reject(new CancelledError());
			const go = () => {
				signal?.removeEventListener('abort', cancel);
				resolve();
			};
			const cancel = () => {
				const at = account.waiting.indexOf(go);
				if (at >= 0) account.waiting.splice(at, 1);
				reject(new CancelledError());
			};
			signal?.addEventListener('abort', cancel, { once: true });
			account.waiting.push(go);
			this.watch(account);
		});
	}

	private wake(account: Account): void {
		if (this.isFree(account)) account.waiting.shift()?.();
	}

	/** Looks again while somebody waits: back-off times and paused readers end without an event. */
	private watch(account: Account): void {
		if (account.timer) return;
		const pause = account.notBefore - Date.now();
		account.timer = setTimeout(
			() => {
				account.timer = undefined;
				this.wake(account);
				if (account.waiting.length > 0) this.watch(account);
			},
			Math.min(Math.max(pause, 20), PAUSE_GRACE_MS),
		);
	}
}
