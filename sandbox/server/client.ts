/** `ours`: the product of this repository, by its User-Agent. */
export type Client = 'ours' | 'foreign';

const OUR_USER_AGENT = 'n8n-nodes-microsoft-exchange/';

export function clientOf(userAgent: string): Client {
	return userAgent.startsWith(OUR_USER_AGENT) ? 'ours' : 'foreign';
}
