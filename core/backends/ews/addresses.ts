import { CancelledError, ExchangeError } from '../../errors';
import type { Column, Row } from '../../schema/column';
import type { EwsChannel } from './channel';
import { resolveNames, type Resolution } from './operations/resolveNames';
import type { EwsCall } from './request';

const CACHE_CAP = 20_000;
const AT_ONCE = 4;
const RECIPIENTS: ReadonlySet<string> = new Set(['recipient', 'recipientList', 'attendeeList']);

/** Key beside a resolved text column, and in a resolved recipient, that holds the X.500 original. */
export const originalKey = (column: string) => `${column}Original`;
const ORIGINAL_IN_RECIPIENT = 'x500Address';

/**
 * Turns X.500 addresses (routing type EX, such as `/o=Contoso/ou=…/cn=…`) into SMTP, many rows at a
 * time. The original stays beside: `emailAddress1Original` in the row, `x500Address` in a recipient. What
 * the directory does not know any more stays as it is. Kept for the session, at most 20,000.
 */
export class AddressBook {
	private readonly known = new Map<string, string | null>();

	constructor(private readonly channel: EwsChannel) {}

	/** Columns of these that hold addresses. */
	static columns(columns: readonly Column[]): Column[] {
		return columns.filter(({ type, ews, partOf }) => {
			if (RECIPIENTS.has(type) || partOf?.path === '[]/address') return true;
			const at = ews?.at ?? '';
			return type === 'text' && !at.includes('@') && /^EmailAddresses\/|EmailAddress$/.test(at);
		});
	}

	/** Whether a row holds an X.500 address. */
	needs(row: Row, columns: readonly Column[]): boolean {
		return columns.some(({ id }) => {
			const value = row[id];
			return (
				value !== null && (typeof value === 'string' ? isX500(value) : x500In(value).length > 0)
			);
		});
	}

	/** Replaces in place. */
	async resolve(rows: readonly Row[], columns: readonly Column[], call: EwsCall): Promise<void> {
		if (columns.length === 0) return;
		const wanted = new Map<string, string>();
		for (const row of rows) {
			for (const { id } of columns) {
				for (const address of x500In(row[id])) wanted.set(address.toLowerCase(), address);
			}
		}
		if (wanted.size === 0) return;
		const open = [...wanted].filter(([key]) => !this.known.has(key));
		for (let start = 0; start < open.length; start += AT_ONCE) {
			await Promise.all(
				open.slice(start, start + AT_ONCE).map(async ([key, address]) => {
					this.remember(key, await this.lookUp(address, call));
				}),
			);
		}
		for (const row of rows) {
			for (const { id } of columns) this.replace(row, id);
		}
	}

	private async lookUp(address: string, call: EwsCall): Promise<string | null> {
		const text = address.replace(/^ex:/i, '');
		try {
			const found = await resolveNames(this.channel, { text, contactData: true }, call);
			const [only, ...others] = found.resolutions;
			return only && others.length === 0 ? smtpOf(only) : null;
		} catch (error) {
			if (error instanceof CancelledError || !(error instanceof ExchangeError)) throw error;
			if (error.kind === 'retriable') throw error;
			return null;
		}
	}

	private remember(key: string, address: string | null): void {
		if (this.known.size >= CACHE_CAP) {
			const oldest = this.known.keys().next();
			if (!oldest.done) this.known.delete(oldest.value);
		}
		this.known.set(key, address);
	}

	private smtp(address: string): string | undefined {
		return this.known.get(address.toLowerCase()) ?? undefined;
	}

	private replace(row: Row, id: string): void {
		const value = row[id];
		if (typeof value === 'string') {
			const smtp = isX500(value) ? this.smtp(value) : undefined;
			if (smtp === undefined) return;
			row[originalKey(id)] ??= value;
			row[id] = smtp;
		} else if (Array.isArray(value)) {
			row[id] = value.map((entry: unknown) => this.replaced(entry));
		} else {
			row[id] = this.replaced(value);
		}
	}

	private replaced(recipient: unknown): unknown {
		if (isX500(recipient)) return this.smtp(recipient) ?? recipient;
		const address = addressOf(recipient);
		const smtp = isX500(address) ? this.smtp(address) : undefined;
		if (smtp === undefined) return recipient;
		return { ...(recipient as object), address: smtp, [ORIGINAL_IN_RECIPIENT]: address };
	}
}

function x500In(value: unknown): string[] {
	if (typeof value === 'string') return isX500(value) ? [value] : [];
	const entries: unknown[] = Array.isArray(value) ? value : [value];
	return entries.map(addressOf).filter(isX500);
}

function addressOf(recipient: unknown): unknown {
	if (typeof recipient === 'string') return recipient;
	return (recipient as { address?: unknown } | null | undefined)?.address;
}

const X500 = /^(?:ex:)?\/o=/i;

function isX500(address: unknown): address is string {
	return typeof address === 'string' && X500.test(address);
}

/** The primary address: the one written `SMTP:` in capitals. */
export function smtpOf(found: Resolution): string | null {
	if (found.address?.includes('@') && !isX500(found.address)) return found.address;
	const prefixed = found.addresses.find((address) => address.startsWith('SMTP:'));
	const any = prefixed ?? found.addresses.find((address) => /^smtp:/i.test(address));
	return any?.slice('smtp:'.length) ?? null;
}
