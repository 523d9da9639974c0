import type { Account } from '../account';
import { findAccount } from '../account';
import type { Judge } from './judge';
import { accountNamed } from './judged';
import type { Presented, Refused, SchemeVerifier, SignedIn } from './scheme';

/** Basic (RFC 7617), by the sandbox's accounts or by a judge. */
export class BasicVerifier implements SchemeVerifier {
	constructor(
		private readonly accounts: () => readonly Account[],
		private readonly judge?: Judge,
	) {}

	offers(): string[] {
		return ['Basic realm="exchange.contoso.example"'];
	}

	async check({ credentials }: Presented): Promise<SignedIn | Refused> {
		const bytes = Buffer.from(credentials, 'base64');
		// RFC 7617 leaves the charset open: new clients send UTF-8, old ones Latin-1.
		for (const encoding of ['utf8', 'latin1'] as const) {
			const text = bytes.toString(encoding);
			if (encoding === 'utf8' && text.includes('\ufffd')) continue;
			const colon = Math.max(text.indexOf(':'), 0);
			const [name, password] = [text.slice(0, colon), text.slice(colon + 1)];
			if (this.judge) {
				const verdict = await this.judge.password(name, password);
				return 'refused' in verdict
					? { reason: verdict.refused }
					: { account: accountNamed(this.accounts(), verdict.name) };
			}
			const account = findAccount(this.accounts(), name);
			if (account !== undefined && account.password === password) return { account };
		}
		return { reason: 'unknown user or wrong password' };
	}
}
