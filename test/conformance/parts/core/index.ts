import type { Scenario } from '../../scenario';
import { entities } from './entities';
import { extended } from './extended';
import { complete } from './full';
import { lifecycle } from './lifecycle';
import { mail } from './mail';
import { mixed } from './mixed';
import { readOnly } from './readOnly';
import { series } from './series';
import { shapes } from './shapes';
import { values } from './values';

export const scenarios: readonly Scenario[] = [
	...lifecycle,
	...shapes,
	...readOnly,
	...values,
	...extended,
	...mail,
	...mixed,
	...series,
	...complete,
	...entities,
];
