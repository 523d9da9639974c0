import { AnswerReader } from '../../../../../core/backends/ews/decode/answer';
import { compileRowPlan } from '../../../../../core/backends/ews/decode/rowPlan';
import { Scanner, type ScannerSink } from '../../../../../core/backends/ews/decode/scanner';
import type { Row } from '../../../../../core/schema/column';
import { findTable } from '../../../../../core/tables/registry';

const { table } = findTable('contact', 'ews');
const COLUMNS = [
	'displayName',
	'givenName',
	'middleName',
	'companyName',
	'emailAddress1',
	'emailAddress2',
	'businessAddressStreet',
	'businessAddressCity',
	'categories',
	'surname',
];
const columns = COLUMNS.map((id) => table.columns.find((column) => column.id === id)!);

/** Numbers that look random and are the same in each run. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return (state >>> 8) / 2 ** 24;
	};
}

const TEXTS = [
	'Contact 17',
	'',
	' a ',
	'a &amp; b',
	'ü',
	'日本',
	'x\r\ny',
	'&#13;',
	'<![CDATA[<b>]]>',
	'a<!-- c -->b',
];

function record(random: () => number, p: string): string {
	const text = () => TEXTS[Math.floor(random() * TEXTS.length)] ?? '';
	const some = (xml: string) => (random() < 0.6 ? xml : '');
	const leaf = (name: string) => some(`<${p}${name}>${text()}</${p}${name}>`);
	const space = random() < 0.1 ? '\n  ' : '';
	const parts = [
		`<${p}ItemId Id="id${Math.floor(random() * 1e6)}${random() < 0.1 ? '&amp;' : ''}" ChangeKey='c'/>`,
		random() < 0.5 ? `<${p}ItemId Id="i" ChangeKey="k"/>` : '',
		some(`<${p}Categories><${p}String>${text()}</${p}String>${leaf('String')}</${p}Categories>`),
		leaf('DisplayName'),
		leaf('GivenName'),
		leaf('MiddleName'),
		random() < 0.1 ? `<${p}Unknown a="1"><${p}Surname>no</${p}Surname></${p}Unknown>` : '',
		random() < 0.1 ? `<${p}CompanyName/>` : leaf('CompanyName'),
		some(
			`<${p}EmailAddresses>${some(`<${p}Entry Key="EmailAddress1">${text()}</${p}Entry>`)}${some(`<${p}Entry Key="EmailAddress2" Name="n">${text()}</${p}Entry>`)}</${p}EmailAddresses>`,
		),
		some(
			`<${p}PhysicalAddresses><${p}Entry Key="Business">${leaf('Street')}${leaf('City')}</${p}Entry></${p}PhysicalAddresses>`,
		),
		leaf('Surname'),
	];
	if (random() < 0.1) parts.push(parts.splice(3, 1)[0] ?? '');
	return `<${p}Contact>${parts.join(space)}</${p}Contact>`;
}

function answer(random: () => number, p: string): string {
	const types = `xmlns${p === '' ? '' : `:${p.slice(0, -1)}`}="http://schemas.microsoft.com/exchange/services/2006/types"`;
	const records = Array.from({ length: 40 }, () => record(random, p));
	return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:FindItemResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" ${types}><m:ResponseMessages><m:FindItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:RootFolder IncludesLastItemInRange="true"><${p}Items>${records.join('')}</${p}Items></m:RootFolder></m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse></s:Body></s:Envelope>`;
}

function read(xml: string, size: number, usesPattern: boolean, shared: boolean): Row[] {
	const rows: Row[] = [];
	const plan = compileRowPlan(shared ? columns : [...columns]);
	const reader = new AnswerReader({ plan, element: 'Contact', onRow: (row) => rows.push(row) });
	const sink: ScannerSink = usesPattern
		? reader
		: {
				open: (name, attributes) => reader.open(name, attributes),
				close: (text) => reader.close(text),
			};
	const scanner = new Scanner(sink);
	const bytes = Buffer.from(xml);
	for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
	scanner.end();
	return rows;
}

it.each(['t:', '', 'other:'])('gives the rows of the long way, prefix "%s"', (prefix) => {
	for (let seed = 1; seed <= 40; seed++) {
		const random = numbers(seed);
		const xml = answer(random, prefix);
		const expected = read(xml, 1_000_000, false, false);
		expect(expected).toHaveLength(40);
		for (const size of [1 + Math.floor(random() * 40), 700, 1_000_000]) {
			expect(read(xml, size, true, false)).toEqual(expected);
			// Learned from all answers before.
			expect(read(xml, size, true, true)).toEqual(expected);
		}
	}
});

it('refuses what the long way refuses', () => {
	for (let seed = 1; seed <= 150; seed++) {
		const random = numbers(seed);
		const xml = answer(random, 't:');
		const at = 600 + Math.floor(random() * (xml.length - 800));
		const characters = '<>&"/\rx';
		const broken =
			xml.slice(0, at) +
			(characters[Math.floor(random() * characters.length)] ?? '') +
			xml.slice(at + Math.floor(random() * 3));
		const outcome = (usesPattern: boolean) => {
			try {
				return read(broken, 700, usesPattern, true);
			} catch (error) {
				return (error as Error).constructor.name;
			}
		};
		expect(outcome(true)).toEqual(outcome(false));
	}
});

it('does not go over the text again and again when records are made to fail late', () => {
	// One expression with two ways to match would need hours for these 8 MB; a second is usual.
	const street = `<t:Street>${'x'.repeat(5000)}</t:Street>`;
	const late = `<t:Contact><t:PhysicalAddresses><t:Entry Key="Business">${street}<t:City>c</t:City><t:New/></t:Entry></t:PhysicalAddresses></t:Contact>`;
	const good = late.replace('<t:New/>', '');
	const [head = '', tail = ''] = answer(numbers(1), 't:').split(/<t:Contact>[^]*<\/t:Contact>/);
	const before = process.cpuUsage().user;
	expect(read(head + (good + late).repeat(800) + tail, 65_536, true, true)).toHaveLength(1600);
	expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(30);
});
