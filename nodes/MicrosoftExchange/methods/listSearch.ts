import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Call, ChoiceList } from '../../../core/backends/backend';
import type { Session } from '../../../core/session';
import { core } from '../../shared/core';
import { chosenCredential, connect } from '../../shared/connection';
import { currentScope } from '../../shared/locators';
import { askServer, listOf } from '../../shared/panel/search';
import { sentence } from '../../shared/sentence';
import { text } from '../../shared/values';

/** Asks the server, and says so when it had more than it returned. */
const search = async (
	context: ILoadOptionsFunctions,
	ask: (session: Session, call: Call) => Promise<ChoiceList>,
): Promise<INodeListSearchResult> =>
	listOf(await askServer(context, () => connect(context, credentialOf(context)), ask));

const credentialOf = (context: ILoadOptionsFunctions): string =>
	chosenCredential(context.getCurrentNodeParameter('authentication'));

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
