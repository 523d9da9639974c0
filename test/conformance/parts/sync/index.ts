import type { Scenario } from '../../scenario';
import { hierarchy } from './hierarchy';
import { items } from './items';

export const scenarios: readonly Scenario[] = [...hierarchy, ...items];
