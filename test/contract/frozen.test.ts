import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from './compare';
import { credentials, nodes } from './package';
import { type Surface, surfaces } from './surface';

jest.mock('../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const all = surfaces(nodes, credentials);

describe.each(Object.entries(all))('%s', (file, live) => {
	const frozen = JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as Surface;

	it('loses and changes nothing that saved workflows use', () => {
		expect(compare(frozen, live).broken).toEqual([]);
	});

	it('lists everything that is there (new names: node test/contract/update.mjs)', () => {
		expect(compare(frozen, live).added).toEqual([]);
	});
});

describe('The comparison', () => {
	it('notices what is gone, what changed and what is new, at any depth', () => {
		const frozen = { a: { type: 'string', values: { x: true, y: true } }, b: { default: '1' } };
		const live = { a: { type: 'number', values: { x: true, z: true } }, c: { default: '1' } };
		expect(compare(frozen, live)).toEqual({
			broken: ['a > type was "string", is "number"', 'a > values > y is gone', 'b is gone'],
			added: ['a > values > z', 'c'],
		});
	});
});

/** Words of the document that are no names: types, grammar, search methods. */
const NO_NAMES = new Set(
	`activeDirectory microsoftActiveDirectoryApi array as boolean collection columns credential false from in list match multiline multiOptions of options or resourceMapper
	searchContainers schema string the true values version withoutDeletions`.split(/\s+/),
);

describe('The interface document', () => {
	const shared = process.env.EXCHANGE_SHARED ?? join(__dirname, '../../../shared');
	const path = join(shared, 'interface.md');
	/** Names that the document leaves to the implementation. */
	const own = new Set([
		'procedure',
		'inputs',
		'allowRiskyTool',
		'name',
		'folder',
		'expires',
		'neverExpires',
		'oldPassword',
		'removeOutlookRules',
		'kerberosAllowRc4',
		'oauthJwtCertFile',
		'oauthJwtCertSubject',
		'testNotice',
	]);
	/** What the OAuth2 credential sets in n8n's own fields. */
	const inherited = new Set(
		`grantType authUrl accessTokenUrl scope authQueryParameters authentication ignoreSSLIssues`.split(
			' ',
		),
	);

	const section = (text: string, from: string, to: string) =>
		text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));
	const names = (text: string) => new Set(text.match(/[A-Za-z_][\w.]*/g));

	/** Every name, option value and mode of parameters, those of collections included. */
	function words(parameters: Surface): string[] {
		return Object.entries(parameters).flatMap(([name, parameter]) => {
			const { values, modes, entries } = parameter as Record<string, Surface | undefined>;
			const groups = entries?.values ?? entries?.property ?? entries ?? {};
			return [
				name,
				...Object.keys(values ?? {}),
				...Object.keys(modes ?? {}),
				...words(groups as Surface),
			];
		});
	}

	if (!existsSync(path)) {
		console.warn(`LEFT OUT: comparison with the interface document, which is not at ${path}`);
		return;
	}
	const text = readFileSync(path, 'utf8');

	const nodeSections: Array<[string, string, number]> = [
		[
			'microsoftExchange.node.json',
			section(text, '## Microsoft Exchange (', '## Active Directory'),
			80,
		],
		[
			'activeDirectory.node.json',
			// What it shares with Exchange (conditions, sort, mapper, some options) is listed once, there.
			section(text, '## Active Directory (', '## Credential fields') +
				section(text, '## Microsoft Exchange (', 'Output:'),
			80,
		],
	];

	it.each(nodeSections)(
		'knows every parameter of %s and each of its values',
		(file, part, count) => {
			const known = names(part);
			const { parameters } = all[file] as { parameters: Surface };
			const used = words(parameters).filter((word) => !own.has(word));
			expect(used.length).toBeGreaterThan(count);
			expect(used.filter((word) => !known.has(word))).toEqual([]);
		},
	);

	const credentialSections: Array<[string, string, number]> = [
		[
			'microsoftExchangeApi.credential.json',
			// The kinds of impersonation are listed once, with the node.
			section(text, '## Credential fields', 'microsoftExchangeOAuth2Api ') +
				section(text, '## Microsoft Exchange (', '## Active Directory'),
			90,
		],
		[
			'microsoftExchangeOAuth2Api.credential.json',
			section(text, '## Credential fields', 'microsoftActiveDirectoryApi\n') +
				section(text, '## Microsoft Exchange (', '## Active Directory'),
			40,
		],
		[
			'microsoftActiveDirectoryApi.credential.json',
			section(text, 'microsoftActiveDirectoryApi\n', 'scimServiceApi'),
			15,
		],
	];

	it.each(credentialSections)(
		'knows every field of %s and each of its values',
		(file, part, count) => {
			const known = names(part);
			const { fields } = all[file] as { fields: Surface };
			const used = words(fields).filter(
				(word) => word !== '' && !/^TLSv/.test(word) && !own.has(word) && !inherited.has(word),
			);
			expect(used.length).toBeGreaterThan(count);
			expect(used.filter((word) => !known.has(word))).toEqual([]);
		},
	);

	it('has every field of the Exchange credential that it decides', () => {
		const part = section(text, 'microsoftExchangeApi\n', '          secrets (password');
		const { fields } = all['microsoftExchangeApi.credential.json'] as { fields: Surface };
		const there = new Set(words(fields));
		const decided = [...names(part)].filter((word) => /^[a-z]\w+$/.test(word));
		expect(decided.length).toBeGreaterThan(60);
		const grammar = [
			'any',
			'case',
			'accepted',
			'false',
			'true',
			'microsoftExchangeApi',
			'property',
		];
		expect(decided.filter((word) => !there.has(word) && !grammar.includes(word))).toEqual([]);
	});

	it('has every name of the Active Directory node that it decides', () => {
		const part = section(text, '## Active Directory (', 'Output: lDAPDisplayName');
		const { parameters } = all['activeDirectory.node.json'] as { parameters: Surface };
		const operations = Object.entries(parameters.operation as Surface)
			.filter(([key]) => key.startsWith('values of '))
			.flatMap(([, values]) => Object.keys(values as Surface));
		const there = new Set([...words(parameters), ...operations]);
		const decided = [...names(part)].filter((word) => /^[a-z]\w+$/.test(word));
		expect(decided.length).toBeGreaterThan(80);
		expect(decided.filter((word) => !there.has(word) && !NO_NAMES.has(word))).toEqual([]);
	});
});
