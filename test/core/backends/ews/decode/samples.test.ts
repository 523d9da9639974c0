import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { AnswerReader } from '../../../../../core/backends/ews/decode/answer';
import { compileRowPlan } from '../../../../../core/backends/ews/decode/rowPlan';
import { Scanner } from '../../../../../core/backends/ews/decode/scanner';
import { describeWithShared } from '../../../../support/shared';
import { randomNumbers, scan } from './recorder';

/** The same lines from a reader that is not ours. */
function independent(xml: string): string[] {
	const lines: string[] = [];
	const open: string[] = [];
	const texts: string[] = [];
	const parser = new SaxesParser({ xmlns: true });
	parser.on('opentag', ({ uri, local, attributes }) => {
		const values = Object.values(attributes)
			.filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
			.map((attribute) => [attribute.local, attribute.value])
			.sort(([left = ''], [right = '']) => (left < right ? -1 : 1));
		lines.push(`<{${uri}}${local} ${JSON.stringify(values)}`);
		open.push(local);
		texts.push('');
	});
	const add = (text: string): void => {
		if (texts.length > 0) texts[texts.length - 1] += text;
	};
	parser.on('text', add);
	parser.on('cdata', add);
	parser.on('closetag', () => {
		lines.push(`>${open.pop() ?? ''} ${JSON.stringify(texts.pop())}`);
	});
	parser.on('error', (error) => {
		throw error;
	});
	parser.write(xml).close();
	return lines;
}

interface Sample {
	readonly file: string;
	readonly kind: string;
	readonly op: string;
	readonly codes?: string[];
}

function samplesOf(folder: string, index: string): Array<Sample & { bytes: Buffer }> {
	const list = JSON.parse(readFileSync(path.join(folder, index), 'utf8')) as Sample[];
	return list
		.filter(({ kind }) => kind !== 'request')
		.map((sample) => ({ ...sample, bytes: readFileSync(path.join(folder, sample.file)) }));
}

function readAnswer(bytes: Uint8Array): AnswerReader {
	const reader = new AnswerReader({ plan: compileRowPlan([]) });
	const scanner = new Scanner(reader);
	scanner.push(bytes);
	scanner.end();
	return reader;
}

describeWithShared('published and recorded answers', 'samples', (root) => {
	const published = samplesOf(path.join(root, 'ews'), 'manifest.json');
	const recorded = samplesOf(path.join(root, 'ews-wire'), 'index.json');
	const all = [...published, ...recorded];

	test('all are read as an independent reader reads them', () => {
		expect(published.length).toBeGreaterThanOrEqual(159);
		expect(recorded.length).toBeGreaterThanOrEqual(46);
		for (const { bytes } of all) {
			expect(scan(bytes)).toEqual(independent(bytes.toString('utf8').replace(/^\uFEFF/, '')));
		}
	});

	test('all are read the same in random pieces', () => {
		const random = randomNumbers(3);
		for (const { bytes } of all) {
			const cuts: number[] = [];
			for (let at = random(50); at < bytes.length; at += 1 + random(50)) cuts.push(at);
			expect(scan(bytes, cuts)).toEqual(scan(bytes));
		}
	});

	test('some are read the same whichever byte they are cut at', () => {
		for (const { bytes } of [...recorded.slice(0, 2), ...published.slice(0, 1)]) {
			const whole = scan(bytes);
			for (let cut = 0; cut <= bytes.length; cut++) expect(scan(bytes, [cut])).toEqual(whole);
		}
	});

	test('recorded answers give the codes that the index names', () => {
		for (const { bytes, codes = [], kind } of recorded) {
			const reader = readAnswer(bytes);
			if (kind === 'fault') {
				expect(reader.fault).toBeDefined();
				continue;
			}
			expect(reader.messages.map(({ code }) => code)).toEqual(codes);
			expect(reader.version).toMatchObject({
				MajorVersion: expect.stringMatching(/^(?:8|14)$/) as string,
			});
		}
	});

	test('every record of a published answer has its id', () => {
		let records = 0;
		for (const { bytes, op } of published) {
			if (
				!/^(?:FindItem|GetItem|CreateItem|FindFolder|GetFolder|CreateFolder|UpdateItem)$/.test(op)
			)
				continue;
			for (const message of readAnswer(bytes).messages) {
				for (const row of message.rows) {
					records++;
					expect(row).toMatchObject({ id: expect.any(String) as string });
				}
			}
		}
		expect(records).toBeGreaterThan(40);
	});
});
