import { createInterface } from 'node:readline';
import { StoredTokens } from '../../../../core/auth/oauth/storedTokens';
import { openTokenStore } from '../../../../core/auth/oauth/tokenStore';
import { identityWith, servicesIn } from './connection';

/**
 * A process of its own with one connection: for each line it reads, it asks for a token and writes it, or `!` and
 * the error. Argument: folder, file, token endpoint, first refresh token, as JSON.
 */
interface Task {
	readonly folder: string;
	readonly settingsLocation: string;
	readonly accessTokenUrl: string;
	readonly refreshToken: string;
	/** Asks again and again by itself. */
	readonly isEager?: boolean;
}

async function main(): Promise<void> {
	const task = JSON.parse(process.argv[2] ?? '') as Task;
	const { folder, settingsLocation, accessTokenUrl, refreshToken } = task;
	const services = servicesIn(folder);
	const identity = identityWith({ accessTokenUrl, refreshToken, settingsLocation });
	const store = await openTokenStore({ settingsLocation }, services);
	const source = new StoredTokens(identity, services, { store });
	const answer = async (): Promise<void> => {
		try {
			process.stdout.write(`${(await source.token()).value}\n`);
		} catch (error) {
			complain(error);
		}
	};
	process.stdout.write('ready\n');
	while (task.isEager) await answer();
	for await (const _line of createInterface({ input: process.stdin })) await answer();
	await source.close();
}

const complain = (error: unknown): void => {
	const { advice, code, message } = error as Error & { advice?: string; code?: string };
	process.stdout.write(`!${code} ${message} ${advice}\n`);
};

main().catch(complain);
