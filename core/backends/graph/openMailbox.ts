import type { Settings } from '../../connection/settings';
import { ExchangeError, FatalError, PermissionError, RetriableError } from '../../errors';
import type { HttpClient, HttpResponse } from '../../http/message';

const LIMIT = 64 * 1024;

/**
 * Opens the root folder of the connection's mailbox.
 * https://learn.microsoft.com/graph/api/mailfolder-get
 * @throws ExchangeError that tells the permission or address which is missing
 */
export async function openMailbox(
	settings: Pick<Settings, 'server' | 'defaultMailbox'>,
	http: HttpClient,
	signal: AbortSignal,
): Promise<void> {
	const { server, defaultMailbox } = settings;
	const whose = defaultMailbox ? `users/${encodeURIComponent(defaultMailbox)}` : 'me';
	const answer = await http.send({
		method: 'GET',
		url: `${server}/${whose}/mailFolders/msgfolderroot?$select=id`,
		headers: { accept: 'application/json' },
		safe: true,
		signal,
	});
	const isAnswer = isJson(answer);
	if (answer.status !== 200 && isAnswer) throw refusal(answer, await errorOf(answer), settings);
	await answer.discard();
	if (!isAnswer) throw refusal(answer, {}, settings);
}

interface GraphError {
	readonly code?: string;
	readonly message?: string;
}

const isJson = ({ headers }: HttpResponse) => /json/i.test(headers['content-type'] ?? '');

async function errorOf(answer: HttpResponse): Promise<GraphError> {
	try {
		const { error } = JSON.parse(await answer.text(LIMIT)) as { error?: Record<string, unknown> };
		const text = (value: unknown, most: number) =>
			typeof value === 'string'
				? value.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, most)
				: undefined;
		return { code: text(error?.code, 60), message: text(error?.message, 300) };
	} catch (error) {
		if (error instanceof ExchangeError) throw error;
		return {};
	}
}

/** What Graph says when it does not open a mailbox. https://learn.microsoft.com/graph/errors */
function refusal(
	{ status, headers }: HttpResponse,
	{ code, message }: GraphError,
	{ defaultMailbox }: Pick<Settings, 'defaultMailbox'>,
): ExchangeError {
	const whose = defaultMailbox ? `the mailbox '${defaultMailbox}'` : 'the own mailbox';
	const details = { status, code: code ?? `HTTP_${status}`, requestId: headers['request-id'] };
	const said = message ? `: ${message}` : '';
	if (status === 403) {
		return new PermissionError(`Microsoft Graph does not open ${whose} (403)${said}`, {
			...details,
			advice:
				'Add the permission Mail.Read (or Mail.ReadWrite) of Microsoft Graph to the app registration, application or delegated as the scheme needs, and have an administrator grant consent. An application access policy may also leave this mailbox out.',
		});
	}
	if (status === 404) {
		return new FatalError(`Microsoft Graph does not find ${whose} (404)${said}`, {
			...details,
			field: 'defaultMailbox',
			advice:
				"Check 'Default Mailbox', and that the account has a mailbox in Exchange Online: one that is on premises is reached by EWS.",
		});
	}
	if (status === 429 || status >= 500) {
		return new RetriableError(`Microsoft Graph is busy or out of order (${status})${said}`, {
			...details,
			advice: 'Try again in a few minutes.',
		});
	}
	return new FatalError(`Microsoft Graph answered ${status}${said}`, {
		...details,
		advice:
			status === 400
				? "An application has no mailbox of its own: enter one as 'Default Mailbox'."
				: "Check 'Azure Environment'.",
	});
}
