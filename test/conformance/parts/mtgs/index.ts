import type { Scenario } from '../../scenario';
import { accept, appointment, cancel, declineSeries, single, tentative } from './create';
import { sending } from './sending';
import { series } from './series';

export const scenarios: readonly Scenario[] = [
	appointment,
	accept,
	declineSeries,
	tentative,
	single,
	cancel,
	...sending,
	...series,
];
