import type { Scenario } from '../../scenario';
import { attachments } from './attachments';

export const scenarios: readonly Scenario[] = attachments;
