import { setImmediate } from 'node:timers/promises';
import type { Settings } from '../../connection/settings';
import { CancelledError, type ExchangeError, FatalError, RetriableError } from '../../errors';
import type { HttpClient, HttpResponse } from '../../http/message';
import { sleep } from '../../http/retry';
import type { EwsVersion, Row } from '../../schema/column';
import { version as productVersion } from '../../../package.json';
import { AnswerReader, detailsOf, type ResponseMessage } from './decode/answer';
import { HtmlAnswerError, XmlEndError } from './decode/faults';
import { FileAnswerReader, type FilePiece } from './decode/fileAnswer';
import type { RowPlan } from './decode/rowPlan';
import { Scanner, type ScannerSink } from './decode/scanner';
import { child, childText, type XmlTree } from './decode/tree';
import { faultError } from './faults';
import { faultOfTree, statusError } from './httpAnswer';
import type { EwsCall } from './request';
import { explained } from './online';
import { brokeOff, isBroken, isCrowded, retryWait } from './retry';
import {
	compareVersions,
	olderVersion,
	requires,
	type ServerVersion,
	serverVersion,
	versionOf,
} from './version';
import { envelope } from './xml/envelope';
import type { Xml } from './xml/element';

export type { ServerVersion } from './version';

export interface ChannelOptions {
	/** Milliseconds that all attempts of one operation may take together; default 120,000. */
	readonly retryBudgetMs?: number;
	/** Value of the User-Agent header; default `n8n-nodes-microsoft-exchange/<version>`. */
	readonly userAgent?: string;
}

export type ChannelSettings = Pick<Settings, 'server' | 'platform' | 'customHeaders' | 'timeoutMs'>;

/** One operation as the channel sends it. */
export interface EwsOperation {
	/** Such as `FindItem`. */
	readonly name: string;
	readonly body: Xml;
	/** Reads only: may be sent again whatever happened. */
	readonly safe: boolean;
	readonly plan: RowPlan;
	/** The table's own element, whose rows stay unmarked. */
	readonly element?: string;
	/** Elements of the response messages to keep as they stand; see ResponseMessage.parts. */
	readonly parts?: readonly string[];
	/** Response messages that the request must be answered with. */
	readonly expect?: number;
	/** Whether rows leave while they arrive; else they stay in their response messages. */
	readonly stream?: boolean;
	/** The answer has no response messages of the common form: it is kept whole. */
	readonly whole?: boolean;
	/** Oldest schema version that has the operation; default Exchange2007. */
	readonly since?: EwsVersion;
}

export interface EwsAnswer {
	readonly messages: readonly ResponseMessage[];
	/** With `whole`: the element of the Body. */
	readonly body?: XmlTree;
	readonly requestId?: string;
}

/** An operation that is answered with one file. */
export type FileOperation = Pick<EwsOperation, 'name' | 'body' | 'since'>;

/** One attempt at an operation: what its answer comes to. */
interface Reading<Piece, End> {
	readonly sink: ScannerSink & { readonly version?: Readonly<Record<string, string>> };
	/** What has come since it was asked last. */
	pieces(): Piece[];
	end(status: number, requestId: string | undefined): End;
}

const AUTO_START: EwsVersion = 'Exchange2013_SP1';
const NEWEST: EwsVersion = 'Exchange2016';
const SAME_AS_2016: ReadonlySet<string> = new Set([
	'Exchange2019',
	'ExchangeSE',
	'Exchange_Online',
]);
const DEFAULT_BUDGET_MS = 120_000;
/** A shorter wait is not worth a word. */
const WORTH_A_WORD_MS = 1_000;
/** Milliseconds of work after which other work of the process has its turn. */
const TURN_MS = 5;

/** One EWS endpoint over one HTTP client: envelopes, headers, versions, faults, retries. */
export class EwsChannel {
	#server: ServerVersion | undefined;
	#version: EwsVersion;
	/** Runs that know of the server's wish to wait. */
	readonly #told = new WeakSet<object>();

	constructor(
		readonly http: HttpClient,
		readonly settings: ChannelSettings,
		readonly options: ChannelOptions = {},
	) {
		const { platform } = settings;
		if (platform === 'auto') this.#version = AUTO_START;
		else this.#version = SAME_AS_2016.has(platform) ? NEWEST : (platform as EwsVersion);
	}

	/** What the server announced last; undefined before the first answer. */
	get serverVersion(): ServerVersion | undefined {
		return this.#server;
	}

	/** RequestServerVersion that requests carry now. */
	get requestVersion(): EwsVersion {
		return this.#version;
	}

	/** Throws InputError when the server, as far as it is known, is too old for `what`. */
	requires(what: string, since: EwsVersion, field?: string): void {
		if (compareVersions(this.#version, since) >= 0) return;
		if (this.settings.platform === 'auto') {
			const server = this.#server;
			// Not asked yet, or new enough: the request may say so. A server that refuses says why.
			if (!server || compareVersions(versionOf(server), since) >= 0) {
				this.#version = since;
				return;
			}
		}
		requires(what, since, this.#version, this.#server, field);
	}

	/** Sends and reads the whole answer. Throws for SOAP faults; errors of records are in the messages. */
	async answer(operation: EwsOperation, call: EwsCall): Promise<EwsAnswer> {
		const rows = this.rows({ ...operation, stream: false }, call);
		for (;;) {
			const next = await rows.next();
			if (next.done) return next.value;
		}
	}

	/** Sends and gives rows in pieces as their bytes arrive. */
	rows(operation: EwsOperation, call: EwsCall): AsyncGenerator<Row[], EwsAnswer> {
		return this.#attempts(operation, call, () => this.#rowReading(operation));
	}

	/**
	 * Sends a read whose answer is one file, and gives its pieces as they arrive: the response message as
	 * far as it stands before the file, then the bytes. Returns the whole message. Throws for its errors.
	 */
	files(operation: FileOperation, call: EwsCall): AsyncGenerator<FilePiece[], XmlTree> {
		return this.#attempts({ ...operation, safe: true, hasFile: true }, call, () =>
			fileReading(operation.name),
		);
	}

	async *#attempts<Piece, End>(
		operation: Sendable,
		call: EwsCall,
		begin: () => Reading<Piece, End>,
	): AsyncGenerator<Piece[], End> {
		const { name, since } = operation;
		if (since !== undefined) this.requires(name, since);
		const budget = this.options.retryBudgetMs ?? DEFAULT_BUDGET_MS;
		const start = Date.now();
		for (let attempt = 1; ; attempt++) {
			const progress = { left: false };
			try {
				return yield* this.#attempt(operation, call, begin(), progress);
			} catch (error) {
				if (!progress.left && this.#stepDown(error)) {
					if (since !== undefined) requires(name, since, this.#version, this.#server);
					continue;
				}
				// Rows that have left cannot be taken back: whoever pages asks again and drops repeats.
				const wait = progress.left
					? undefined
					: retryWait(error, operation.safe, attempt, budget - (Date.now() - start));
				if (isCrowded(error)) this.http.busy?.(call.account, error.waitMs);
				if (wait === undefined) throw explained(error, this.settings);
				if (isCrowded(error)) this.#held(call, wait);
				await sleep(wait, call.signal);
			}
		}
	}

	/** Says once per run that it waits because the server asked for it. */
	#held({ run }: EwsCall, waitMs: number): void {
		if (!run || waitMs < WORTH_A_WORD_MS || this.#told.has(run)) return;
		this.#told.add(run);
		run.notice?.('Exchange is busy and asked to wait, so requests were held back for a while.');
	}

	/** Older servers refuse a version that they do not know: the next older one is tried and kept. */
	#stepDown(error: unknown): boolean {
		if (this.settings.platform !== 'auto') return false;
		if ((error as ExchangeError | undefined)?.code !== 'ErrorInvalidServerVersion') return false;
		const announced = this.#server && versionOf(this.#server);
		const older =
			announced && compareVersions(announced, this.#version) < 0
				? announced
				: olderVersion(this.#version);
		if (!older) return false;
		this.#version = older;
		return true;
	}

	async *#attempt<Piece, End>(
		operation: Sendable,
		call: EwsCall,
		reading: Reading<Piece, End>,
		progress: { left: boolean },
	): AsyncGenerator<Piece[], End> {
		if (call.signal?.aborted) throw new CancelledError();
		const response = await this.#send(operation, call);
		const requestId = response.headers['request-id'] ?? response.headers['x-ms-request-id'];
		await this.#checkHead(response, requestId);

		const { sink } = reading;
		const scanner = new Scanner(sink);
		let done = false;
		let worked = 0;
		try {
			for await (const chunk of response.body) {
				const start = performance.now();
				scanner.push(chunk);
				const pieces = reading.pieces();
				if (pieces.length > 0) {
					progress.left = true;
					yield pieces;
				}
				// A fast server keeps the socket readable: without a pause nothing else would have its turn.
				worked += performance.now() - start;
				if (worked >= TURN_MS) {
					worked = 0;
					await setImmediate();
				}
			}
			scanner.end();
			const pieces = reading.pieces();
			if (pieces.length > 0) {
				progress.left = true;
				yield pieces;
			}
			done = true;
		} catch (error) {
			const told = this.#readError(error, response, requestId, call);
			// Whoever reads rows as they come asks for the rest itself.
			throw operation.safe && !operation.stream && isBroken(told) ? brokeOff(told) : told;
		} finally {
			if (sink.version) this.#server = serverVersion(sink.version) ?? this.#server;
			if (!done) await response.discard();
		}
		return reading.end(response.status, requestId);
	}

	#rowReading(operation: EwsOperation): Reading<Row, EwsAnswer> {
		let rows: Row[] = [];
		const reader = new AnswerReader({
			plan: operation.plan,
			element: operation.element,
			parts: operation.parts,
			whole: operation.whole,
			...(operation.stream ? { onRow: (row: Row) => rows.push(row) } : {}),
		});
		return {
			sink: reader,
			pieces: () => {
				const piece = rows;
				if (piece.length > 0) rows = [];
				return piece;
			},
			end: (status, requestId) => {
				this.#checkAnswer(operation, reader, status, requestId);
				return { messages: reader.messages, body: reader.body, requestId };
			},
		};
	}

	#send(operation: Sendable, call: EwsCall): Promise<HttpResponse> {
		const { settings } = this;
		return this.http.send({
			method: 'POST',
			url: settings.server,
			headers: {
				...settings.customHeaders,
				'Content-Type': 'text/xml; charset=utf-8',
				Accept: 'text/xml',
				'User-Agent': this.options.userAgent ?? `n8n-nodes-microsoft-exchange/${productVersion}`,
				...(call.anchorMailbox === undefined ? {} : { 'X-AnchorMailbox': call.anchorMailbox }),
				...(call.publicFolderMailbox === undefined
					? {}
					: { 'X-PublicFolderMailbox': call.publicFolderMailbox }),
			},
			body: envelope(operation.body, this.#version, call),
			safe: operation.safe,
			hasFile: operation.hasFile,
			account: call.account,
			signal: call.signal,
			timeoutMs: call.timeoutMs ?? settings.timeoutMs,
			onHeld: (waitMs) => this.#held(call, waitMs),
		});
	}

	/** Exchange answers 200, or 500 with a SOAP fault; anything else is not its own answer. */
	async #checkHead(response: HttpResponse, requestId: string | undefined): Promise<void> {
		const type = (response.headers['content-type'] ?? '').toLowerCase();
		const soap = type === '' || type.includes('xml');
		if (response.status === 200 && soap) return;
		if (response.status === 500 && soap) return;
		await response.discard();
		if (response.status === 200) throw new HtmlAnswerError(200);
		throw statusError(response, requestId, this.settings.server);
	}

	#readError(
		error: unknown,
		response: HttpResponse,
		requestId: string | undefined,
		call: EwsCall,
	): unknown {
		if (call.signal?.aborted) return new CancelledError();
		// A 500 without a readable fault is the web server's own page.
		if (response.status === 500 && !(error instanceof RetriableError)) {
			return statusError(response, requestId, this.settings.server);
		}
		if (response.status === 500 && error instanceof XmlEndError) {
			return statusError(response, requestId, this.settings.server);
		}
		return error;
	}

	#checkAnswer(
		operation: EwsOperation,
		reader: AnswerReader,
		status: number,
		requestId: string | undefined,
	): void {
		if (reader.fault) throw faultError({ ...faultOfTree(reader.fault), requestId, status });
		const { messages } = reader;
		const whole = messages.find(
			({ responseClass, code }) =>
				responseClass === 'Error' && code === 'ErrorInvalidServerVersion',
		);
		if (whole) throw messageError(whole, requestId);
		checkResponse(operation.name, reader.response, status, requestId);
		const { expect } = operation;
		// A request that the server turned away as a whole has done nothing: it is worth another try.
		const turnedAway = messages.length > 0 && messages.every(isError);
		if (turnedAway) {
			const errors = messages.map((message) => messageError(message, requestId));
			const retriable = errors.filter((error) => error instanceof RetriableError);
			const first = retriable[0];
			if (
				first &&
				retriable.length === errors.length &&
				(operation.safe || retriable.every(({ delivered }) => delivered === 'no'))
			) {
				throw first;
			}
			if (expect !== undefined && messages.length < expect && errors[0]) throw errors[0];
		}
		if (expect !== undefined && messages.length !== expect) {
			throw new RetriableError(
				`The server answered ${messages.length} of ${expect} records of ${operation.name}`,
				{
					code: 'ANSWER_COUNT',
					requestId,
					advice: 'Look at the records before you run them again, in a smaller batch.',
				},
			);
		}
	}
}

type Sendable = Pick<EwsOperation, 'name' | 'body' | 'safe' | 'since' | 'stream'> & {
	readonly hasFile?: boolean;
};

function checkResponse(
	operation: string,
	response: string | undefined,
	status: number,
	requestId: string | undefined,
): void {
	if (response === `${operation}Response`) return;
	throw new FatalError(`The server answered ${response ?? 'nothing'} to ${operation}`, {
		code: 'UNEXPECTED_ANSWER',
		requestId,
		status,
		advice: 'Check that the server address ends in /EWS/Exchange.asmx.',
	});
}

function fileReading(operation: string): Reading<FilePiece, XmlTree> {
	const reader = new FileAnswerReader();
	return {
		sink: reader,
		pieces: () => reader.pieces(),
		end: (status, requestId) => {
			if (reader.fault) throw faultError({ ...faultOfTree(reader.fault), requestId, status });
			checkResponse(operation, reader.response, status, requestId);
			const { message } = reader;
			if (!message || message.attributes.ResponseClass === 'Error') {
				const xml = child(message, 'MessageXml');
				throw faultError({
					code: childText(message, 'ResponseCode')?.trim() ?? 'UNEXPECTED_ANSWER',
					text: childText(message, 'MessageText'),
					details: xml && detailsOf(xml),
					requestId,
				});
			}
			return message;
		},
	};
}

/** A stopped batch is announced as a warning, but its record was not touched. */
export const isError = ({ responseClass, code }: ResponseMessage): boolean =>
	responseClass === 'Error' || code === 'ErrorBatchProcessingStopped';

export const messageError = (
	{ code, text, details }: ResponseMessage,
	requestId?: string,
	recordKey?: string,
): ExchangeError => faultError({ code, text, details, requestId, recordKey });
