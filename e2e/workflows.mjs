/** Small workflows for the checks, as n8n's import takes them. */
import { PACKAGE } from './world.mjs';

export const manual = {
	name: 'Run by hand',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};

export const email = (value) => ({ __rl: true, mode: 'email', value });

export const exchange = (name, parameters, more = {}) => ({
	name,
	type: `${PACKAGE}.microsoftExchange`,
	typeVersion: 1,
	parameters: { resource: 'contact', ...parameters },
	...more,
});

/** Nodes in a row, each leading to the next. */
export function chain(id, name, nodes, settings = {}) {
	return {
		id,
		name,
		settings: { executionOrder: 'v1', ...settings },
		nodes: nodes.map((node, i) => ({ id: `${id}-${i}`, position: [i * 224, 0], ...node })),
		connections: Object.fromEntries(
			nodes
				.slice(0, -1)
				.map((node, i) => [
					node.name,
					{ main: [[{ node: nodes[i + 1].name, type: 'main', index: 0 }]] },
				]),
		),
	};
}
