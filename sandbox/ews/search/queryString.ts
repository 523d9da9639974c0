import { DateTime } from 'luxon';
import type { Context } from '../context';
import { EwsError } from '../errors';
import type { Subject, Test } from './restriction';
import { tokens, type Token } from './queryTokens';

const MAX_DEPTH = 32;

const TEXTS: Readonly<Record<string, readonly string[]>> = {
	subject: ['item:Subject'],
	body: ['item:Body'],
	from: ['message:From', 'message:Sender'],
	to: ['message:ToRecipients'],
	cc: ['message:CcRecipients'],
	bcc: ['message:BccRecipients'],
	participants: [
		'message:From',
		'message:ToRecipients',
		'message:CcRecipients',
		'message:BccRecipients',
	],
	category: ['item:Categories'],
	location: ['calendar:Location'],
	firstname: ['contacts:GivenName'],
	lastname: ['contacts:Surname'],
	company: ['contacts:CompanyName'],
};

const EVERYWHERE: readonly string[] = [
	...new Set([
		...Object.values(TEXTS).flat(),
		'contacts:DisplayName',
		'contacts:FileAs',
		'contacts:EmailAddress:EmailAddress1',
	]),
];

const TIMES: Readonly<Record<string, string>> = {
	received: 'item:DateTimeReceived',
	sent: 'item:DateTimeSent',
	created: 'item:DateTimeCreated',
	start: 'calendar:Start',
	end: 'calendar:End',
	due: 'task:DueDate',
};

const FLAGS: Readonly<Record<string, string>> = {
	hasattachment: 'item:HasAttachments',
	hasattachments: 'item:HasAttachments',
	isread: 'message:IsRead',
};

const KINDS: Readonly<Record<string, RegExp>> = {
	email: /^IPM\.(Note|Schedule)/i,
	meetings: /^IPM\.(Appointment|Schedule)/i,
	contacts: /^IPM\.(Contact|DistList)/i,
	tasks: /^IPM\.Task/i,
	notes: /^IPM\.StickyNote/i,
	posts: /^IPM\.Post/i,
};

const IMPORTANCE = ['low', 'normal', 'high'];

const words = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}@._-]+/u);

/** Every word of the wanted text begins a word of the other; a phrase stands in it as it is. */
function hasText(found: unknown, token: Token): boolean {
	const texts = Array.isArray(found) ? (found as readonly string[]) : [String(found ?? '')];
	const wanted = token.text.toLowerCase().replace(/\*$/, '');
	return texts.some((one) =>
		token.kind === 'phrase'
			? one.toLowerCase().includes(wanted)
			: words(wanted).every((word) => words(one).some((each) => each.startsWith(word))),
	);
}

function compare(value: number, low: number, high: number, relation: string | undefined): boolean {
	switch (relation) {
		case '>':
			return value >= high;
		case '>=':
			return value >= low;
		case '<':
			return value < low;
		case '<=':
			return value < high;
		case '<>':
			return value < low || value >= high;
		default:
			return value >= low && value < high;
	}
}

/** A day or a named span as its first moment and the first after it. */
function span(text: string, ctx: Context): readonly [number, number] {
	const now = DateTime.fromMillis(ctx.now, { zone: ctx.zone });
	const today = now.startOf('day');
	const from = (start: DateTime, unit: 'day' | 'week' | 'month' | 'year') =>
		[start.toMillis(), start.plus({ [unit]: 1 }).toMillis()] as const;
	switch (text.toLowerCase()) {
		case 'today':
			return from(today, 'day');
		case 'yesterday':
			return from(today.minus({ days: 1 }), 'day');
		case 'this week':
			return from(today.startOf('week'), 'week');
		case 'last week':
			return from(today.startOf('week').minus({ weeks: 1 }), 'week');
		case 'this month':
			return from(today.startOf('month'), 'month');
		case 'this year':
			return from(today.startOf('year'), 'year');
		default: {
			const iso = DateTime.fromISO(text, { zone: ctx.zone });
			const day = iso.isValid ? iso : DateTime.fromFormat(text, 'M/d/yyyy', { zone: ctx.zone });
			if (!day.isValid) throw invalid(`'${text}' is no date.`);
			return text.includes('T') ? [day.toMillis(), day.toMillis() + 1] : from(day, 'day');
		}
	}
}

function invalid(message: string): EwsError {
	return new EwsError('ErrorInvalidOperation', `The query string is not valid: ${message}`);
}

function timeTest(key: string, token: Token, ctx: Context): Test {
	const [first = '', last] = token.text.split('..');
	const [low, end] = span(first, ctx);
	const high = last === undefined ? end : span(last, ctx)[1];
	return (subject) => {
		const value = subject.get(key);
		return typeof value === 'number' && compare(value, low, high, token.relation);
	};
}

function sizeTest(token: Token): Test {
	const match = /^(\d+)(b|kb|mb)?$/i.exec(token.text);
	if (match === null) throw invalid(`'${token.text}' is no size.`);
	const factor = { b: 1, kb: 1024, mb: 1024 * 1024 }[(match[2] ?? 'b').toLowerCase()] ?? 1;
	const size = Number(match[1]) * factor;
	return (subject) =>
		compare(Number(subject.get('item:Size') ?? 0), size, size + 1, token.relation);
}

/** One word or phrase, on the property before its colon or on all that is indexed. */
function termTest(token: Token, property: string | undefined, ctx: Context): Test {
	if (property === undefined) {
		return (subject) => EVERYWHERE.some((key) => hasText(subject.get(key), token));
	}
	const keys = TEXTS[property];
	if (keys !== undefined) return (subject) => keys.some((key) => hasText(subject.get(key), token));
	const time = TIMES[property];
	if (time !== undefined) return timeTest(time, token, ctx);
	const flag = FLAGS[property];
	if (flag !== undefined) {
		const wanted = /^(true|yes|1)$/i.test(token.text);
		return (subject) => (subject.get(flag) === true) === wanted;
	}
	if (property === 'size') return sizeTest(token);
	if (property === 'kind') {
		const kind = KINDS[token.text.toLowerCase()];
		if (kind === undefined) throw invalid(`'${token.text}' is no kind.`);
		return (subject) => kind.test(String(subject.get('item:ItemClass') ?? ''));
	}
	if (property === 'importance') {
		const rank = IMPORTANCE.indexOf(token.text.toLowerCase());
		return (subject) => subject.get('item:Importance') === rank;
	}
	// What is no property is text with a colon in it.
	return termTest({ ...token, text: `${property}:${token.text}` }, undefined, ctx);
}

class Parser {
	private at = 0;

	constructor(
		private readonly list: readonly Token[],
		private readonly ctx: Context,
	) {}

	whole(): Test {
		const test = this.any(undefined, 0);
		if (this.at < this.list.length) throw invalid('a parenthesis closes nothing.');
		return test;
	}

	private peek(): Token | undefined {
		return this.list[this.at];
	}

	private any(property: string | undefined, depth: number): Test {
		if (depth > MAX_DEPTH) throw invalid('it is nested too deeply.');
		const parts = [this.every(property, depth)];
		while (this.peek()?.kind === 'or') {
			this.at += 1;
			parts.push(this.every(property, depth));
		}
		return (subject) => parts.some((part) => part(subject));
	}

	private every(property: string | undefined, depth: number): Test {
		const parts: Test[] = [];
		for (let next = this.peek(); next !== undefined; next = this.peek()) {
			if (next.kind === 'or' || next.kind === 'close') break;
			if (next.kind === 'and') this.at += 1;
			else parts.push(this.one(property, depth));
		}
		if (parts.length === 0) throw invalid('a term is missing.');
		return (subject) => parts.every((part) => part(subject));
	}

	private one(property: string | undefined, depth: number): Test {
		const token = this.peek();
		if (token === undefined) throw invalid('a term is missing.');
		this.at += 1;
		if (token.kind === 'not') {
			const inner = this.one(property, depth);
			return (subject: Subject) => !inner(subject);
		}
		const name = token.property ?? property;
		if (token.kind !== 'open') return termTest(token, name, this.ctx);
		const inner = this.any(name, depth + 1);
		if (this.peek()?.kind !== 'close') throw invalid('a parenthesis is not closed.');
		this.at += 1;
		return inner;
	}
}

/** QueryString of FindItem, in the part of Advanced Query Syntax that Exchange documents. @throws EwsError */
export function queryString(text: string, ctx: Context): Test {
	const list = tokens(text);
	return list.length === 0 ? () => true : new Parser(list, ctx).whole();
}
