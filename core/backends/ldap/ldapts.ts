/** The library, loaded when the first connection opens. */
export async function ldapts() {
	return await import('ldapts');
}

export type Library = Awaited<ReturnType<typeof ldapts>>;
export type Client = InstanceType<Library['Client']>;
export type Control = InstanceType<Library['Control']>;
export type BerWriter = InstanceType<Library['BerWriter']>;
export type BerReader = InstanceType<Library['BerReader']>;
export type SearchRequest = InstanceType<Library['SearchRequest']>;
export type SearchResponse = InstanceType<Library['SearchResponse']>;
export type LibraryFilter = SearchRequest['filter'];

/**
 * What is taken from inside the library, here and nowhere else: its own `search` hides the cookie of a
 * page and ends at an empty one. The version is locked and bundled; a test fails where it looks different.
 */
interface Internals {
	_send(message: SearchRequest): Promise<SearchResponse | undefined>;
	_nextMessageId(): number;
}

const internals = (client: Client) => client as unknown as Internals;

/** A number for a request that `sendSearch` is to carry. */
export function nextMessageId(client: Client): number {
	return internals(client)._nextMessageId();
}

/** Sends one search; its answer has the result and the controls, entries go where the gate leads them. */
export async function sendSearch(
	{ StatusCodeParser }: Library,
	client: Client,
	request: SearchRequest,
): Promise<SearchResponse> {
	const response = await internals(client)._send(request);
	if (response?.status !== 0) throw StatusCodeParser.parse(response);
	return response;
}
