/** n8n's own REST API, the one behind its pages. */

/** The session cookie is bound to this header: it goes with every request. */
const BROWSER_ID = 'n8n-nodes-microsoft-exchange';

export const OWNER = {
	email: 'owner@contoso.example',
	firstName: 'Demo',
	lastName: 'Owner',
	// n8n asks for 8 characters with an upper-case letter and a digit
	password: 'Exchange2019',
};

export class Rest {
	#cookie = '';

	constructor(url) {
		this.url = url;
	}

	async request(method, path, body) {
		const response = await fetch(this.url + path, {
			method,
			headers: {
				'browser-id': BROWSER_ID,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...(this.#cookie ? { cookie: this.#cookie } : {}),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		let data = text;
		try {
			data = JSON.parse(text);
		} catch {
			// not every answer is JSON
		}
		if (!response.ok) {
			const reason = data?.message ?? text.slice(0, 300);
			throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${reason}`);
		}
		const cookies = response.headers.getSetCookie();
		if (cookies.length) this.#cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		return data?.data ?? data;
	}

	/** Creates the owner of a new n8n, and signs in. */
	async signIn() {
		const { userManagement } = await this.request('GET', '/rest/settings');
		if (userManagement?.showSetupOnFirstLoad) {
			await this.request('POST', '/rest/owner/setup', OWNER);
		}
		await this.request('POST', '/rest/login', {
			emailOrLdapLoginId: OWNER.email,
			password: OWNER.password,
		});
	}

	/** Publishes the current version of a workflow, so that its triggers listen. */
	async activate(id) {
		const { versionId } = await this.request('GET', `/rest/workflows/${id}`);
		await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
	}
}
