import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Call, Choice, ChoiceList } from '../../../core/backends/backend';
import type { DirectorySession } from '../../../core/directory/session';
import { connectDirectory } from '../../shared/connection';
import { askServer, listOf } from '../../shared/panel/search';
import { text } from '../../shared/values';

const search = async (
	context: ILoadOptionsFunctions,
	ask: (session: DirectorySession, call: Call) => Promise<ChoiceList>,
): Promise<INodeListSearchResult> =>
	listOf(await askServer(context, () => connectDirectory(context), ask));

/** Units of the same name are common, so each shows where it lies. */
const withPlace = ({ name, value, description }: Choice): Choice => ({
	name: description && description !== name ? `${name} (${description})` : name,
	value,
});

/** Containers and organizational units; naming contexts while nothing is typed. */
export async function searchContainers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, async (session, call) => {
		const { choices, cut } = await session.searchContainers(filter ?? '', call);
		return { choices: choices.map(withPlace), cut };
	});
}

/** Groups. */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, (session, call) => session.searchObjects('group', filter ?? '', call));
}

/** Objects of the resource that the panel shows. */
export async function searchObjects(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const resource = text(this.getCurrentNodeParameter('resource'));
	return await search(this, (session, call) => session.searchObjects(resource, filter ?? '', call));
}
