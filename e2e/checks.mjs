/** Counts what held and what did not; one line each as it happens. */
import { say, seconds } from '../scripts/lib/progress.mjs';

export class Checks {
	passed = 0;
	failed = 0;

	/** Runs one check; its error is printed and counted, the next check goes on. */
	check = async (name, work) => {
		const since = Date.now();
		try {
			const result = await work();
			this.passed += 1;
			say(`  ok    ${name} (${seconds(since)})`);
			return result;
		} catch (error) {
			this.failed += 1;
			say(`  FAIL  ${name} (${seconds(since)})`);
			say(String(error?.stack ?? error).replace(/^/gm, '        '));
			return undefined;
		}
	};

	heading(text) {
		say(`\n${text}`);
	}

	/** A group of checks; what stops the group between two checks counts as one more failed check. */
	async part(title, work) {
		try {
			await work();
		} catch (error) {
			this.failed += 1;
			say(`  FAIL  ${title} stopped`);
			say(String(error?.stack ?? error).replace(/^/gm, '        '));
		}
	}

	/** The line that closes a run. */
	get line() {
		return `${this.passed} passed, ${this.failed} failed`;
	}
}
