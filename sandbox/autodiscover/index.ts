import type { Build } from '../ews/version';
import type { Store } from '../store';
import { poxAddress, poxAnswer } from './pox';
import { soapAnswer, soapQuestion } from './soap';
import type { AutodiscoverRules } from './rules';

export { AutodiscoverRules } from './rules';
export type { AutodiscoverAnswer, AutodiscoverRule } from './rules';

export interface AutodiscoverRequest {
	readonly over: 'pox' | 'soap';
	readonly host: string;
	readonly secure: boolean;
	/** Where the sandbox listens, without a slash at the end. */
	readonly origin: string;
	readonly xml: string;
}

/** The answer to one signed-in request. */
export function handleAutodiscover(
	store: Store,
	rules: AutodiscoverRules,
	request: AutodiscoverRequest,
	build: Build,
): string {
	const { origin, xml } = request;
	if (request.over === 'pox') {
		const address = poxAddress(xml);
		const rule = rules.find({ ...request, address }, false);
		return poxAnswer(store, address, rule, origin, build);
	}
	const ruleOf = (address: string) => rules.find({ ...request, address }, false);
	return soapAnswer(store, soapQuestion(xml), ruleOf, origin, build);
}
