import type { Scenario } from '../../scenario';
import { lifecycle } from './lifecycle';

export const scenarios: readonly Scenario[] = [...lifecycle];
