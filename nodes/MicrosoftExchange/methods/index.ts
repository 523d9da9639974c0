import { microsoftExchangeApiTest } from './credentialTest';
import { searchFolders, searchMailboxes, searchProcedures } from './listSearch';
import { getColumns, getOperators, getWritableColumns } from './loadOptions';
import { getMappingColumns, getProcedureInputs } from './resourceMapping';

/** What the panel calls while a node is being set up. */
export const methods = {
	credentialTest: { microsoftExchangeApiTest },
	listSearch: { searchFolders, searchMailboxes, searchProcedures },
	loadOptions: { getColumns, getOperators, getWritableColumns },
	resourceMapping: { getMappingColumns, getProcedureInputs },
};
