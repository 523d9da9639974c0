/** Writes docs/parity.md, docs/columns.md and docs/guides/advanced-properties.md from the declarations: `npx tsx scripts/parity.ts`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { columnsMarkdown, parityMarkdown } from './lib/columnDocs';
import { propertiesMarkdown } from './lib/propertyDocs';

const docs = path.resolve(__dirname, '../docs');

async function write(name: string, text: string): Promise<void> {
	const file = path.join(docs, name);
	await writeFile(file, await prettier.format(text, { parser: 'markdown' }));
	process.stdout.write(`${path.relative(process.cwd(), file)}\n`);
}

async function main(): Promise<void> {
	await write('parity.md', parityMarkdown());
	await write('columns.md', columnsMarkdown());
	await write('guides/advanced-properties.md', propertiesMarkdown());
}

void main();
