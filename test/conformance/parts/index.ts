import type { Scenario } from '../scenario';
import { scenarios as att } from './att';
import { scenarios as btrf } from './btrf';
import { scenarios as cont } from './cont';
import { scenarios as core } from './core';
import { scenarios as fold } from './fold';
import { scenarios as msg } from './msg';
import { scenarios as mtgs } from './mtgs';
import { scenarios as sync } from './sync';
import { scenarios as task } from './task';

/** Every scenario that there is, part by part. */
export const SCENARIOS: readonly Scenario[] = [
	...core,
	...mtgs,
	...fold,
	...msg,
	...task,
	...cont,
	...sync,
	...att,
	...btrf,
];
