import type { IDisplayOptions } from 'n8n-workflow';

/** Shows an entry of a collection, which looks at the parameters above it. */
export const showOption = (
	resources: readonly string[],
	operations: readonly string[],
): IDisplayOptions => ({
	show: { '/resource': [...resources], '/operation': [...operations] },
});
