import { scenario, type Scenario } from '../../scenario';
import { at, type Node } from '../../xml';
import {
	BASE,
	CONTACT,
	createXml,
	EVENT,
	getXml,
	itemXml,
	LIST,
	MESSAGE,
	POST,
	shape,
	subjectXml,
	TASK,
	type Names,
} from './kinds';

const SET = 'DistinguishedPropertySetId="Common"';
const GUID = 'PropertySetId="c11ff724-aa03-4555-9952-8fa248a11c3e"';
const TAG = 'PropertyTag="0x3a45"';
const SHORT_TAG = 'PropertyTag="14917"';
const ID = 'PropertyId="123"';
const NAMED = 'PropertyName="Classification"';

/** Which attributes may stand together: requirement, a path that it forbids, paths that it allows. */
const TOGETHER: ReadonlyArray<readonly [string, string, readonly string[]]> = [
	['MS-OXWSXPROP_R42', `${SET} ${GUID} ${ID}`, [`${SET} ${ID}`]],
	['MS-OXWSXPROP_R161', `${SET} ${TAG} ${ID}`, [`${SET} ${ID}`]],
	['MS-OXWSXPROP_R43', SET, [`${SET} ${ID}`, `${SET} ${NAMED}`]],
	['MS-OXWSXPROP_R157', `${GUID} ${SET} ${ID}`, [`${GUID} ${ID}`]],
	['MS-OXWSXPROP_R158', `${GUID} ${TAG} ${ID}`, [`${GUID} ${ID}`]],
	['MS-OXWSXPROP_R47', GUID, [`${GUID} ${ID}`, `${GUID} ${NAMED}`]],
	['MS-OXWSXPROP_R51', `${TAG} ${SET}`, [TAG]],
	['MS-OXWSXPROP_R138', `${TAG} ${GUID}`, [TAG]],
	['MS-OXWSXPROP_R139', `${TAG} ${NAMED}`, [TAG]],
	['MS-OXWSXPROP_R140', `${TAG} ${ID}`, [TAG]],
	['MS-OXWSXPROP_R53', NAMED, [`${SET} ${NAMED}`, `${GUID} ${NAMED}`]],
	['MS-OXWSXPROP_R55', ID, [`${SET} ${ID}`, `${GUID} ${ID}`]],
];

const CASES: Names = [
	[BASE, 'MSOXWSCORE_S01_TC08_VerifyExtendPropertyType'],
	[CONTACT, 'MSOXWSCORE_S02_TC08_VerifyExtendPropertyType'],
	[LIST, 'MSOXWSCORE_S03_TC06_VerifyExtendPropertyType'],
	[MESSAGE, 'MSOXWSCORE_S04_TC08_VerifyExtendPropertyType'],
	[EVENT, 'MSOXWSCORE_S05_TC08_VerifyExtendPropertyType'],
	[POST, 'MSOXWSCORE_S06_TC08_VerifyExtendPropertyType'],
	[TASK, 'MSOXWSCORE_S07_TC08_VerifyExtendPropertyType'],
];

const attributesOf = (text: string) =>
	Object.fromEntries(
		[...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
	);

export const extended: readonly Scenario[] = CASES.map(([kind, name]) =>
	scenario(
		name,
		[
			...TOGETHER.map(([id]) => id),
			...`MS-OXWSCORE_R101 MS-OXWSCORE_R1336 MS-OXWSXPROP_R147 MS-OXWSXPROP_R144 MS-OXWSXPROP_R23
			MS-OXWSXPROP_R145 MS-OXWSXPROP_R146 MS-OXWSXPROP_R148 MS-OXWSXPROP_R149 MS-OXWSXPROP_R150
			MS-OXWSXPROP_R151 MS-OXWSXPROP_R152 MS-OXWSXPROP_R153 MS-OXWSXPROP_R37 MS-OXWSXPROP_R50
			MS-OXWSXPROP_R122 MS-OXWSXPROP_R124`.split(/\s+/),
		],
		async (trial) => {
			const value = '<t:Value>Marked</t:Value>';
			const list = '<t:Values><t:Value>One</t:Value><t:Value>Two</t:Value></t:Values>';
			const uri = (path: string, type: string) =>
				`<t:ExtendedFieldURI ${path} PropertyType="${type}"/>`;
			const create = (path: string, type: string, content: string) =>
				trial.call(
					createXml(
						itemXml(
							kind,
							`${subjectXml('Item 1')}<t:ExtendedProperty>${uri(path, type)}${content}</t:ExtendedProperty>`,
						),
						kind.home,
					),
				);
			/** Writes a property and reads it back. */
			const roundTrip = async (
				path: string,
				type = 'String',
				content = value,
			): Promise<Node | undefined> => {
				const created = await create(path, type, content);
				if (!created.isSuccess) return undefined;
				const more = `<t:AdditionalProperties>${uri(path, type)}</t:AdditionalProperties>`;
				return (await trial.ok(getXml([created.id().id], shape('IdOnly', more)))).first(
					'ExtendedProperty',
				);
			};

			for (const [id, wrong, right] of TOGETHER) {
				const refused = await create(wrong, 'String', value);
				const read = await Promise.all(right.map((path) => roundTrip(path)));
				const kept = read.every((node, i) => {
					const shown = at(node, 'ExtendedFieldURI')?.attributes ?? {};
					return Object.entries(attributesOf(right[i] ?? '')).every(
						([key, text]) => shown[key] === text,
					);
				});
				trial.check(
					id,
					refused.codes[0] === 'ErrorInvalidExtendedProperty' && kept,
					`'${wrong}' ended in ${refused.codes.join()}, '${right.join("', '")}' came back ${kept ? 'whole' : 'changed'}`,
				);
			}

			const many = await roundTrip(`${SET} ${ID}`, 'StringArray', list);
			const values = at(many, 'Values')?.children.map((node) => node.text) ?? [];
			trial.equal(
				'MS-OXWSXPROP_R147 MS-OXWSXPROP_R144 MS-OXWSXPROP_R23',
				values,
				['One', 'Two'],
				'the values of a list',
			);
			const one = await roundTrip(`${SET} ${ID}`);
			const path = at(one, 'ExtendedFieldURI')?.attributes ?? {};
			trial.equal('MS-OXWSXPROP_R146', at(one, 'Value')?.text, 'Marked', 'the value');
			trial.check(
				'MS-OXWSCORE_R101 MS-OXWSCORE_R1336 MS-OXWSXPROP_R145 MS-OXWSXPROP_R37',
				one !== undefined && at(one, 'ExtendedFieldURI') !== undefined,
				'no ExtendedProperty with its path came back',
			);
			trial.equal(
				'MS-OXWSXPROP_R148',
				path['DistinguishedPropertySetId'],
				'Common',
				'the property set',
			);
			trial.equal('MS-OXWSXPROP_R152', path['PropertyId'], '123', 'the property id');
			trial.equal('MS-OXWSXPROP_R153', path['PropertyType'], 'String', 'the property type');
			const named = at(await roundTrip(`${GUID} ${NAMED}`), 'ExtendedFieldURI')?.attributes ?? {};
			trial.check(
				'MS-OXWSXPROP_R149 MS-OXWSXPROP_R124',
				/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(named['PropertySetId'] ?? ''),
				`the property set is ${named['PropertySetId']}`,
			);
			trial.equal('MS-OXWSXPROP_R151', named['PropertyName'], 'Classification', 'the name');
			const tagged = at(await roundTrip(TAG), 'ExtendedFieldURI')?.attributes ?? {};
			trial.check(
				'MS-OXWSXPROP_R150 MS-OXWSXPROP_R122',
				/^0x[0-9A-F]{1,4}$/i.test(tagged['PropertyTag'] ?? ''),
				`the tag is ${tagged['PropertyTag']}`,
			);
			const short = await roundTrip(SHORT_TAG);
			trial.equal(
				'MS-OXWSXPROP_R50',
				at(short, 'Value')?.text,
				'Marked',
				'the value of a tag that was written as a short integer',
			);
		},
		{ witnesses: ['extended-paths-are-exact'] },
	),
);
