import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where downloads of this project are kept between runs: Node 24, n8n. */
export const cacheFolder = join(
	process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
	'n8n-nodes-microsoft-exchange',
);
