import type * as directory from './directory/open';
import type * as exchange from './open';
import type { TestStep } from './connection/testStep';

/**
 * What opens connections, read when the first one is opened: n8n loads every node at start, on the main
 * process and on each worker, for its description alone.
 */
export const openSession: typeof exchange.openSession = async (...given) =>
	await (await import('./open.ts')).openSession(...given);

export const testConnection: typeof exchange.testConnection = async (...given) =>
	await (await import('./open.ts')).testConnection(...given);

export const openDirectory: typeof directory.openDirectory = async (...given) =>
	await (await import('./directory/open.ts')).openDirectory(...given);

export const testDirectory: typeof directory.testDirectory = async (...given) =>
	await (await import('./directory/open.ts')).testDirectory(...given);

/** The steps of a connection test in one line. */
export const summarize = async (steps: readonly TestStep[]): Promise<string> =>
	(await import('./connection/test.ts')).summary(steps);
