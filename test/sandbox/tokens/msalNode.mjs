// Microsoft's own library for Node with its own network client; in a process of its own because that knows
// no other certificates than those of NODE_EXTRA_CA_CERTS. A job in JSON on stdin, what came of it on stdout.
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';
import { text } from 'node:stream/consumers';

const job = JSON.parse(await text(process.stdin));
const { authority } = job;
const common = { authority, knownAuthorities: [new URL(authority).host] };
const scopes = [`${job.resource}/.default`];

async function submit(page, fields) {
	const shown = await (await fetch(page)).text();
	const hidden = [...shown.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
		([, name, value]) => [
			name,
			value.replace(/&#(\d+);/g, (_whole, code) => String.fromCharCode(Number(code))),
		],
	);
	const body = new URLSearchParams([...hidden, ...Object.entries(fields)]);
	const answer = await fetch(page, { method: 'POST', body, redirect: 'manual' });
	return answer.headers.get('location');
}

const attempt = async (work) => {
	try {
		const { accessToken, account } = await work();
		return { accessToken, account: account?.username };
	} catch ({ errorCode, errorNo, errorMessage }) {
		return { errorCode, errorNo, errorMessage };
	}
};
const person = { username: job.user, password: job.password, answer: 'accept' };
const asService = (proof) =>
	new ConfidentialClientApplication({
		auth: { ...common, clientId: job.service, ...proof },
	}).acquireTokenByClientCredential({ scopes });

const web = new ConfidentialClientApplication({
	auth: { ...common, clientId: job.web, clientSecret: job.secret },
});
const device = new PublicClientApplication({ auth: { ...common, clientId: job.device } });
const { privateKey, sha256, sha1 } = job.certificate;

const results = {
	secret: await attempt(() => asService({ clientSecret: job.secret })),
	wrongSecret: await attempt(() => asService({ clientSecret: 'wrong' })),
	certificate: await attempt(() =>
		asService({ clientCertificate: { privateKey, thumbprintSha256: sha256 } }),
	),
	oldCertificate: await attempt(() =>
		asService({ clientCertificate: { privateKey, thumbprint: sha1 } }),
	),
	code: await attempt(async () => {
		const redirectUri = 'http://localhost:33333';
		const page = await web.getAuthCodeUrl({ scopes, redirectUri });
		const code = new URL(await submit(page, person)).searchParams.get('code');
		const first = await web.acquireTokenByCode({ code, redirectUri, scopes });
		return await web.acquireTokenSilent({ account: first.account, scopes, forceRefresh: true });
	}),
	device: await attempt(() =>
		device.acquireTokenByDeviceCode({
			scopes,
			deviceCodeCallback: async ({ userCode, verificationUri }) => {
				await submit(verificationUri, { ...person, code: userCode });
			},
		}),
	),
	password: await attempt(() =>
		device.acquireTokenByUsernamePassword({ scopes, username: job.user, password: job.password }),
	),
};
process.stdout.write(JSON.stringify(results));
