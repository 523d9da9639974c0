import type { INodeProperties } from 'n8n-workflow';
import { core } from '../../shared/core';
import { resourceParameters as parametersOf } from '../../shared/parameters/resources';
import { sentence } from '../../shared/sentence';
import { DIRECTORY_OPERATIONS } from '../operations';

/** Resource and Operation, from the tables and the operations that they offer. */
export const resourceParameters = (): INodeProperties[] =>
	parametersOf(
		core().directoryTables.map((table) => ({
			name: table.label,
			value: table.name,
			description: sentence(table.description),
			operations: DIRECTORY_OPERATIONS.filter(({ offered }) => offered(table)).map(
				({ label, value, action, description }) => ({
					name: label,
					value,
					action: action(table),
					description: description(table),
				}),
			),
		})),
		'user',
	);
