import type { INodeProperties } from 'n8n-workflow';
import { accountParameters } from './account';
import { changesParameters } from './changes';
import { optionsParameter } from './options';
import { outputParameters, queryParameters } from './query';
import { resourceParameters } from './resources';
import { scopeParameters } from './scope';
import { writeParameters } from './write';

/** All parameters, generated from the directory tables of core and the operations that they offer. */
export const parameters = (): INodeProperties[] => [
	...resourceParameters(),
	...scopeParameters(),
	...changesParameters(),
	...accountParameters(),
	...writeParameters(),
	...queryParameters(),
	...outputParameters(),
	optionsParameter(),
];
