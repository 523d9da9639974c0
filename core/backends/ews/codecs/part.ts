import { takePart } from '../../../schema/parts';
import type { PartOf } from '../../../schema/column';
import type { TreeCodec } from './codec';

/**
 * A part of the value that the whole's codec makes. It has no `encode`: parts become wholes before
 * anything is written.
 */
export const part = (whole: TreeCodec, partOf: PartOf): TreeCodec => ({
	kind: 'tree',
	...(whole.sources ? { sources: whole.sources } : {}),
	decode: (trees, column) => takePart(whole.decode(trees, column), partOf),
});
