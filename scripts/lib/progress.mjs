/** What a person sees while a command works: one line per step, its time, and a sign of life. */

const interactive = Boolean(process.stdout.isTTY) && !process.env.CI;

export function say(text = '') {
	process.stdout.write(`${text}\n`);
}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one step: prints its title, its last line of detail while it takes long, and its time.
 * `work` gets a function that takes the current detail.
 */
export async function step(title, work) {
	const since = Date.now();
	let detail = '';
	let printed = '';
	const beat = () => {
		const line = `… ${title} (${seconds(since)}) ${detail}`.trimEnd();
		if (interactive) process.stdout.write(`\r\u001b[K${line.slice(0, process.stdout.columns - 1)}`);
		else if (detail !== printed || !detail) say(line);
		printed = detail;
	};
	const timer = setInterval(beat, interactive ? 1000 : 15_000);
	const clear = () => {
		clearInterval(timer);
		if (interactive) process.stdout.write('\r\u001b[K');
	};
	try {
		const result = await work((text) => {
			detail = text.trim().slice(0, 100);
		});
		clear();
		say(`✓ ${title} (${seconds(since)})`);
		return result;
	} catch (error) {
		clear();
		say(`✗ ${title} (${seconds(since)})`);
		throw error;
	}
}

/** Rows as a table with a frame of spaces; numbers to the right. */
export function table(headings, rows) {
	const cells = [headings, ...rows].map((row) => row.map((cell) => String(cell ?? '')));
	const widths = headings.map((_, i) => Math.max(...cells.map((row) => row[i].length)));
	const line = (row) =>
		row
			.map((cell, i) => (/^-?\d+$/.test(cell) ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
			.join('  ')
			.trimEnd();
	const [head, ...body] = cells.map((row) => `  ${line(row)}`);
	return [head, `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`, ...body].join('\n');
}
