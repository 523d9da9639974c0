// The Exchange sandbox as a process of its own.
//   npm run sandbox -- [--port 0] [--https] [--host 127.0.0.1] [--contacts 2500] [--seed 7] [--seed-file FILE]
//                      [--schemes NTLM,Basic] [--build 15.2] [--channel-binding off|allow|require] [--trace FOLDER] [--json]
//                      [--auth-persistence connection|request] [--digest-algorithms SHA-256,MD5] [--digest-qop auth,auth-int]
//                      [--max-request-bytes 37748736] [--tokens '{"lifetime":60}'] [--help]
// Schemes: NTLM, Negotiate (NTLM, as it is or within SPNEGO), Digest, Basic, Bearer (tokens of its own endpoints);
// none (--schemes=): everybody is the first account. Kerberos needs a judge, which only tests have.
// Prints the endpoint and who may sign in, and serves until SIGTERM or SIGINT.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { register } from 'tsx/cjs/api';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '0' },
		'https-port': { type: 'string', default: '0' },
		host: { type: 'string', default: '127.0.0.1' },
		https: { type: 'boolean', default: false },
		contacts: { type: 'string' },
		seed: { type: 'string' },
		'seed-file': { type: 'string' },
		schemes: { type: 'string', default: 'NTLM,Basic' },
		build: { type: 'string', default: '15.2' },
		'channel-binding': { type: 'string', default: 'allow' },
		'max-request-bytes': { type: 'string' },
		tokens: { type: 'string' },
		trace: { type: 'string' },
		'auth-persistence': { type: 'string', default: 'connection' },
		'digest-algorithms': { type: 'string', default: 'SHA-256,MD5' },
		'digest-qop': { type: 'string', default: 'auth' },
		help: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
	},
});

if (values.help) {
	const [head] = readFileSync(new URL(import.meta.url), 'utf8').split('\nimport ', 1);
	console.log(head.replace(/^\/\/ ?/gm, ''));
	process.exit(0);
}

/** Words between commas, each of which has to be allowed. */
function listOf(name, allowed) {
	const words = values[name].split(',').filter((word) => word !== '');
	const strange = words.find((word) => !allowed.includes(word));
	if (strange !== undefined) {
		console.error(`--${name} takes ${allowed.join(', ')}, not '${strange}'`);
		process.exit(2);
	}
	return words;
}

function oneOf(name, allowed) {
	if (!allowed.includes(values[name])) {
		console.error(`--${name} is one of ${allowed.join(', ')}, not '${values[name]}'`);
		process.exit(2);
	}
	return values[name];
}

function numberOf(name) {
	if (values[name] === undefined) return undefined;
	const number = Number(values[name]);
	if (!Number.isInteger(number) || number < 0) {
		console.error(`--${name} is a whole number, not '${values[name]}'`);
		process.exit(2);
	}
	return number;
}

register();
const { startSandbox } = createRequire(import.meta.url)('../sandbox/index.ts');

const sandbox = await startSandbox({
	port: numberOf('port'),
	httpsPort: numberOf('https-port'),
	host: values.host,
	https: values.https,
	contacts: numberOf('contacts'),
	seed: numberOf('seed'),
	seedFile: values['seed-file'] && path.resolve(values['seed-file']),
	schemes: listOf('schemes', ['NTLM', 'Negotiate', 'Digest', 'Basic', 'Bearer']),
	authPersistence: oneOf('auth-persistence', ['connection', 'request']),
	digest: {
		algorithms: listOf('digest-algorithms', ['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess']),
		qop: listOf('digest-qop', ['auth', 'auth-int']),
	},
	build: oneOf('build', ['14.2', '15.0', '15.1', '15.2']),
	channelBinding: oneOf('channel-binding', ['off', 'allow', 'require']),
	maxRequestBytes: numberOf('max-request-bytes'),
	tokens: values.tokens && JSON.parse(values.tokens),
	trace: values.trace && path.resolve(values.trace),
});

let closing = false;
async function stop() {
	if (closing) return;
	closing = true;
	await sandbox.close();
	process.exit(0);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

const accounts = sandbox.accounts.map(({ domain, user, principal, password, mailbox }) => ({
	user: `${domain}\\${user}`,
	principal,
	password,
	mailbox,
}));
if (values.json) {
	const { url, httpsUrl, ca } = sandbox;
	console.log(JSON.stringify({ url, httpsUrl, ca, accounts, pid: process.pid }));
} else {
	console.log(`Exchange sandbox  ${sandbox.url}`);
	if (sandbox.httpsUrl) {
		console.log(`                  ${sandbox.httpsUrl}\n\nCA certificate:\n${sandbox.ca}`);
	}
	if (values.schemes.includes('Bearer')) {
		const { tenantDomain, applications } = sandbox.tokens.settings;
		const { origin } = new URL(sandbox.url);
		console.log(`Tokens            ${origin}/${tenantDomain}/oauth2/v2.0/token`);
		for (const { name = 'Application', clientId, secrets = [] } of applications) {
			console.log(`  ${name.padEnd(24)} ${clientId}  ${secrets[0] ?? 'no secret'}`);
		}
	}
	for (const { user, password, mailbox } of accounts) {
		console.log(`  ${user.padEnd(24)} ${password}  ${mailbox ?? 'no mailbox'}`);
	}
	console.log('Stop with Ctrl+C.');
}
