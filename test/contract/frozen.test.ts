import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MicrosoftExchangeApi } from '../../credentials/MicrosoftExchangeApi.credentials';
import { MicrosoftExchange } from '../../nodes/MicrosoftExchange/MicrosoftExchange.node';
import { compare } from './compare';
import { type Surface, surfaces } from './surface';

jest.mock('../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const all = surfaces(new MicrosoftExchange(), new MicrosoftExchangeApi());

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

describe('The interface document', () => {
	const shared = process.env.EXCHANGE_SHARED ?? join(__dirname, '../../../shared');
	const path = join(shared, 'interface.md');
	/** Names that the document leaves to the implementation. */
	const own = new Set(['procedure', 'inputs', 'allowRiskyTool', 'name', 'folder']);

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

	it('knows every parameter of the node and each of its values', () => {
		const known = names(section(text, '## Microsoft Exchange (', '## Active Directory'));
		const { parameters } = all['microsoftExchange.node.json'] as { parameters: Surface };
		const used = words(parameters).filter((word) => !own.has(word));
		expect(used.length).toBeGreaterThan(80);
		expect(used.filter((word) => !known.has(word))).toEqual([]);
	});

	it('knows every field of the credential and each of its values', () => {
		// The kinds of impersonation are listed once, with the node.
		const known = names(
			section(text, '## Credential fields', 'microsoftExchangeOAuth2Api ') +
				section(text, '## Microsoft Exchange (', '## Active Directory'),
		);
		const { fields } = all['microsoftExchangeApi.credential.json'] as { fields: Surface };
		const used = words(fields).filter((word) => word !== '' && !/^TLSv/.test(word));
		expect(used.length).toBeGreaterThan(40);
		expect(used.filter((word) => !known.has(word))).toEqual([]);
	});
});
