import net from 'node:net';
import tls from 'node:tls';
import {
	childrenOf,
	element,
	integer,
	numberOf,
	octets,
	readElement,
	TAG,
	type Element,
} from './ber';
import type { KeyPair } from './certificates';
import { listen } from './listen';

/** What a client asked for, as the proxy saw it. */
export interface SeenSearch {
	/** 1 for the first connection of a client. */
	readonly connection: number;
	readonly base: string;
	readonly scope: number;
	readonly sizeLimit: number;
	/** Asked for; absent: not paged. */
	readonly pageSize?: number;
	readonly cookie?: string;
	readonly attributes: readonly string[];
	readonly controls: readonly string[];
}

export interface LimitsOptions {
	readonly target: { readonly address: string; readonly port?: number };
	readonly maxPageSize?: number;
	readonly maxValRange?: number;
	/** Users, as they bind, who may see Deleted Objects and synchronize; others may not. */
	readonly privileged?: readonly string[];
	/** Given: every search reference points here instead. */
	readonly referTo?: string;
	/** Given: what lies at or below this name is in another domain (result code 10). */
	readonly elsewhere?: string;
	/** Given: clients speak TLS with the proxy. */
	readonly keys?: KeyPair;
}

export interface LimitsProxy {
	readonly port: number;
	readonly searches: SeenSearch[];
	/** How many clients have connected. */
	readonly connections: () => number;
	/** The next connections that deliver this many entries are cut, one number each. */
	readonly cuts: number[];
	/** Cuts all that is open. */
	cut(): void;
	close(): Promise<void>;
}

const PAGED = '1.2.840.113556.1.4.319';
const DIRSYNC = '1.2.840.113556.1.4.841';
const SHOW_DELETED = '1.2.840.113556.1.4.417';
const START_TLS = '1.3.6.1.4.1.1466.20037';
const OP = {
	bind: 0x60,
	bindDone: 0x61,
	search: 0x63,
	entry: 0x64,
	done: 0x65,
	reference: 0x73,
	extended: 0x77,
	extendedDone: 0x78,
} as const;
const CONTROLS = 0xa0;
const OBJECT_SECURITY = 1;
const DELETED = /\\0ADEL:|^CN=Deleted Objects,/i;

/**
 * Stands in front of a directory and enforces what Active Directory does and Samba does not:
 * MaxPageSize, MaxValRange and sizeLimit ([MS-ADTS] 3.1.1.3.4.6), a page cookie that dies with its
 * connection, Deleted Objects hidden and DirSync refused without the right.
 */
export async function startLimitsProxy(options: LimitsOptions): Promise<LimitsProxy> {
	const searches: SeenSearch[] = [];
	const cuts: number[] = [];
	const open = new Set<net.Socket>();
	let count = 0;
	const serve = (client: net.Socket) => {
		count += 1;
		open.add(client);
		const { address, port = 389 } = options.target;
		const server = net.connect(port, address);
		const link = new Link(options, count, client, server, { searches, cuts });
		client.on('data', (data: Buffer) => link.fromClient(data));
		server.on('data', (data: Buffer) => link.fromServer(data));
		for (const [one, other] of [
			[client, server],
			[server, client],
		] as const) {
			one.on('close', () => other.destroy());
			one.on('error', () => other.destroy());
		}
		client.once('close', () => open.delete(client));
	};
	const running = await listen(
		options.keys
			? tls.createServer({ key: options.keys.key, cert: options.keys.cert }, serve)
			: net.createServer(serve),
	);
	return {
		port: running.port,
		searches,
		connections: () => count,
		cuts,
		cut: () => open.forEach((socket) => socket.destroy()),
		close: running.close,
	};
}

interface Search {
	readonly limit: number;
	readonly seesDeleted: boolean;
	entries: number;
	/** A range that begins beyond the last value. */
	overshot: boolean;
}

/** One client's connection. */
class Link {
	#fromClient = Buffer.alloc(0);
	#fromServer = Buffer.alloc(0);
	#opaque = false;
	#user = '';
	#binding = '';
	#delivered = 0;
	#cutAfter?: number;
	readonly #cookies = new Set<string>();
	readonly #searches = new Map<number, Search>();
	readonly #starting = new Set<number>();

	constructor(
		readonly options: LimitsOptions,
		readonly number: number,
		readonly client: net.Socket,
		readonly server: net.Socket,
		readonly log: { readonly searches: SeenSearch[]; readonly cuts: number[] },
	) {}

	fromClient(data: Buffer): void {
		if (this.#opaque) {
			this.server.write(data);
			return;
		}
		this.#fromClient = Buffer.concat([this.#fromClient, data]);
		for (let message; (message = readElement(this.#fromClient));) {
			this.#fromClient = this.#fromClient.subarray(message.raw.length);
			this.#request(message);
		}
	}

	fromServer(data: Buffer): void {
		if (this.#opaque) {
			this.client.write(data);
			return;
		}
		this.#fromServer = Buffer.concat([this.#fromServer, data]);
		const out: Buffer[] = [];
		for (let message; (message = readElement(this.#fromServer));) {
			this.#fromServer = this.#fromServer.subarray(message.raw.length);
			const bytes = this.#response(message);
			if (bytes) out.push(bytes);
			if (this.#isCut()) {
				this.client.end(Buffer.concat(out));
				this.server.destroy();
				return;
			}
		}
		if (out.length > 0) this.client.write(Buffer.concat(out));
	}

	#isCut(): boolean {
		if (this.#cutAfter === undefined || this.#delivered < this.#cutAfter) return false;
		this.log.cuts.shift();
		return true;
	}

	#request(message: Element): void {
		const [id, operation, controls] = childrenOf(message.value) as [Element, Element, Element?];
		if (operation.tag === OP.bind) this.#binding = childrenOf(operation.value)[1]!.value.toString();
		if (operation.tag === OP.extended) {
			const name = childrenOf(operation.value)[0]!.value.toString();
			if (name === START_TLS) this.#starting.add(numberOf(id));
		}
		if (operation.tag !== OP.search) {
			this.server.write(message.raw);
			return;
		}
		const list = controls ? childrenOf(controls.value).map(readControl) : [];
		const find = (oid: string) => list.find((control) => control.oid === oid);
		const seen = this.#see(operation, list);
		const refuse = (code: number, text: string) => this.client.write(done(id, code, text));
		if (seen.cookie && !this.#cookies.has(seen.cookie)) {
			// 0x57 is ERROR_INVALID_PARAMETER.
			return void refuse(12, '00000057: LdapErr: comment: Error processing control, data 0, v4563');
		}
		const { elsewhere } = this.options;
		if (elsewhere && seen.base.toLowerCase().endsWith(elsewhere.toLowerCase())) {
			return void refuse(10, '0000202B: RefErr: DSID-031007EF, data 0, 1 access points');
		}
		const privileged = this.#isPrivileged();
		const sync = find(DIRSYNC);
		if (sync && !privileged && !(numberOf(childrenOf(innerOf(sync))[0]!) & OBJECT_SECURITY)) {
			return void refuse(50, '00002105: SecErr: problem 4003 (INSUFF_ACCESS_RIGHTS), data 0');
		}
		const seesDeleted = privileged && Boolean(find(SHOW_DELETED) ?? sync);
		if (/^CN=Deleted Objects,|^<WKGUID=18E2EA80/i.test(seen.base) && !privileged) {
			return void refuse(32, '0000208D: NameErr: problem 2001 (NO_OBJECT), data 0, best match of:');
		}
		const { maxPageSize = 1000 } = this.options;
		const asked = seen.sizeLimit || Infinity;
		const limited = seen.pageSize === undefined && !sync ? Math.min(maxPageSize, asked) : asked;
		this.#searches.set(numberOf(id), { limit: limited, seesDeleted, entries: 0, overshot: false });
		if (this.#cutAfter === undefined && this.log.cuts.length > 0) {
			this.#cutAfter = this.#delivered + this.log.cuts[0]!;
		}
		if (seen.pageSize === undefined || seen.pageSize <= maxPageSize) {
			this.server.write(message.raw);
			return;
		}
		const rewritten = list.map((control) =>
			control.oid === PAGED
				? element(
						TAG.sequence,
						octets(PAGED),
						octets(element(TAG.sequence, integer(maxPageSize), octets(cookieOf(control)))),
					)
				: control.raw,
		);
		this.server.write(
			element(TAG.sequence, id.raw, operation.raw, element(CONTROLS, ...rewritten)),
		);
	}

	#see(operation: Element, controls: readonly Control[]): SeenSearch {
		const fields = childrenOf(operation.value);
		const paged = controls.find(({ oid }) => oid === PAGED);
		const seen: SeenSearch = {
			connection: this.number,
			base: fields[0]!.value.toString(),
			scope: numberOf(fields[1]!),
			sizeLimit: numberOf(fields[3]!),
			pageSize: paged && numberOf(childrenOf(innerOf(paged))[0]!),
			cookie: paged && cookieOf(paged).toString('hex'),
			attributes: childrenOf(fields[7]!.value).map(({ value }) => value.toString()),
			controls: controls.map(({ oid }) => oid),
		};
		this.log.searches.push(seen);
		return seen;
	}

	#isPrivileged(): boolean {
		const names = this.options.privileged ?? [];
		return names.some((name) => name.toLowerCase() === this.#user.toLowerCase());
	}

	#response(message: Element): Buffer | undefined {
		const [id, operation, controls] = childrenOf(message.value) as [Element, Element, Element?];
		const number = numberOf(id);
		const succeeded = () => numberOf(childrenOf(operation.value)[0]!) === 0;
		if (operation.tag === OP.bindDone && succeeded()) this.#user = this.#binding;
		if (operation.tag === OP.extendedDone && this.#starting.delete(number) && succeeded()) {
			this.#opaque = true;
		}
		const search = this.#searches.get(number);
		if (!search) return message.raw;
		if (operation.tag === OP.entry) {
			const dn = childrenOf(operation.value)[0]!.value.toString();
			if (DELETED.test(dn) && !search.seesDeleted) return undefined;
			search.entries += 1;
			if (search.entries > search.limit || search.overshot) return undefined;
			this.#delivered += 1;
			return this.#cutValues(message, id, operation, search, controls);
		}
		if (operation.tag === OP.reference && this.options.referTo) {
			return element(TAG.sequence, id.raw, element(OP.reference, octets(this.options.referTo)));
		}
		if (operation.tag !== OP.done) return message.raw;
		this.#searches.delete(number);
		for (const control of controls ? childrenOf(controls.value).map(readControl) : []) {
			if (control.oid === PAGED) this.#cookies.add(cookieOf(control).toString('hex'));
		}
		if (search.overshot) return done(id, 1, '00000057: LdapErr: comment: Error in attribute range');
		if (search.entries > search.limit) {
			return done(id, 4, '00002078: SvcErr: problem 5004 (SIZE_LIMIT_EXCEEDED)');
		}
		return message.raw;
	}

	/** More than MaxValRange values: none under the plain name, the first ones under a range's. */
	#cutValues(
		message: Element,
		id: Element,
		operation: Element,
		search: Search,
		controls?: Element,
	): Buffer | undefined {
		const { maxValRange = 1500 } = this.options;
		const [dn, list] = childrenOf(operation.value) as [Element, Element];
		let isCut = false;
		const attributes = childrenOf(list.value).flatMap((attribute) => {
			const [type, set] = childrenOf(attribute.value) as [Element, Element];
			const [, name, from = 0] = /^(.*?)(?:;range=(\d+)-(?:\d+|\*))?$/.exec(type.value.toString())!;
			const values = childrenOf(set.value);
			if (Number(from) > 0 && values.length === 0) search.overshot = true;
			if (values.length <= maxValRange) return [attribute.raw];
			isCut = true;
			const isRange = type.value.includes(';range=');
			const last = Number(from) + maxValRange - 1;
			return [
				...(isRange ? [] : [element(TAG.sequence, type.raw, element(TAG.set))]),
				element(
					TAG.sequence,
					octets(`${name};range=${from}-${last}`),
					element(TAG.set, ...values.slice(0, maxValRange).map(({ raw }) => raw)),
				),
			];
		});
		if (search.overshot) return undefined;
		if (!isCut) return message.raw;
		return element(
			TAG.sequence,
			id.raw,
			element(OP.entry, dn.raw, element(TAG.sequence, ...attributes)),
			...(controls ? [controls.raw] : []),
		);
	}
}

interface Control {
	readonly oid: string;
	readonly value?: Buffer;
	readonly raw: Buffer;
}

function readControl({ value, raw }: Element): Control {
	const fields = childrenOf(value);
	const last = fields.length > 1 ? fields.at(-1) : undefined;
	return {
		oid: fields[0]!.value.toString(),
		value: last?.tag === TAG.octetString ? last.value : undefined,
		raw,
	};
}

const innerOf = (control: Control) => readElement(control.value ?? Buffer.alloc(0))!.value;
const cookieOf = (control: Control) => childrenOf(innerOf(control))[1]!.value;

const done = (id: Element, code: number, text: string) =>
	element(
		TAG.sequence,
		id.raw,
		element(OP.done, element(TAG.enumerated, Buffer.from([code])), octets(''), octets(text)),
	);
