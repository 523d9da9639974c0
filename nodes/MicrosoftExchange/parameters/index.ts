import type { INodeProperties } from 'n8n-workflow';
import { optionsParameter } from './options';
import { procedureParameters } from './procedure';
import { outputParameters, queryParameters } from './query';
import { resourceParameters } from './resources';
import { scopeParameters } from './scope';
import { writeParameters } from './write';

/** All parameters below Authentication, generated from the tables and procedures of core. */
export const parameters = (): INodeProperties[] => [
	...resourceParameters(),
	...scopeParameters(),
	...procedureParameters(),
	...writeParameters(),
	...queryParameters(),
	...outputParameters(),
	optionsParameter(),
];
