/** An error of one response message: the others of the request go on. */
export class EwsError extends Error {
	constructor(
		/** ResponseCodeType */
		readonly code: string,
		message: string,
		/** Content of MessageXml, XML already. */
		readonly detail = '',
	) {
		super(message);
		this.name = 'EwsError';
	}
}

/** An error of the whole request: HTTP 500 with a SOAP fault. */
export class EwsFault extends Error {
	constructor(
		readonly code: string,
		message: string,
		/** faultstring, when it says more than the message. */
		readonly reason = message,
		readonly detail = '',
	) {
		super(message);
		this.name = 'EwsFault';
	}
}

export const accessDenied = () =>
	new EwsError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
export const itemNotFound = () =>
	new EwsError('ErrorItemNotFound', 'The specified object was not found in the store.');
export const folderNotFound = () =>
	new EwsError('ErrorFolderNotFound', 'The specified folder could not be found in the store.');
export const idMalformed = () => new EwsError('ErrorInvalidIdMalformed', 'Id is malformed.');
