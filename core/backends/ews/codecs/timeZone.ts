import { toWindowsZone } from '../../../schema/zones';
import type { TextCodec } from './codec';
import { text } from './text';

/** Read as stored; written by its Windows name, whichever name was given. */
export const timeZone: TextCodec = {
	kind: 'text',
	decoder: () => undefined,
	encode: (value, column) => toWindowsZone(text.encode(value, column)),
};
