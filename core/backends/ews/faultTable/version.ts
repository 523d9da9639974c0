import { entry, type Faults } from './entry';

/** Version. */
export const version: Faults = {
	ErrorInvalidServerVersion: entry(
		'fatal',
		'The server does not know the version that was asked for',
		'Set Platform in the credential to auto or to the version of the server.',
	),
	ErrorIncorrectSchemaVersion: entry(
		'fatal',
		'The request does not fit the version that was asked for',
		'Set Platform in the credential to auto or to the version of the server.',
		true,
	),
	ErrorInvalidSchemaVersionForMailboxVersion: entry(
		'fatal',
		'The mailbox lives on an older server than the request asks for',
		'Set Platform in the credential to the version of the mailbox server.',
	),
	ErrorWrongServerVersion: entry(
		'fatal',
		'This server cannot open mailboxes of another Exchange version',
		'Use the EWS address of the server that holds the mailbox.',
	),
	ErrorWrongServerVersionDelegate: entry(
		'fatal',
		'This server cannot open that mailbox as a delegate',
		'Use the EWS address of the server that holds the mailbox, or impersonation.',
	),
	ErrorCrossSiteRequest: entry(
		'fatal',
		'The mailbox is in another site',
		'Use the EWS address of the site that holds the mailbox.',
	),
};
