import type { Scenario } from '../../scenario';
import { lifecycle } from './lifecycle';
import { shapes } from './shapes';

export const scenarios: readonly Scenario[] = [...lifecycle, ...shapes];
