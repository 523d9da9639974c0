/** Nodes as tools of an agent: n8n's MCP server trigger hands them to a client. */

/** A parameter that the model fills in. */
export const fromAi = (name, what) => `={{ $fromAI('${name}', '${what}', 'string') }}`;

/** @param options.path under which the tools are offered */
export function toolsWorkflow({ id, name, path, tools }) {
	const trigger = {
		id: 'mcp',
		name: 'Tools',
		type: '@n8n/n8n-nodes-langchain.mcpTrigger',
		typeVersion: 2,
		position: [0, 0],
		webhookId: path,
		parameters: { path, authentication: 'none' },
	};
	return {
		id,
		name,
		settings: { executionOrder: 'v1' },
		nodes: [
			trigger,
			...tools.map((node, i) => ({ id: `t${i}`, position: [i * 200, 240], ...node })),
		],
		connections: Object.fromEntries(
			tools.map((node) => [
				node.name,
				{ ai_tool: [[{ node: trigger.name, type: 'ai_tool', index: 0 }]] },
			]),
		),
	};
}
