import type { Dispatcher } from 'undici';
import { FatalError, type ExchangeError } from '../errors';
import { inflate, isZipped } from './inflate';
import type { HttpResponse } from './message';

const TEXT_LIMIT = 10 * 1024 * 1024;
const DISCARD_LIMIT = 128 * 1024;

/** What the client does while an answer is read. */
export interface AnswerHooks {
	/** The clock of the timeout runs while the server is waited for, not while the caller works. */
	waiting(): void;
	working(): void;
	/** Called once: the whole answer was read (`reusable`), given up, or broke. */
	ended(isReusable: boolean): void;
	explain(cause: unknown): ExchangeError;
}

/** The body is read once, chunk by chunk, and only as fast as the caller takes it. */
export function wrapAnswer(answer: Dispatcher.ResponseData, hooks: AnswerHooks): HttpResponse {
	const { body, statusCode: status } = answer;
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(answer.headers)) {
		if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
	}
	let isEnded = false;
	const end = (isReusable: boolean) => {
		if (isEnded) return;
		isEnded = true;
		hooks.ended(isReusable);
	};
	body.on('error', () => undefined);
	const isPacked = isZipped(headers['content-encoding']);

	async function* chunks(): AsyncGenerator<Uint8Array> {
		if (isEnded) return;
		let isWhole = false;
		try {
			const source: AsyncIterable<Uint8Array> = isPacked ? inflate(body) : body;
			const iterator = source[Symbol.asyncIterator]();
			for (;;) {
				hooks.waiting();
				const next = await iterator.next();
				hooks.working();
				if (next.done) break;
				yield next.value;
			}
			isWhole = true;
		} catch (cause) {
			throw hooks.explain(cause);
		} finally {
			if (!isWhole) body.destroy();
			end(isWhole);
		}
	}
	hooks.working();

	return {
		status,
		headers,
		body: { [Symbol.asyncIterator]: () => chunks() },
		async text(limit = TEXT_LIMIT) {
			const parts: Uint8Array[] = [];
			let size = 0;
			for await (const part of chunks()) {
				size += part.byteLength;
				if (size > limit) {
					throw new FatalError(`The server's answer is larger than ${limit} bytes`, {
						code: 'ANSWER_TOO_LARGE',
						status,
						advice: 'Ask for less at once: fewer columns, a smaller page size or batch size.',
					});
				}
				parts.push(part);
			}
			return new TextDecoder('utf-8').decode(Buffer.concat(parts));
		},
		async discard() {
			if (isEnded) return;
			hooks.waiting();
			let isWhole = false;
			try {
				await body.dump({ limit: DISCARD_LIMIT });
				isWhole = body.readableEnded && !body.errored;
			} catch {
				body.destroy();
			} finally {
				hooks.working();
				end(isWhole);
			}
		},
	};
}
