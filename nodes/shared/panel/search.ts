import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Call, ChoiceList } from '../../../core/backends/backend';
import type { Connection } from '../connection';
import { nodeError } from '../errors';
import { MORE_RESULTS } from '../locators';

/** Somebody waits in front of the list. */
const TIMEOUT_MS = 20_000;

/** What every call of a panel gets. */
const panelCall = (context: ILoadOptionsFunctions): Call => ({
	timeZone: context.getTimezone(),
	timeoutMs: TIMEOUT_MS,
});

/** Opens the connection of the node that the panel shows, asks, and closes it. */
export async function askServer<S extends { close(): Promise<void> }, Answer>(
	context: ILoadOptionsFunctions,
	open: () => Promise<Connection<S>>,
	ask: (session: S, call: Call) => Promise<Answer>,
): Promise<Answer> {
	try {
		const { session } = await open();
		try {
			return await ask(session, panelCall(context));
		} finally {
			await session.close();
		}
	} catch (error) {
		throw nodeError(context.getNode(), error, 0);
	}
}

/** What the server found, as entries of a list that says so when there was more. */
export function listOf({ choices, cut }: ChoiceList): INodeListSearchResult {
	const results = choices.map(({ name, value, description }) => ({ name, value, description }));
	const more = {
		name: `Only the first ${results.length} are shown: type more letters`,
		value: MORE_RESULTS,
	};
	return { results: cut ? [more, ...results] : results };
}
