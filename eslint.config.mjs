import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import * as parser from '@typescript-eslint/parser';
import nodesBase from 'eslint-plugin-n8n-nodes-base';

const typescript = { parser, parserOptions: { ecmaVersion: 'latest', sourceType: 'module' } };
/** package.json as an expression, which is how the rules for it read it. */
const json = { parser, parserOptions: { extraFileExtensions: ['.json'] } };
const base = { 'n8n-nodes-base': nodesBase };

/**
 * The official rules of n8n for a package that is not meant for n8n Cloud (it opens sockets), used as
 * they are. What they cannot see, descriptions that are generated, is linted by
 * scripts/lint-descriptions.mjs with the same configuration.
 */
export default [
	{
		ignores: [
			'**/node_modules/**',
			'dist/**',
			'coverage/**',
			'.cache/**',
			'bench/**',
			'core/**',
			'docs/**',
			'e2e/**',
			'sandbox/**',
			'scripts/**',
			'templates/**',
			'test/**',
			'*.{js,cjs,mjs,ts}',
		],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		languageOptions: typescript,
		...n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport,
	},
	{
		files: ['package.json'],
		languageOptions: json,
		...n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport,
	},
	{
		files: ['package.json'],
		languageOptions: json,
		plugins: base,
		rules: nodesBase.configs.community.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		languageOptions: typescript,
		plugins: base,
		rules: nodesBase.configs.credentials.rules,
	},
	{
		files: ['nodes/**/*.ts'],
		languageOptions: typescript,
		plugins: base,
		rules: nodesBase.configs.nodes.rules,
	},
];
