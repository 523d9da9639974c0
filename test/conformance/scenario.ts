import type { SandboxOptions } from '../../sandbox';
import type { Rule } from '../../sandbox/rules';
import type { Trial } from './trial';

/** One of Microsoft's test cases, told anew: what is done, and which requirements it shows. */
export interface Scenario {
	/** Exactly as in cases.json. */
	readonly name: string;
	/** `MS-OXWSCORE_R123`; each is checked by name, or the scenario is red. */
	readonly requirements: readonly string[];
	/** Rules that turn the scenario red when the sandbox does not hold them. */
	readonly witnesses: readonly Rule[];
	/** The sandbox it runs against; default build 15.2 with three people and a service account. */
	readonly sandbox: Pick<SandboxOptions, 'build' | 'mailboxes' | 'accounts' | 'fill'>;
	readonly run: (trial: Trial) => Promise<void>;
}

export interface ScenarioOptions {
	readonly witnesses?: readonly Rule[];
	readonly sandbox?: Scenario['sandbox'];
}

/** @param requirements ids, as in Microsoft's list; one text with blanks between them will do */
export function scenario(
	name: string,
	requirements: string | readonly string[],
	run: Scenario['run'],
	{ witnesses = [], sandbox = {} }: ScenarioOptions = {},
): Scenario {
	const ids = typeof requirements === 'string' ? requirements.trim().split(/\s+/) : requirements;
	return { name, requirements: ids, witnesses, sandbox, run };
}
