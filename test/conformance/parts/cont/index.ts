import type { Scenario } from '../../scenario';
import { items } from './items';
import { operations } from './operations';
import { photo } from './photo';

export const scenarios: readonly Scenario[] = [...items, ...operations, ...photo];
