import { DEFAULT_PASSWORD, startSandbox, type Build } from '../../../sandbox';

const ADDRESS = 'user1@contoso.example';
const authorization = `Basic ${Buffer.from(`${ADDRESS}:${DEFAULT_PASSWORD}`).toString('base64')}`;

async function withPhoto(build: Build, use: (get: typeof fetch, url: string) => Promise<void>) {
	const sandbox = await startSandbox({ build, schemes: ['Basic'] });
	sandbox.store.mailbox(ADDRESS).services.photo = {
		contentType: 'image/png',
		data: 'iVBORw0KGgo=',
	};
	try {
		await use(fetch, `${sandbox.url}/s/GetUserPhoto?size=HR96x96&email=`);
	} finally {
		await sandbox.close();
	}
}

test('a picture is fetched by GET, once', async () => {
	await withPhoto('15.2', async (get, url) => {
		const first = await get(url + ADDRESS, { headers: { authorization } });
		expect([first.status, first.headers.get('content-type')]).toEqual([200, 'image/png']);
		expect(Buffer.from(await first.arrayBuffer()).toString('base64')).toBe('iVBORw0KGgo=');
		const etag = first.headers.get('etag') ?? '';
		const again = await get(url + ADDRESS, { headers: { authorization, 'if-none-match': etag } });
		expect(again.status).toBe(304);
		const nobody = await get(`${url}nobody@example.org`, { headers: { authorization } });
		expect(nobody.status).toBe(404);
		const size = await get(url.replace('HR96x96', 'big'), { headers: { authorization } });
		expect(size.status).toBe(400);
		expect((await get(url + ADDRESS)).status).toBe(401);
	});
});

test('servers of 2010 have no such page', async () => {
	await withPhoto('14.2', async (get, url) => {
		expect((await get(url + ADDRESS, { headers: { authorization } })).status).toBe(404);
	});
});
