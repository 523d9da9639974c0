import type { Scenario } from '../../scenario';
import { create } from './create';
import { sharing } from './permissions';
import { read } from './read';
import { transfer } from './transfer';

export const scenarios: readonly Scenario[] = [...create, ...transfer, ...read, ...sharing];
