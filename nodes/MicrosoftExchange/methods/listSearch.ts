import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Call, ChoiceList } from '../../../core/backends/backend';
import type { Session } from '../../../core/session';
import { core } from '../../shared/core';
import { connect } from '../../shared/connection';
import { nodeError } from '../../shared/errors';
import { currentScope, MORE_RESULTS } from '../../shared/locators';
import { sentence } from '../../shared/sentence';
import { text } from '../../shared/values';

/** Somebody waits in front of the list. */
const TIMEOUT_MS = 20_000;

/** Asks the server, and says so when it had more than it returned. */
async function search(
	context: ILoadOptionsFunctions,
	ask: (session: Session, call: Call) => Promise<ChoiceList>,
): Promise<INodeListSearchResult> {
	try {
		const { session } = await connect(context, credentialOf(context));
		try {
			const call = { timeZone: context.getTimezone(), timeoutMs: TIMEOUT_MS };
			const { choices, cut } = await ask(session, call);
			const results = choices.map(({ name, value, description }) => ({
				name,
				value,
				description,
			}));
			const more = {
				name: `Only the first ${results.length} are shown: type more letters`,
				value: MORE_RESULTS,
			};
			return { results: cut ? [more, ...results] : results };
		} finally {
			await session.close();
		}
	} catch (error) {
		throw nodeError(context.getNode(), error, 0);
	}
}

const credentialOf = (context: ILoadOptionsFunctions): string =>
	text(context.getCurrentNodeParameter('authentication')) || 'microsoftExchangeApi';

/** Mailboxes of the address book. */
export async function searchMailboxes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(
		this,
		async (session, call) => await session.searchMailboxes(filter ?? '', call),
	);
}

/** Folders of the mailbox that the panel shows, well-known ones first. */
export async function searchFolders(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const table = text(this.getCurrentNodeParameter('resource'));
	return await search(
		this,
		async (session, call) =>
			await session.searchFolders(table, filter ?? '', currentScope(this), call),
	);
}

/** Procedures, by label, name or an older name. */
export async function searchProcedures(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	const results = core()
		.procedures.filter(({ name, label, aliases }) =>
			[name, label, ...(aliases ?? [])].some((known) => known.toLowerCase().includes(wanted)),
		)
		.map(({ name, label, description }) => ({
			name: label,
			value: name,
			description: sentence(description),
		}));
	return { results };
}
