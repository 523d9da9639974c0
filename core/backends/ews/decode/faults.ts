import { FatalError, RetriableError } from '../../../errors';

/** The answer is not the XML that EWS promises; asking again gives the same. */
export class XmlError extends FatalError {
	constructor(message: string, position: number) {
		super(`The server's answer is not valid XML: ${message} (character ${position + 1})`, {
			code: 'XML_SYNTAX',
			advice:
				'Something between this computer and Exchange may change the answer: try without proxy, or ask the administrator what stands in front of the server.',
		});
	}
}

/** The answer is larger or deeper than anything EWS sends. */
export class XmlLimitError extends FatalError {
	constructor(what: string, limit: number) {
		super(`The server's answer has ${what} over the limit of ${limit}`, {
			code: 'XML_LIMIT',
			advice:
				'Ask for fewer columns or rows, or check that the server address is an Exchange server.',
		});
	}
}

/** The connection closed in the middle of the answer. */
export class XmlEndError extends RetriableError {
	constructor(position: number) {
		super(
			position === 0
				? "The server's answer is empty"
				: `The server's answer ends early, after ${position} characters`,
			{
				code: position === 0 ? 'EMPTY_ANSWER' : 'XML_ENDS_EARLY',
				advice: 'Try again. If it stays so, ask for fewer rows per page or raise the timeout.',
			},
		);
	}
}

/** A web page stands where SOAP was expected, a sign-in form for example. */
export class HtmlAnswerError extends FatalError {
	constructor(status?: number) {
		super('The server answered with a web page instead of SOAP', {
			code: 'HTML_ANSWER',
			status,
			advice:
				'Check that the server address ends in /EWS/Exchange.asmx and that no sign-in page of a gateway or proxy stands in front of it.',
		});
	}
}
