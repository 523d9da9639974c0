import type { Scenario } from '../../scenario';
import {
	affectedOccurrences,
	bareTask,
	copyTask,
	fullTask,
	manyTasks,
	moveTask,
} from './operations';
import { patterns } from './patterns';
import { delegateState, isComplete, isRecurring, percentComplete, taskStatus } from './status';

export const scenarios: readonly Scenario[] = [
	...patterns,
	delegateState,
	taskStatus,
	percentComplete,
	affectedOccurrences,
	copyTask,
	moveTask,
	manyTasks,
	bareTask,
	fullTask,
	isComplete,
	isRecurring,
];
