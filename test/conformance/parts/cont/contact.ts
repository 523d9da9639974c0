import type { Trial } from '../../trial';
import { escape } from '../../xml';

/** An element with text. */
export const element = (name: string, text: string) => `<t:${name}>${escape(text)}</t:${name}>`;

const entry = (key: string, text: string) => `<t:Entry Key="${key}">${escape(text)}</t:Entry>`;

export const entries = (name: string, values: Readonly<Record<string, string>>) =>
	`<t:${name}>${Object.entries(values)
		.map(([key, text]) => entry(key, text))
		.join('')}</t:${name}>`;

/** One physical address with all its parts, marked by its key. */
export const address = (key: string) =>
	`<t:Entry Key="${key}">${['Street', 'City', 'State', 'CountryOrRegion', 'PostalCode']
		.map((part) => element(part, `${part} ${key}`))
		.join('')}</t:Entry>`;

const strings = (name: string, list: readonly string[]) =>
	`<t:${name}>${list.map((one) => element('String', one)).join('')}</t:${name}>`;

const YOMI = (id: number, text: string) =>
	`<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="Address" PropertyId="${id}" PropertyType="String"/><t:Value>${text}</t:Value></t:ExtendedProperty>`;
const TITLE = (text: string) =>
	`<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x3a45" PropertyType="String"/><t:Value>${text}</t:Value></t:ExtendedProperty>`;

/** What a contact needs, as its first name says. */
export const REQUIRED = element('Subject', 'Contact 1') + element('FileAs', 'Contact 1');

/** A contact with every element that a client may write, in the order of the schema. */
export const FULL = [
	element('Subject', 'Contact 1'),
	TITLE('Dr.'),
	YOMI(0x802c, 'Yomi First'),
	YOMI(0x802d, 'Yomi Last'),
	element('FileAs', 'Filed 1'),
	element('FileAsMapping', 'None'),
	element('DisplayName', 'Display 1'),
	element('GivenName', 'Given'),
	element('Initials', 'G.M.S.'),
	element('MiddleName', 'Middle'),
	element('Nickname', 'Nick'),
	element('CompanyName', 'Contoso'),
	entries('EmailAddresses', { EmailAddress1: 'one@example.org' }),
	`<t:PhysicalAddresses>${address('Business')}</t:PhysicalAddresses>`,
	entries('PhoneNumbers', { BusinessPhone: '+49 30 1' }),
	element('AssistantName', 'Assistant'),
	element('Birthday', '1980-02-03T00:00:00Z'),
	element('BusinessHomePage', 'http://example.org/'),
	strings('Children', ['Child 1', 'Child 2']),
	strings('Companies', ['Company 1', 'Company 2']),
	element('Department', 'Department'),
	element('Generation', 'Jr.'),
	entries('ImAddresses', { ImAddress1: 'im@example.org' }),
	element('JobTitle', 'Engineer'),
	element('Manager', 'Manager'),
	element('Mileage', '12 km'),
	element('OfficeLocation', 'Room 1'),
	element('PostalAddressIndex', 'Business'),
	element('Profession', 'Profession'),
	element('SpouseName', 'Spouse'),
	element('Surname', 'Surname'),
	element('WeddingAnniversary', '2005-06-07T00:00:00Z'),
	`<t:Urls><t:Url><t:Type>Business</t:Type><t:Name>Site</t:Name><t:Address>http://example.org/site</t:Address></t:Url></t:Urls>`,
].join('');

export const createXml = (inner: string, folder = 'contacts') =>
	`<m:CreateItem><m:SavedItemFolderId><t:DistinguishedFolderId Id="${folder}"/></m:SavedItemFolderId><m:Items><t:Contact>${inner}</t:Contact></m:Items></m:CreateItem>`;

export const getXml = (id: string) =>
	`<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:GetItem>`;

/** Creates a contact and reads it back. */
export async function roundTrip(trial: Trial, inner: string) {
	const created = await trial.ok(createXml(inner));
	return await trial.ok(getXml(created.id().id));
}
