import { DEFAULT_PASSWORD, type Sandbox } from '../../sandbox';
import { Reply } from './reply';

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

export interface CallOptions {
	/** Who signs in; default user1@contoso.example. */
	readonly user?: string;
	/** RequestServerVersion; default what fits the build. `null` leaves the header out. */
	readonly version?: string | null;
	/** More SOAP header elements. */
	readonly header?: string;
	/** The request breaks the schema on purpose: the schema hook judges the answer alone. */
	readonly invalid?: boolean;
}

const VERSION_OF: Readonly<Record<string, string>> = {
	'14.2': 'Exchange2010_SP2',
	'15.0': 'Exchange2013_SP1',
	'15.1': 'Exchange2016',
	'15.2': 'Exchange2016',
};

/** One run of a scenario: asks the server, and keeps what was checked. */
export class Trial {
	/** Requirement ids that a check named. */
	readonly checked = new Set<string>();
	/** What did not hold: `MS-OXWSCORE_R123: message`. */
	readonly failures: string[] = [];

	constructor(
		readonly sandbox: Sandbox,
		private readonly build = '15.2',
	) {}

	/** Sends one request element (prefixes `m:` and `t:` are bound) over HTTP. */
	async call(body: string, options: CallOptions = {}): Promise<Reply> {
		const {
			user = 'user1@contoso.example',
			version = VERSION_OF[this.build],
			header = '',
		} = options;
		const asked = version === null ? '' : `<t:RequestServerVersion Version="${version}"/>`;
		const client = options.invalid ? 'conformance' : 'n8n-nodes-microsoft-exchange/conformance';
		const response = await fetch(this.sandbox.url, {
			method: 'POST',
			headers: {
				'content-type': 'text/xml; charset=utf-8',
				'user-agent': client,
				authorization: `Basic ${Buffer.from(`${user}:${DEFAULT_PASSWORD}`).toString('base64')}`,
			},
			body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP}" xmlns:t="${TYPES}" xmlns:m="${MESSAGES}"><s:Header>${asked}${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`,
		});
		return new Reply(response.status, await response.text());
	}

	/** A step that has to succeed for the scenario to make sense. @throws Error when it does not */
	async ok(body: string, options: CallOptions = {}): Promise<Reply> {
		const reply = await this.call(body, options);
		if (!reply.isSuccess) {
			throw new Error(`A step ended in ${reply.codes.join(', ')}: ${body.slice(0, 300)}`);
		}
		return reply;
	}

	/** The requirement (or several that say the same of the same thing) is shown by this condition. */
	check(id: string | readonly string[], condition: boolean, message: string): void {
		for (const one of typeof id === 'string' ? id.split(/\s+/) : id) {
			this.checked.add(one);
			if (!condition) this.failures.push(`${one}: ${message}`);
		}
	}

	/** A requirement that two values are the same. */
	equal(id: string | readonly string[], actual: unknown, expected: unknown, what: string): void {
		const same = JSON.stringify(actual) === JSON.stringify(expected);
		this.check(id, same, `${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
	}
}
