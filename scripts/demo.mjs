// npm run demo: contacts flow from one mailbox of the Exchange sandbox to another through a real n8n.
//   --once        prints what happened, stops everything and exits with 0 or 1
//   --json        the last line is a JSON summary
//   --seed N      other data, other counts; default 7
//   --n8n FOLDER  uses an installed n8n; default: the pinned version, installed into the cache folder
//   --port P      port of n8n; default: a free one
import { parseArgs } from 'node:util';
import { runDemo } from './lib/demo/demo.mjs';
import { say } from './lib/progress.mjs';

const { values } = parseArgs({
	options: {
		once: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
		seed: { type: 'string', default: '7' },
		n8n: { type: 'string' },
		port: { type: 'string' },
	},
});

const wholeNumber = (name, text, max) => {
	if (/^\d+$/.test(text) && Number(text) <= max) return Number(text);
	throw new Error(`--${name} takes a whole number from 0 to ${max}, not '${text}'`);
};

try {
	const code = await runDemo({
		once: values.once,
		json: values.json,
		seed: wholeNumber('seed', values.seed, 2 ** 31),
		n8nFolder: values.n8n,
		port: values.port === undefined ? undefined : wholeNumber('port', values.port, 65535),
	});
	process.exit(code);
} catch (error) {
	say(`\n${error.message}`);
	process.exit(1);
}
