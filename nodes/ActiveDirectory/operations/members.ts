import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RecordResult } from '../../../core/session';
import { core } from '../../shared/core';
import { eachItem, rowItem } from '../../shared/items';
import { parameter } from '../../shared/parameter';
import { lines } from '../../shared/values';
import { objectOf } from '../locators';
import { type DirectoryOperation, type DirectoryRun, only } from './operation';

/**
 * Members as typed: one per line, or an array. A line without `=` is no distinguished name, so commas
 * and semicolons separate names in it.
 */
export function membersOf(value: unknown): string[] {
	return lines(value).flatMap((line) =>
		line.includes('=')
			? [line]
			: line
					.split(/[,;]/)
					.map((name) => name.trim())
					.filter((name) => name !== ''),
	);
}

const change = (
	value: 'add' | 'remove',
	label: string,
	description: string,
	action: string,
): DirectoryOperation => ({
	value,
	label,
	description: () => description,
	action: () => action,
	offered: only('groupMember'),
	execute: async ({ run }) =>
		await eachItem(run, async (index, options) => {
			run.allowRisky(options, label);
			const group = objectOf(run.context, 'group', 'Group', index);
			const members = membersOf(parameter(run.context, 'members', index));
			if (members.length === 0) {
				throw new (core().InputError)("'Members' is empty", {
					field: 'Members',
					advice: 'Name at least one member, for example with {{ $json.distinguishedName }}.',
				});
			}
			const results = await run.session.changeMembers(group, members, value, run.call(options));
			return results.map((result) => memberItem(run, index, group.value, members, result));
		}),
});

/** One member's outcome as an item; a member that was refused is an error item, or ends the run. */
function memberItem(
	run: DirectoryRun,
	index: number,
	group: string,
	members: readonly string[],
	{ index: at, outcome, error, row }: RecordResult,
): INodeExecutionData {
	const named: IDataObject = { group, member: members[at] ?? null };
	if (error) return run.fail(error, index, named);
	return rowItem({ ...named, outcome, ...row }, index);
}

/** Who belongs to a group. */
export const memberOperations: readonly DirectoryOperation[] = [
	change('add', 'Add', 'Add members to a group', 'Add members to a group'),
	change('remove', 'Remove', 'Remove members from a group', 'Remove members from a group'),
];
