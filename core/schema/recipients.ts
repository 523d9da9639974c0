/** Reads recipients as people and programs write them. */

export interface Recipient {
	readonly name: string | null;
	readonly address: string | null;
	/** Contact or distribution list of the mailbox; such a list has no address. */
	readonly itemId?: string;
}

export interface Attendee extends Recipient {
	readonly type: 'required' | 'optional' | 'resource';
	readonly response?: string | null;
	readonly responseTime?: string | null;
}

/** An SMTP address, or an X.500 address such as Exchange uses inside. */
const ADDRESS = /^(?:[^\s<>,;@]+@[^\s<>,;@]+|\/o=[^<>;]+)$/i;

/** Splits at commas and semicolons that stand outside quotes and angle brackets. */
export function splitRecipients(text: string): string[] {
	const parts: string[] = [];
	let part = '';
	let quoted = false;
	let bracket = false;
	for (let index = 0; index < text.length; index++) {
		const character = text.charAt(index);
		if (quoted && character === '\\') {
			part += character + text.charAt(++index);
			continue;
		}
		if (character === '"') quoted = !quoted;
		else if (!quoted && character === '<') bracket = true;
		else if (!quoted && character === '>') bracket = false;
		if (!quoted && !bracket && (character === ',' || character === ';' || character === '\n')) {
			parts.push(part);
			part = '';
		} else {
			part += character;
		}
	}
	parts.push(part);
	return parts.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** `Name <a@b>`, `"Name, First" <a@b>` or `a@b`; `undefined` for anything else. */
export function readRecipientText(text: string): Recipient | undefined {
	const trimmed = text.trim();
	if (ADDRESS.test(trimmed)) return { name: null, address: trimmed };
	if (!trimmed.endsWith('>')) return undefined;
	const open = trimmed.lastIndexOf('<');
	if (open < 0) return undefined;
	const address = trimmed.slice(open + 1, -1).trim();
	if (!ADDRESS.test(address)) return undefined;
	const name = trimmed.slice(0, open).trim();
	const bare =
		name.length >= 2 && name.startsWith('"') && name.endsWith('"')
			? name.slice(1, -1).replace(/\\(.)/g, '$1')
			: name;
	return { name: bare === '' ? null : bare, address };
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text, `{name, address}` or Graph's `{emailAddress: {name, address}}`; `undefined` for anything else. */
export function readRecipient(value: unknown): Recipient | undefined {
	if (typeof value === 'string') return readRecipientText(value);
	if (!isFields(value)) return undefined;
	const inner = isFields(value.emailAddress) ? value.emailAddress : value;
	const address =
		inner.address ?? (typeof value.emailAddress === 'string' ? value.emailAddress : null);
	const name = inner.name ?? null;
	if (name !== null && typeof name !== 'string') return undefined;
	const shown = name === '' ? null : name;
	const itemId = typeof value.itemId === 'string' && value.itemId !== '' ? value.itemId : undefined;
	if (itemId !== undefined && (address === null || address === '')) {
		return { name: shown, address: null, itemId };
	}
	if (typeof address !== 'string' || !ADDRESS.test(address.trim())) return undefined;
	return { name: shown, address: address.trim(), ...(itemId === undefined ? {} : { itemId }) };
}

const KINDS = ['required', 'optional', 'resource'] as const;

/** A recipient that may carry `type` (default required), `response` and `responseTime`. */
export function readAttendee(value: unknown): Attendee | undefined {
	const recipient = readRecipient(value);
	if (!recipient) return undefined;
	if (!isFields(value)) return { ...recipient, type: 'required' };
	const kind = value.type ?? 'required';
	const type = KINDS.find((known) => typeof kind === 'string' && known === kind.toLowerCase());
	if (!type) return undefined;
	const status = isFields(value.status) ? value.status : {};
	const response = value.response ?? status.response;
	const responseTime = value.responseTime ?? status.time;
	return {
		...recipient,
		type,
		...(typeof response === 'string' ? { response } : {}),
		...(typeof responseTime === 'string' ? { responseTime } : {}),
	};
}
