import type { Context } from '../context';
import { EwsError } from '../errors';
import { alone, attempt, failure, success, type Answer } from '../response';
import { applyOperations, operationErrors, releaseBlob } from '../rules/write';
import type { Node } from '../xml/node';
import { rulesMailbox } from './getInboxRules';

const NAME = 'UpdateInboxRulesResponse';

/** All operations or none: one that cannot be done leaves the rules, and Outlook's blob, as they were. */
export function updateInboxRules(request: Node, ctx: Context): Answer {
	return alone(
		attempt(NAME, '', () => {
			const owner = rulesMailbox(request, ctx);
			const wrong = operationErrors(request, owner, ctx);
			if (wrong !== '') {
				return failure(
					NAME,
					new EwsError(
						'ErrorInboxRulesValidationError',
						'One or more validation errors happened on an inbox rule.',
					),
					`<m:RuleOperationErrors>${wrong}</m:RuleOperationErrors>`,
				);
			}
			releaseBlob(request, owner);
			applyOperations(request, owner, ctx);
			return success(NAME, '');
		}),
	);
}
