import { FOLDER_RULES } from './folders';
import { ITEM_RULES } from './items';
import { MEETING_RULES } from './meetings';
import { SERVICE_RULES } from './services';

/**
 * What the sandbox promises to do as Exchange does, each rule by name with one sentence. A rule can be
 * switched off, so that tests show that somebody would notice.
 */
export const RULES = {
	...ITEM_RULES,
	...FOLDER_RULES,
	...MEETING_RULES,
	...SERVICE_RULES,
} as const;

export type Rule = keyof typeof RULES;

export const RULE_NAMES = Object.keys(RULES) as Rule[];

/** Which rules hold in one sandbox: all but those that were switched off. */
export class Rules {
	/** Rules that a request came to: switching off another one would have changed nothing. */
	readonly asked = new Set<Rule>();
	private readonly broken: ReadonlySet<Rule>;

	/** @throws RangeError for a name that is no rule */
	constructor(broken: readonly Rule[] = []) {
		for (const name of broken) {
			if (!Object.hasOwn(RULES, name)) throw new RangeError(`There is no rule '${name}'`);
		}
		this.broken = new Set(broken);
	}

	holds(rule: Rule): boolean {
		this.asked.add(rule);
		return !this.broken.has(rule);
	}
}
