import type { Scenario } from '../../scenario';
import { sending } from './sending';

export const scenarios: readonly Scenario[] = [...sending];
