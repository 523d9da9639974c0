import { scenario, type Scenario } from '../../scenario';
import {
	additional,
	BASE,
	create,
	createXml,
	getXml,
	itemXml,
	setXml,
	shape,
	subjectXml,
	updatedKind,
	updateXml,
} from './kinds';

interface Property {
	/** Name of the case. */
	readonly name: string;
	readonly element: string;
	/** The element as a client would write it. */
	readonly xml: string;
	/** Requirements: it is read-only, and setting it is an error. */
	readonly refused: string;
	/** Requirement: the server returns it. */
	readonly returned?: string;
	/** CreateItem alone. */
	readonly createOnly?: boolean;
}

const RIGHTS = ['CreateAssociated', 'CreateContents', 'CreateHierarchy', 'Delete', 'Modify', 'Read']
	.map((right) => `<t:${right}>true</t:${right}>`)
	.join('');
const TIME = '2026-01-15T09:00:00Z';

const PROPERTIES: readonly Property[] = [
	{
		name: 'MSOXWSCORE_S01_TC29_ItemIdIsReadOnly',
		element: 'ItemId',
		xml: '<t:ItemId Id="AAMk" ChangeKey="CQAA"/>',
		refused: 'MS-OXWSCORE_R2014 MS-OXWSCORE_R2347',
		returned: 'MS-OXWSCORE_R2015',
	},
	{
		name: 'MSOXWSCORE_S01_TC30_ParentFolderIdIsReadOnly',
		element: 'ParentFolderId',
		xml: '<t:ParentFolderId Id="AAMk" ChangeKey="AQAA"/>',
		refused: 'MS-OXWSCORE_R2016 MS-OXWSCORE_R2348',
	},
	{
		name: 'MSOXWSCORE_S01_TC31_DateTimeReceivedIsReadOnly',
		element: 'DateTimeReceived',
		xml: `<t:DateTimeReceived>${TIME}</t:DateTimeReceived>`,
		refused: 'MS-OXWSCORE_R2025 MS-OXWSCORE_R2349',
		returned: 'MS-OXWSCORE_R2026',
	},
	{
		name: 'MSOXWSCORE_S01_TC32_SizeIsReadOnly',
		element: 'Size',
		xml: '<t:Size>1</t:Size>',
		refused: 'MS-OXWSCORE_R2027 MS-OXWSCORE_R2272',
		returned: 'MS-OXWSCORE_R2028',
	},
	{
		name: 'MSOXWSCORE_S01_TC33_DateTimeSentIsReadOnly',
		element: 'DateTimeSent',
		xml: `<t:DateTimeSent>${TIME}</t:DateTimeSent>`,
		refused: 'MS-OXWSCORE_R2031 MS-OXWSCORE_R2273',
		returned: 'MS-OXWSCORE_R2032',
	},
	{
		name: 'MSOXWSCORE_S01_TC34_DateTimeCreatedIsReadOnly',
		element: 'DateTimeCreated',
		xml: `<t:DateTimeCreated>${TIME}</t:DateTimeCreated>`,
		refused: 'MS-OXWSCORE_R2033 MS-OXWSCORE_R2274',
		returned: 'MS-OXWSCORE_R2034',
	},
	{
		name: 'MSOXWSCORE_S01_TC35_DisplayToIsReadOnly',
		element: 'DisplayTo',
		xml: '<t:DisplayTo>User 2</t:DisplayTo>',
		refused: 'MS-OXWSCORE_R2035 MS-OXWSCORE_R2275',
		returned: 'MS-OXWSCORE_R2036',
	},
	{
		name: 'MSOXWSCORE_S01_TC36_EffectiveRightsIsReadOnly',
		element: 'EffectiveRights',
		xml: `<t:EffectiveRights>${RIGHTS}</t:EffectiveRights>`,
		refused: 'MS-OXWSCORE_R2037 MS-OXWSCORE_R2276',
		returned: 'MS-OXWSCORE_R2038',
	},
	{
		name: 'MSOXWSCORE_S01_TC37_LastModifiedNameIsReadOnly',
		element: 'LastModifiedName',
		xml: '<t:LastModifiedName>User 2</t:LastModifiedName>',
		refused: 'MS-OXWSCORE_R2039 MS-OXWSCORE_R2277',
		returned: 'MS-OXWSCORE_R2040',
	},
	{
		name: 'MSOXWSCORE_S01_TC38_InstanceKeyIsReadOnly',
		element: 'InstanceKey',
		xml: '<t:InstanceKey>AAAA</t:InstanceKey>',
		refused: 'MS-OXWSCORE_R2046 MS-OXWSCORE_R2350',
		returned: 'MS-OXWSCORE_R2047',
	},
	{
		name: 'MSOXWSCORE_S01_TC39_NormalizedBodyIsReadOnly',
		element: 'NormalizedBody',
		xml: '<t:NormalizedBody BodyType="Text">Text</t:NormalizedBody>',
		refused: 'MS-OXWSCORE_R2048 MS-OXWSCORE_R2351',
	},
	{
		name: 'MSOXWSCORE_S01_TC40_PreviewIsReadOnly',
		element: 'Preview',
		xml: '<t:Preview>Text</t:Preview>',
		refused: 'MS-OXWSCORE_R2050 MS-OXWSCORE_R2352',
		returned: 'MS-OXWSCORE_R2051',
	},
	{
		name: 'MSOXWSCORE_S01_TC41_TextBodyIsReadOnly',
		element: 'TextBody',
		xml: '<t:TextBody BodyType="Text">Text</t:TextBody>',
		refused: 'MS-OXWSCORE_R2060 MS-OXWSCORE_R2356',
		returned: 'MS-OXWSCORE_R2061',
	},
	{
		name: 'MSOXWSCORE_S01_TC42_IconIndexIsReadOnly',
		element: 'IconIndex',
		xml: '<t:IconIndex>Default</t:IconIndex>',
		refused: 'MS-OXWSCORE_R2062 MS-OXWSCORE_R2358',
		returned: 'MS-OXWSCORE_R2063',
	},
	{
		name: 'MSOXWSCORE_S01_TC43_RightsManagementLicenseDataIsReadOnly',
		element: 'RightsManagementLicenseData',
		xml: '<t:RightsManagementLicenseData><t:EditAllowed>false</t:EditAllowed></t:RightsManagementLicenseData>',
		refused: 'MS-OXWSCORE_R2052 MS-OXWSCORE_R2353',
	},
	{
		name: 'MSOXWSCORE_S01_TC46_VerifyBlockStatusIsSetInCreateItem',
		element: 'BlockStatus',
		xml: '<t:BlockStatus>true</t:BlockStatus>',
		refused: 'MS-OXWSCORE_R2355',
		returned: 'MS-OXWSCORE_R2059',
		createOnly: true,
	},
	{
		name: 'MSOXWSCORE_S01_TC23_WebClientReadFormQueryStringIsReadOnly',
		element: 'WebClientReadFormQueryString',
		xml: '<t:WebClientReadFormQueryString>?ae=Item</t:WebClientReadFormQueryString>',
		refused: 'MS-OXWSCORE_R2043',
		returned: 'MS-OXWSCORE_R2338 MS-OXWSCORE_R1342',
	},
];

const readOnlyCase = (property: Property): Scenario =>
	scenario(
		property.name,
		`${property.refused} ${property.returned ?? ''}`,
		async (trial) => {
			const { element, xml } = property;
			const created = await trial.call(createXml(itemXml(BASE, xml), BASE.home));
			const codes = [...created.codes];
			const inner = `${subjectXml('Item 1')}<t:Body BodyType="Text">Some text</t:Body>`;
			const { id, changeKey } = await create(trial, BASE, inner);
			if (!property.createOnly) {
				const updated = await trial.call(
					updateXml([
						{ id, changeKey, updates: setXml(updatedKind(BASE), `item:${element}`, xml) },
					]),
				);
				codes.push(...updated.codes);
			}
			trial.check(
				property.refused,
				codes.every((code) => code === 'ErrorInvalidPropertySet'),
				`setting ${element} ended in ${codes.join(', ')}`,
			);
			if (property.returned === undefined) return;
			const got = await trial.ok(getXml([id], shape('IdOnly', additional(`item:${element}`))));
			trial.check(property.returned, got.first(element) !== undefined, `no ${element} came`);
		},
		// Without a field of its own the sandbox refuses this one whatever the rule says.
		{ witnesses: property.element.startsWith('Rights') ? [] : ['read-only-refused'] },
	);

const storeEntryId = scenario(
	'MSOXWSCORE_S01_TC45_VerifyStoreEntryIdIsReadOnly',
	'MS-OXWSCORE_R20452',
	async (trial) => {
		const given = '<t:StoreEntryId>AAAA</t:StoreEntryId>';
		const created = await trial.call(
			createXml(itemXml(BASE, subjectXml('Item 1') + given), BASE.home),
		);
		const { id } = created.id();
		const got = await trial.ok(
			getXml([id], shape('IdOnly', additional('item:StoreEntryId', 'item:Subject'))),
		);
		trial.check(
			'MS-OXWSCORE_R20452',
			created.isSuccess && got.text('StoreEntryId') !== 'AAAA' && got.text('Subject') === 'Item 1',
			`CreateItem ended in ${created.codes.join()}, the entry id is ${got.text('StoreEntryId')}`,
		);
	},
);

export const readOnly: readonly Scenario[] = [...PROPERTIES.map(readOnlyCase), storeEntryId];
