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
