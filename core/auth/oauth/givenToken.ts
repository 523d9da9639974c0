import { FatalError, PermissionError } from '../../errors';
import type { OAuthIdentity } from '../identity';
import { tokenClaims } from './claims';
import type { AccessToken, TokenSource } from './tokenSource';

/** When the token of the credential ends: by its own fields, or by what it says itself. */
export function endOfGiven({
	accessToken = '',
	expiresIn,
	tokenTimestamp,
}: OAuthIdentity): number | undefined {
	if (expiresIn !== undefined && tokenTimestamp !== undefined) {
		return tokenTimestamp + expiresIn * 1000;
	}
	return tokenClaims(accessToken).expiresAt;
}

/** The access token as it stands in the credential; nothing renews it. */
export class GivenToken implements TokenSource {
	constructor(private readonly oauth: OAuthIdentity) {}

	async token(): Promise<AccessToken> {
		const { accessToken: value } = this.oauth;
		if (!value) {
			throw new FatalError("'OAuth Access Token' is empty", {
				field: 'oauthAccessToken',
				code: 'NO_TOKEN',
				advice:
					"Paste a token, or choose GETANDREFRESH as 'Initiate OAuth', so that tokens are fetched and renewed here.",
			});
		}
		const expiresAt = endOfGiven(this.oauth);
		if (expiresAt === undefined || expiresAt > Date.now()) return { value, expiresAt };
		throw new PermissionError(
			`The token in 'OAuth Access Token' has expired, at ${new Date(expiresAt).toISOString()}, and 'Initiate OAuth' OFF renews none`,
			{
				field: 'oauthAccessToken',
				code: 'TOKEN_EXPIRED',
				advice:
					"Paste a new token with its 'OAuth Token Timestamp', or choose REFRESH and fill in 'OAuth Refresh Token', or GETANDREFRESH.",
			},
		);
	}
}
