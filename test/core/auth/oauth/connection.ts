import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identity, OAuthIdentity } from '../../../../core/auth/identity';
import { createAnonymous } from '../../../../core/auth/none';
import type { AuthServices } from '../../../../core/auth/services';
import { HostFiles } from '../../../../core/files/hostFiles';
import { createHttpClient } from '../../../../core/http/client';

/** An empty folder that files of the test may stand in. */
export const folderOfOwn = (): string => mkdtempSync(join(tmpdir(), 'oauth-'));

/** What a connection lends its scheme, with real sockets and a real file system. */
export function servicesIn(folder: string, over: Partial<AuthServices> = {}): AuthServices {
	return {
		http: () =>
			createHttpClient(
				{
					tls: { rejectUnauthorized: true, legacy: false },
					proxy: { mode: 'none' },
					retry: { baseMs: 20, ceilingMs: 200 },
				},
				createAnonymous(),
			),
		files: new HostFiles({
			env: { N8N_RESTRICT_FILE_ACCESS_TO: folder, N8N_USER_FOLDER: folder },
		}),
		connectionKey: 'tenant client user server',
		...over,
	};
}

export function identityWith(
	oauth: Partial<OAuthIdentity>,
	over: Partial<Identity> = {},
): Identity {
	return {
		allowPlainHttp: true,
		channelBinding: true,
		...over,
		oauth: {
			initiate: 'REFRESH',
			grantType: 'CODE',
			clientId: 'client-1',
			callbackUrl: 'http://localhost:33333',
			resource: 'https://mail.contoso.example',
			isResourceGiven: false,
			...oauth,
		},
	};
}
