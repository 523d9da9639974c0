import { attachments } from './attachments';
import type { Faults } from './entry';
import { busy } from './busy';
import { conflicts } from './conflicts';
import { events } from './events';
import { folders } from './folders';
import { meetings } from './meetings';
import { people } from './people';
import { records } from './records';
import { request } from './request';
import { rights } from './rights';
import { searches } from './searches';
import { sending } from './sending';
import { services } from './services';
import { version } from './version';
import { writes } from './writes';

/** ResponseCodes of the operations that this product calls, and what they mean to the person. */
export const FAULTS: Faults = {
	...rights,
	...busy,
	...version,
	...folders,
	...records,
	...conflicts,
	...writes,
	...sending,
	...attachments,
	...events,
	...meetings,
	...people,
	...searches,
	...services,
	...request,
};

export type { FaultEntry, FaultKind } from './entry';
