import type { Scenario } from '../../scenario';
import { kept } from './kept';
import { saved } from './saved';
import { transfers } from './transfer';

export const scenarios: readonly Scenario[] = [...saved, ...transfers, ...kept];
