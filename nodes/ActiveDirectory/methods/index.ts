import { microsoftActiveDirectoryApiTest } from './credentialTest';
import { searchContainers, searchGroups, searchObjects } from './listSearch';
import { getColumns, getOperators, getWritableColumns } from './loadOptions';
import { getMappingColumns } from './resourceMapping';

/** What the panel calls while a node is being set up. */
export const methods = {
	credentialTest: { microsoftActiveDirectoryApiTest },
	listSearch: { searchContainers, searchGroups, searchObjects },
	loadOptions: { getColumns, getOperators, getWritableColumns },
	resourceMapping: { getMappingColumns },
};
