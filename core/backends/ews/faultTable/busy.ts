import { LATER, entry, type Faults } from './entry';

/** Busy and broken for now. */
export const busy: Faults = {
	ErrorServerBusy: entry('busy', 'The Exchange server is busy and asked to wait', LATER),
	ErrorExceededConnectionCount: entry(
		'busy',
		'The account has too many connections open at the Exchange server',
		'Lower Concurrency in the credential, or ask the administrator to raise EwsMaxConcurrency in the throttling policy.',
	),
	ErrorBatchProcessingStopped: entry(
		'busy',
		'The server stopped the batch before it came to this record',
		'Run the record again, in a smaller batch.',
	),
	ErrorMailboxMoveInProgress: entry(
		'busy',
		'The mailbox is being moved to another database',
		'Try again when the move has finished.',
	),
	ErrorMailboxStoreUnavailable: entry('retriable', 'The mailbox database is not reachable', LATER),
	ErrorMailboxFailover: entry('retriable', 'The mailbox is changing to another server', LATER),
	ErrorTimeoutExpired: entry('retriable', 'The server did not finish in time', LATER),
	ErrorInternalServerTransientError: entry('retriable', 'The server has a passing trouble', LATER),
	ErrorInternalServerError: entry(
		'retriable',
		'The server could not process the request',
		`${LATER} Tell the administrator the request id if it stays so.`,
		true,
	),
	ErrorADUnavailable: entry('retriable', 'Exchange cannot reach Active Directory', LATER),
	ErrorADOperation: entry(
		'retriable',
		'Active Directory did not answer Exchange as expected',
		LATER,
		true,
	),
	ErrorServiceUnavailable: entry('retriable', 'The service is not available', LATER),
	ErrorConnectionFailed: entry('retriable', 'Exchange lost its connection to the mailbox', LATER),
	ErrorClientDisconnected: entry('retriable', 'The server saw the connection close', LATER),
	ErrorRequestAborted: entry('retriable', 'The server gave up the request', LATER),
	ErrorInsufficientResources: entry('busy', 'The server has no resources left', LATER),
	ErrorNotEnoughMemory: entry('retriable', 'The server has no memory left', LATER),
	ErrorTooManyObjectsOpened: entry('busy', 'The account has too many objects open', LATER),
	ErrorExceededFindCountLimit: entry(
		'busy',
		'The account runs too many searches at once',
		'Lower Concurrency in the credential.',
	),
	ErrorProxyCallFailed: entry(
		'retriable',
		'The server could not reach the server of the mailbox',
		LATER,
	),
	ErrorProxyRequestProcessingFailed: entry(
		'retriable',
		'The server of the mailbox did not answer as expected',
		LATER,
	),
	ErrorNoRespondingCASInDestinationSite: entry(
		'retriable',
		'No server answers in the site of the mailbox',
		LATER,
	),
	ErrorNoApplicableProxyCASServersAvailable: entry(
		'retriable',
		'No server can take the request on to the mailbox',
		LATER,
	),
	ErrorContentIndexingNotEnabled: entry(
		'fatal',
		'The mailbox has no search index',
		'Ask the administrator to enable content indexing of the database.',
	),
};
