import type { Scenario } from '../../scenario';
import { transfer } from './transfer';

export const scenarios: readonly Scenario[] = [...transfer];
