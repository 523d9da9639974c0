import type { Scenario } from '../../scenario';
import { create } from './create';

export const scenarios: readonly Scenario[] = create;
