import type { Operation } from '../../../core/schema/table';
import type { TableOperation as SharedOperation } from '../../shared/operation';

export { aRecord } from '../../shared/noun';

/** An operation on a mailbox table. */
export type TableOperation = SharedOperation<Operation>;
