import type { Files } from '../../files/files';
import type { KdcClock } from './clock';
import { nameText } from './names';
import { liveCredentials, parseTicketCache, type TicketCache } from './ticketCache';
import type { KerberosIdentity } from '../identity';
import type { Credential } from './types';

/** How long what was read of the file is taken for what is in it, in milliseconds. */
const FRESH_MS = 2000;

/** The tickets that another program, such as kinit in a cron job, keeps in a file. Nothing is written. */
export class CacheTickets {
	readonly label: string;
	private bytes?: Buffer;
	private cache?: TicketCache;
	private readAt = -Infinity;

	constructor(
		private readonly identity: Pick<KerberosIdentity, 'ticketCache' | 'ticketCacheFile'>,
		private readonly files: Files,
		private readonly clock: KdcClock,
	) {
		this.label =
			identity.ticketCacheFile === undefined
				? 'Kerberos Ticket Cache Content'
				: 'Kerberos Ticket Cache';
	}

	/** Reads the file again; whether it has changed since. */
	async refresh(now = false): Promise<boolean> {
		if (!now && performance.now() - this.readAt < FRESH_MS) return false;
		const { ticketCacheFile: file, ticketCache = '' } = this.identity;
		if (file === undefined && this.cache) return false;
		const bytes =
			file === undefined
				? Buffer.from(ticketCache, 'base64')
				: await this.files.read(file.replace(/^FILE:/, ''), this.label);
		this.readAt = performance.now();
		if (this.bytes?.equals(bytes)) return false;
		this.cache = parseTicketCache(bytes, this.label);
		this.bytes = bytes;
		if (this.cache.clockOffset !== 0) this.clock.offset = this.cache.clockOffset;
		return true;
	}

	get client(): string {
		const { principal } = this.cache!;
		return `${nameText(principal)}@${principal.realm}`;
	}

	get realm(): string {
		return this.cache!.principal.realm;
	}

	/** @throws InputError when all of them have ended */
	live(): readonly Credential[] {
		return liveCredentials(this.cache!, this.clock.now(), this.label);
	}
}
