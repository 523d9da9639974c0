import type { IDataObject } from 'n8n-workflow';

/** A resource locator as the panel stores it. */
export const locator = (value: string, mode = 'list'): IDataObject => ({
	__rl: true,
	mode,
	value,
});
