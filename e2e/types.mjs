/** What n8n knows of the package after loading it. */
import assert from 'node:assert/strict';
import { PACKAGE } from './world.mjs';

export async function checkTypes({ check }, world) {
	const { rest, url } = world.n8n;
	const types = await rest.request('GET', '/types/nodes.json');
	const credentials = await rest.request('GET', '/types/credentials.json');
	const named = (name) => types.find((type) => type.name === `${PACKAGE}.${name}`);
	const node = named('microsoftExchange');
	const directory = named('activeDirectory');
	await check('the node and its tool are loaded', () => {
		assert.equal(node?.displayName, 'Microsoft Exchange');
		assert.ok(types.some((type) => type.name === `${PACKAGE}.microsoftExchangeTool`));
	});
	await check('the directory node and its tool are loaded', () => {
		assert.equal(directory?.displayName, 'Microsoft Active Directory');
		assert.ok(named('activeDirectoryTool'));
		for (const word of ['ad', 'active directory', 'ldap'])
			assert.ok(directory.codex.alias.includes(word), word);
	});
	await check('icons for light and dark are served', async () => {
		const own = credentials.filter(({ name }) =>
			/^microsoft(Exchange(OAuth2)?|ActiveDirectory)Api$/.test(name),
		);
		assert.equal(own.length, 3);
		for (const owner of [node, directory, ...own]) {
			const { light, dark } = owner.iconUrl;
			assert.notEqual(light, dark);
			for (const icon of [light, dark]) {
				const response = await fetch(new URL(icon, `${url}/`));
				assert.equal(response.status, 200);
				assert.match(response.headers.get('content-type'), /svg/);
				assert.match(await response.text(), /<svg/);
			}
		}
	});
	await check('category and search words come from the codex file', () => {
		const { categories, alias } = node.codex;
		assert.ok(categories.length > 0);
		for (const word of ['ews', 'outlook', 'contacts', 'calendar'])
			assert.ok(alias.includes(word), word);
	});
	await check('Settings > Community nodes lists the package, loaded', async () => {
		const listed = await rest.request('GET', '/rest/community-packages');
		const own = listed.find(({ packageName }) => packageName === PACKAGE);
		assert.equal(own.installedVersion, world.n8n.package.version);
		assert.notEqual(own.failedLoading, true);
		assert.deepEqual(own.installedNodes.map(({ name }) => name).sort(), [
			'Microsoft Active Directory',
			'Microsoft Exchange',
		]);
	});
}
