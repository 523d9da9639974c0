/** Namespaces of EWS messages; elements are told apart by these, never by prefix. */
export const NAMESPACES = {
	soap: 'http://schemas.xmlsoap.org/soap/envelope/',
	messages: 'http://schemas.microsoft.com/exchange/services/2006/messages',
	types: 'http://schemas.microsoft.com/exchange/services/2006/types',
	errors: 'http://schemas.microsoft.com/exchange/services/2006/errors',
} as const;
