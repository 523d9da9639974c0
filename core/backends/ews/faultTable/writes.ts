import { CHECK_VALUE, entry, type Faults } from './entry';

/** Writes. */
export const writes: Faults = {
	ErrorItemSave: entry('skippable', 'The record could not be saved', CHECK_VALUE, true),
	ErrorItemSavePropertyError: entry(
		'skippable',
		'The record could not be saved',
		CHECK_VALUE,
		true,
	),
	ErrorPropertyUpdate: entry('skippable', 'A property could not be changed', CHECK_VALUE, true),
	ErrorPropertyValidationFailure: entry('input', 'The server refuses a value', CHECK_VALUE, true),
	ErrorInvalidPropertySet: entry(
		'input',
		'A property cannot be set',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyDelete: entry(
		'input',
		'A property cannot be cleared',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyAppend: entry(
		'input',
		'A property cannot be appended to',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyRequest: entry(
		'input',
		'A property cannot be read for this kind of record',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyForOperation: entry(
		'input',
		'A property cannot be used here',
		'Leave the column out.',
		true,
	),
	ErrorInvalidPropertyUpdateSentMessage: entry(
		'input',
		'That property of a sent message cannot be changed',
		'Change drafts only, or leave the column out.',
	),
	ErrorUpdatePropertyMismatch: entry(
		'input',
		'A property does not fit the kind of record',
		CHECK_VALUE,
		true,
	),
	ErrorIncorrectUpdatePropertyCount: entry(
		'input',
		'A property stands twice in the change',
		CHECK_VALUE,
	),
	ErrorInvalidExtendedProperty: entry(
		'input',
		'An extended property is not valid',
		CHECK_VALUE,
		true,
	),
	ErrorInvalidExtendedPropertyValue: entry(
		'input',
		'The value of an extended property is not valid',
		CHECK_VALUE,
		true,
	),
	ErrorUnsupportedMapiPropertyType: entry(
		'input',
		'The type of an extended property is not supported',
		CHECK_VALUE,
	),
	ErrorUnsupportedPropertyDefinition: entry(
		'input',
		'The server does not know a property',
		'Leave the column out.',
		true,
	),
	ErrorInvalidValueForProperty: entry('input', 'The server refuses a value', CHECK_VALUE, true),
	ErrorValueOutOfRange: entry('input', 'A value is out of range', CHECK_VALUE, true),
	ErrorRequiredPropertyMissing: entry('input', 'A required property is missing', CHECK_VALUE, true),
	ErrorInvalidContactEmailAddress: entry(
		'input',
		'An email address of the contact is not valid',
		CHECK_VALUE,
	),
	ErrorInvalidContactEmailIndex: entry(
		'input',
		'An email slot of the contact is not valid',
		CHECK_VALUE,
	),
	ErrorInvalidPercentCompleteValue: entry(
		'input',
		'Percent complete must be 0 to 100',
		CHECK_VALUE,
	),
	ErrorInvalidCompleteDate: entry('input', 'The completion date lies in the future', CHECK_VALUE),
	ErrorInvalidItemForOperationCreateItem: entry(
		'input',
		'That kind of record cannot be created',
		CHECK_VALUE,
	),
	ErrorInvalidItemForOperationSendItem: entry(
		'input',
		'That kind of record cannot be sent',
		'Send messages only.',
	),
	ErrorUnsupportedCulture: entry(
		'input',
		'The server does not know the language of Culture',
		CHECK_VALUE,
	),
	ErrorMimeContentInvalid: entry('input', 'The MIME content is not valid', CHECK_VALUE),
	ErrorMimeContentInvalidBase64String: entry(
		'input',
		'The MIME content is not Base64',
		CHECK_VALUE,
	),
	ErrorMimeContentConversionFailed: entry(
		'skippable',
		'The MIME content could not be converted',
		CHECK_VALUE,
	),
	ErrorQuotaExceeded: entry(
		'skippable',
		'The mailbox is full',
		'Free space, or ask the administrator to raise the quota: Set-Mailbox MAILBOX -ProhibitSendReceiveQuota SIZE.',
	),
	ErrorDataSizeLimitExceeded: entry(
		'input',
		'The record is larger than the server takes',
		'Shorten the body, or ask the administrator to raise the limit.',
	),
	ErrorMessageSizeExceeded: entry(
		'input',
		'The message is larger than the server takes',
		'Shorten it, or ask the administrator: Set-TransportConfig -MaxSendSize SIZE.',
	),
	ErrorRequestStreamTooBig: entry(
		'input',
		'The request is larger than the server takes',
		'Use a smaller batch size.',
	),
	ErrorVirusDetected: entry(
		'skippable',
		'The server found a virus in the record',
		'Look at the record before you try again.',
	),
	ErrorVirusMessageDeleted: entry(
		'skippable',
		'The server deleted the message because of a virus',
		'Look at the message before you try again.',
	),
};
