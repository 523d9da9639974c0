import type { IExecuteFunctions } from 'n8n-workflow';
import type { DirectoryScope, DirectoryWrite } from '../../core/directory/session';
import type { ImpersonationType, Query } from '../../core/query/query';
import type { RecordsRequest } from '../../core/session';
import { parameter } from './parameter';
import { text, wholeNumber } from './values';

/** The Options collection of an item; what is not set is absent, so that core's defaults hold. */
export interface NodeOptions
	extends Partial<RecordsRequest['options']>, Pick<DirectoryWrite['options'], 'deleteSubtree'> {
	allowRiskyTool?: boolean;
	bodyFormat?: Query['bodyFormat'];
	changeKey?: string;
	failIfTruncated?: boolean;
	impersonationType?: ImpersonationType;
	includeSubfolders?: boolean;
	offset?: number;
	pageSize?: number;
	referrals?: DirectoryScope['referrals'];
	resolveDns?: DirectoryScope['resolveDns'];
	timeout?: number;
	timezone?: string;
	withoutDeletions?: boolean;
}

const NUMBERS: ReadonlyArray<readonly [keyof NodeOptions, string, number]> = [
	['batchSize', 'Batch Size', 1],
	['offset', 'Offset', 0],
	['pageSize', 'Page Size', 0],
	['timeout', 'Timeout', 1],
];

/** Reads the Options collection; numbers that an expression filled wrongly are refused by name. */
export function optionsOf(context: IExecuteFunctions, itemIndex: number): NodeOptions {
	const given = (parameter(context, 'options', itemIndex) ?? {}) as NodeOptions;
	const numbers: Record<string, number> = {};
	for (const [name, label, minimum] of NUMBERS) {
		const value = given[name];
		if (value !== undefined && value !== '') numbers[name] = wholeNumber(label, value, minimum);
	}
	const changeKey = text(given.changeKey);
	const timezone = text(given.timezone);
	return {
		...given,
		...numbers,
		changeKey: changeKey || undefined,
		timezone: timezone || undefined,
	};
}
