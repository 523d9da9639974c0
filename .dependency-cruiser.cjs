/** The house's arrows, held in lint: see docs/architecture.md. */
const only = (name, from, allowed, comment) => ({
	name,
	severity: 'error',
	comment,
	from: { path: from },
	to: { path: '^(core|nodes|credentials|sandbox)/', pathNot: [from, ...allowed] },
});

module.exports = {
	forbidden: [
		{
			name: 'no-circle',
			severity: 'error',
			comment: 'Data flows one way, type imports included.',
			from: {},
			to: { circular: true },
		},
		{
			name: 'core-knows-nothing-of-n8n',
			severity: 'error',
			from: { path: '^core/' },
			to: { path: 'n8n-workflow|n8n-core|^nodes/|^credentials/|^sandbox/' },
		},
		{
			name: 'sandbox-judges-independently',
			severity: 'error',
			from: { path: '^sandbox/' },
			to: { path: '^(core|nodes|credentials)/' },
		},
		{
			name: 'credentials-import-nothing-of-core',
			severity: 'error',
			from: { path: '^credentials/' },
			to: { path: '^(core|nodes|sandbox)/' },
		},
		{
			name: 'no-protocol-library-in-the-shell',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: {
				dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'core'],
				// n8n takes files as streams of Node.
				pathNot: '^(node:)?stream$|n8n-workflow',
			},
		},
		{
			name: 'nodes-reach-core-by-its-door',
			severity: 'error',
			comment: 'Code through the door alone; types may be named where they live.',
			from: { path: '^nodes/' },
			to: {
				path: '^core/',
				pathNot: '^core/index\\.ts$',
				dependencyTypesNot: ['type-only'],
			},
		},
		only('errors', '^core/errors\\.ts$', [], 'Errors stand on nothing.'),
		only('schema', '^core/schema/', ['^core/errors\\.ts$'], 'Schema stands on errors alone.'),
		only('query', '^core/query/', ['^core/(schema|errors)'], 'A query is data.'),
		only('tables', '^core/tables/', ['^core/(schema|query|errors)'], 'Tables are data.'),
		only(
			'procedures',
			'^core/procedures/',
			['^core/(schema|query|errors)'],
			'Procedures are data.',
		),
		only('http', '^core/http/', ['^core/errors\\.ts$'], 'HTTP knows no scheme and no protocol.'),
		only('files', '^core/files/', ['^core/errors\\.ts$'], 'Files stand on errors alone.'),
		only(
			'net',
			'^core/net/',
			['^core/errors\\.ts$'],
			'Sockets that are not HTTP stand on errors alone.',
		),
		only(
			'auth',
			'^core/auth/',
			['^core/(http|net|files|errors)'],
			'A scheme knows http, net and files alone.',
		),
		only(
			'autodiscover',
			'^core/autodiscover/',
			[
				'^core/(auth|http|errors)',
				'^core/connection/settings\\.ts$',
				'^core/backends/ews/(decode|xml)/',
			],
			'It signs in at hosts of its own and reads XML.',
		),
		only('ews', '^core/backends/ews/', [
			'^core/backends/(backend|connectionProcedures)\\.ts$',
			'^core/(query|schema|http|errors)',
			'^core/connection/settings\\.ts$',
		]),
		only('graph', '^core/backends/graph/', [
			'^core/backends/(backend|connectionProcedures)\\.ts$',
			'^core/(query|schema|http|errors)',
			'^core/connection/settings\\.ts$',
		]),
		only('ldap', '^core/backends/ldap/', [
			'^core/backends/backend\\.ts$',
			'^core/(query|schema|http|net|errors)',
			'^core/connection/directorySettings\\.ts$',
		]),
		{
			name: 'tables-only-through-their-registry',
			severity: 'error',
			from: { path: '^core/', pathNot: '^core/(tables|procedures)/' },
			to: { path: '^core/tables/', pathNot: '^core/tables/registry\\.ts$' },
		},
		{
			name: 'no-orphans',
			severity: 'error',
			from: { orphan: true, path: '^(core|sandbox)/', pathNot: '\\.d\\.ts$' },
			to: {},
		},
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		doNotFollow: { path: 'node_modules' },
		enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
	},
};
