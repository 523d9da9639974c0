import type { EwsField } from '../../../schema/column';
import type { FolderTarget, OccurrenceRef } from '../request';
import type { Xml } from './element';
import { element } from './element';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** FieldURI, IndexedFieldURI or ExtendedFieldURI. */
export function fieldPath(field: EwsField): Xml {
	if ('uri' in field) {
		return 'index' in field
			? element('t:IndexedFieldURI', { FieldURI: field.uri, FieldIndex: field.index })
			: element('t:FieldURI', { FieldURI: field.uri });
	}
	if ('tag' in field) {
		return element('t:ExtendedFieldURI', { PropertyTag: field.tag, PropertyType: field.mapiType });
	}
	const byGuid = GUID.test(field.set);
	return element('t:ExtendedFieldURI', {
		DistinguishedPropertySetId: byGuid ? undefined : field.set,
		PropertySetId: byGuid ? field.set : undefined,
		PropertyName: field.propertyName,
		PropertyId: field.propertyId,
		PropertyType: field.mapiType,
	});
}

/** Equal for two fields that are one property, so that each is asked for and written once. */
export function fieldKey(field: EwsField): string {
	if ('uri' in field) return 'index' in field ? `${field.uri}[${field.index}]` : field.uri;
	if ('tag' in field) return `tag:${Number(field.tag)}`;
	return `${propertySetGuid(field.set)}:${field.propertyId ?? JSON.stringify(field.propertyName)}`;
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri */
const PROPERTY_SETS: Readonly<Record<string, string>> = {
	Address: '00062004-0000-0000-c000-000000000046',
	Appointment: '00062002-0000-0000-c000-000000000046',
	CalendarAssistant: '11000e07-b51b-40d6-af21-caa85edab1d0',
	Common: '00062008-0000-0000-c000-000000000046',
	InternetHeaders: '00020386-0000-0000-c000-000000000046',
	Meeting: '6ed8da90-450b-101b-98da-00aa003f1305',
	PublicStrings: '00020329-0000-0000-c000-000000000046',
	Sharing: '00062040-0000-0000-c000-000000000046',
	Task: '00062003-0000-0000-c000-000000000046',
	UnifiedMessaging: '4442858e-a9e3-4e80-b900-317a210cc15b',
};

export const propertySetGuid = (set: string): string => PROPERTY_SETS[set] ?? set.toLowerCase();

export function folderId(target: FolderTarget): Xml {
	if ('id' in target) {
		return element('t:FolderId', { Id: target.id, ChangeKey: target.changeKey });
	}
	return element(
		't:DistinguishedFolderId',
		{ Id: target.distinguished },
		target.mailbox === undefined
			? undefined
			: element('t:Mailbox', null, element('t:EmailAddress', null, target.mailbox)),
	);
}

export const itemId = ({ id, changeKey, isOccurrence }: OccurrenceRef): Xml =>
	isOccurrence
		? element('t:RecurringMasterItemId', { OccurrenceId: id, ChangeKey: changeKey })
		: element('t:ItemId', { Id: id, ChangeKey: changeKey });
