import type { Scenario } from '../../scenario';
import { copyTask } from './copy';

export const scenarios: readonly Scenario[] = [copyTask];
