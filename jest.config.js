'use strict';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
	// asn1js is written in ES modules alone; the build bundles it.
	transformIgnorePatterns: ['^(?!.*/asn1js/).*/node_modules/'],
	transform: {
		'^.+(\\.ts|/asn1js/.+\\.js)$': [
			'@swc/jest',
			{
				jsc: {
					parser: { syntax: 'typescript' },
					target: 'es2022',
					keepClassNames: true,
				},
				module: { type: 'commonjs' },
				sourceMaps: 'inline',
			},
		],
	},
	testTimeout: 30_000,
	maxWorkers: 2,
	globalSetup: '<rootDir>/test/hook/setup.mjs',
	setupFilesAfterEnv: ['<rootDir>/test/hook/secrets/eachFile.ts'],
	reporters: [
		'default',
		'<rootDir>/test/hook/reporter.mjs',
		'<rootDir>/test/hook/secrets/reporter.mjs',
	],
};
