/** A client of n8n's MCP server trigger: calls the tools of a workflow the way an agent does. */

const VERSION = '2025-03-26';

export class McpClient {
	#url;
	#session;
	#id = 0;

	constructor(url) {
		this.#url = url;
	}

	/** n8n registers the address a moment after the workflow was activated. */
	async connect(limitMs = 30_000) {
		const until = Date.now() + limitMs;
		const hello = {
			protocolVersion: VERSION,
			capabilities: {},
			clientInfo: { name: 'e2e', version: '1' },
		};
		for (;;) {
			try {
				return await this.#call('initialize', hello);
			} catch (error) {
				if (!/ 404$/.test(error.message) || Date.now() > until) throw error;
				await new Promise((resolve) => setTimeout(resolve, 250));
			}
		}
	}

	async tools() {
		return (await this.#call('tools/list', {})).tools;
	}

	/** The tool's answer as text. */
	async callTool(name, args) {
		const { content, isError } = await this.#call('tools/call', { name, arguments: args });
		const text = content.map((part) => part.text).join('\n');
		if (isError) throw new Error(text);
		return text;
	}

	async #call(method, params) {
		const response = await fetch(this.#url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(this.#session ? { 'mcp-session-id': this.#session } : {}),
			},
			body: JSON.stringify({ jsonrpc: '2.0', id: ++this.#id, method, params }),
		});
		if (!response.ok) throw new Error(`${method} was answered with ${response.status}`);
		this.#session ??= response.headers.get('mcp-session-id');
		const text = await response.text();
		const data = /^data: (.*)$/m.exec(text)?.[1] ?? text;
		const { result, error } = JSON.parse(data);
		if (error) throw new Error(error.message);
		return result;
	}
}
