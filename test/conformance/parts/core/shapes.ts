import { escape } from '../../xml';
import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import {
	additional,
	allProperties,
	BASE,
	CONTACT,
	create,
	EVENT,
	getXml,
	LIST,
	MESSAGE,
	POST,
	shape,
	subjectXml,
	TASK,
	type Kind,
	type Names,
} from './kinds';

const HTML =
	'<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>Test</title></head><body><script type="text/javascript">inside();</script><p>Visible text</p><a href="http://example.org/" target="_top"><img src="http://example.org/logo.png"></a></body></html>';

const withHtml = (html = HTML) =>
	`${subjectXml('Item 1')}<t:Body BodyType="HTML">${escape(html)}</t:Body>`;

/** Reads one item with a shape and gives its Body element. */
async function bodyOf(trial: Trial, id: string, itemShape: string) {
	const reply = await trial.ok(getXml([id], itemShape));
	const body = reply.first('Body');
	return { type: body?.attributes['BodyType'], text: body?.text ?? '', reply };
}

const SHAPE_TYPE: Names = [
	[BASE, 'MSOXWSCORE_S01_TC14_GetItemWithItemResponseShapeType'],
	[CONTACT, 'MSOXWSCORE_S02_TC10_GetContactItemWithItemResponseShapeType'],
	[LIST, 'MSOXWSCORE_S03_TC10_GetDistributionListsItemWithItemResponseShapeType'],
	[MESSAGE, 'MSOXWSCORE_S04_TC10_GetEmailItemWithItemResponseShapeType'],
	[EVENT, 'MSOXWSCORE_S05_TC10_GetMeetingItemWithItemResponseShapeType'],
	[POST, 'MSOXWSCORE_S06_TC10_GetPostItemWithItemResponseShapeType'],
	[TASK, 'MSOXWSCORE_S07_TC10_GetTaskItemWithItemResponseShapeType'],
];

const shapeType = (kind: Kind, name: string) =>
	scenario(name, 'MS-OXWSCDATA_R1197 MS-OXWSCDATA_R2149904', async (trial) => {
		const { id } = await create(trial, kind, withHtml());
		const more = `<t:IncludeMimeContent>false</t:IncludeMimeContent><t:BodyType>Best</t:BodyType><t:ConvertHtmlCodePageToUTF8>false</t:ConvertHtmlCodePageToUTF8><t:InlineImageUrlTemplate>cid:{id}</t:InlineImageUrlTemplate><t:BlockExternalImages>false</t:BlockExternalImages><t:AddBlankTargetToLinks>false</t:AddBlankTargetToLinks>`;
		const reply = await trial.call(getXml([id], shape('IdOnly', more + additional('item:Body'))));
		trial.equal('MS-OXWSCDATA_R1197', reply.text('Body'), HTML, 'the body that was asked for');
		trial.equal(
			'MS-OXWSCDATA_R2149904',
			reply.codes,
			['NoError'],
			'the code of a shape with an InlineImageUrlTemplate',
		);
	});

const BASE_SHAPES: Names = [
	[BASE, 'MSOXWSCORE_S01_TC18_GetItemWithDefaultShapeNamesTypeEnum'],
	[CONTACT, 'MSOXWSCORE_S02_TC14_GetContactItemWithDefaultShapeNamesTypeEnum'],
	[LIST, 'MSOXWSCORE_S03_TC14_GetDistributionListsItemWithDefaultShapeNamesTypeEnum'],
	[MESSAGE, 'MSOXWSCORE_S04_TC15_GetEmailItemWithDefaultShapeNamesTypeEnum'],
	[EVENT, 'MSOXWSCORE_S05_TC15_GetMeetingItemWithDefaultShapeNamesTypeEnum'],
	[POST, 'MSOXWSCORE_S06_TC15_GetPostItemWithDefaultShapeNamesTypeEnum'],
	[TASK, 'MSOXWSCORE_S07_TC14_GetTaskItemWithDefaultShapeNamesTypeEnum'],
];

const baseShapes = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCDATA_R59 MS-OXWSCDATA_R62 MS-OXWSCDATA_R61 MS-OXWSCDATA_R1185',
		async (trial) => {
			const { id } = await create(trial, kind, withHtml());
			const elements: Record<string, string[]> = {};
			for (const base of ['AllProperties', 'Default', 'IdOnly']) {
				const reply = await trial.ok(getXml([id], shape(base)));
				elements[base] = (reply.first(kind.returned)?.children ?? []).map((one) => one.name);
			}
			const { AllProperties = [], Default = [], IdOnly = [] } = elements;
			const everywhere = ['ItemClass', 'Subject', 'Body', 'DateTimeCreated', 'LastModifiedTime'];
			trial.check(
				'MS-OXWSCDATA_R59',
				everywhere.every((one) => AllProperties.includes(one)),
				`AllProperties gave ${AllProperties.join(' ')}`,
			);
			trial.equal('MS-OXWSCDATA_R62', IdOnly, ['ItemId'], 'what IdOnly gives');
			trial.check(
				'MS-OXWSCDATA_R61',
				Default.includes('Subject') && !Default.includes('LastModifiedTime'),
				`Default gave ${Default.join(' ')}`,
			);
			trial.check(
				'MS-OXWSCDATA_R1185',
				IdOnly.length < Default.length && Default.length < AllProperties.length,
				'the three base shapes do not grow',
			);
		},
		{ witnesses: ['id-only-is-bare'] },
	);

const BODY_TYPES: Names = [
	[BASE, 'MSOXWSCORE_S01_TC19_GetItemWithBodyTypeResponseTypeEnum'],
	[CONTACT, 'MSOXWSCORE_S02_TC15_GetContactItemWithBodyTypeResponseTypeEnum'],
	[LIST, 'MSOXWSCORE_S03_TC15_GetDistributionListsItemWithBodyTypeResponseTypeEnum'],
	[MESSAGE, 'MSOXWSCORE_S04_TC16_GetEmailItemWithBodyTypeResponseTypeEnum'],
	[EVENT, 'MSOXWSCORE_S05_TC16_GetMeetingItemWithBodyTypeResponseTypeEnum'],
	[POST, 'MSOXWSCORE_S06_TC16_GetPostItemWithBodyTypeResponseTypeEnum'],
	[TASK, 'MSOXWSCORE_S07_TC15_GetTaskItemWithBodyTypeResponseTypeEnum'],
];

const isHtml = (text: string) => /<html[\s>]/i.test(text);

const bodyTypes = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCDATA_R17 MS-OXWSCDATA_R18 MS-OXWSCDATA_R15 MS-OXWSCDATA_R1190',
		async (trial) => {
			const { id } = await create(trial, kind, withHtml());
			const typed = (type: string) =>
				bodyOf(trial, id, allProperties(`<t:BodyType>${type}</t:BodyType>`));
			const html = await typed('HTML');
			const plain = await typed('Text');
			const best = await typed('Best');
			trial.check(
				'MS-OXWSCDATA_R17',
				html.type === 'HTML' && isHtml(html.text),
				`HTML gave ${html.type}: ${html.text}`,
			);
			trial.check(
				'MS-OXWSCDATA_R18',
				plain.type === 'Text' && !isHtml(plain.text) && plain.text.includes('Visible text'),
				`Text gave ${plain.type}: ${plain.text}`,
			);
			trial.check('MS-OXWSCDATA_R15', isHtml(best.text), `Best gave ${best.text}`);
			trial.check('MS-OXWSCDATA_R1190', html.text !== plain.text, 'both types give the same body');
		},
		{ witnesses: ['body-type-as-asked'] },
	);

const MIME: Names = [
	[CONTACT, 'MSOXWSCORE_S02_TC17_VerifyGetItemWithItemResponseShapeType_IncludeMimeContentBoolean'],
	[LIST, 'MSOXWSCORE_S03_TC17_VerifyGetItemWithItemResponseShapeType_IncludeMimeContentBoolean'],
	[MESSAGE, 'MSOXWSCORE_S04_TC11_GetEmailItemWithIncludeMimeContent'],
	[EVENT, 'MSOXWSCORE_S05_TC11_GetMeetingItemWithIncludeMimeContent'],
	[POST, 'MSOXWSCORE_S06_TC11_GetPostItemWithIncludeMimeContent'],
	[TASK, 'MSOXWSCORE_S07_TC19_VerifyGetItemWithItemResponseShapeType_IncludeMimeContentBoolean'],
];

const SETTABLE_MIME: readonly Kind[] = [MESSAGE, EVENT, POST];

const mime = (kind: Kind, name: string) =>
	scenario(
		name,
		[
			...`MS-OXWSCORE_R1307 MS-OXWSCORE_R69 MS-OXWSCORE_R1362 MS-OXWSCORE_R114 MS-OXWSCDATA_R1188
			MS-OXWSCDATA_R21188 MS-OXWSCDATA_R21189`.split(/\s+/),
			SETTABLE_MIME.includes(kind) ? 'MS-OXWSCORE_R2012' : 'MS-OXWSCORE_R23091',
		],
		async (trial) => {
			const { id } = await create(trial, kind);
			const read = async (include: boolean) => {
				const more = `<t:IncludeMimeContent>${include}</t:IncludeMimeContent>`;
				const reply = await trial.ok(getXml([id], allProperties(more)));
				return reply.first('MimeContent');
			};
			const content = await read(true);
			const text = content?.text ?? '';
			const decoded = Buffer.from(text, 'base64').toString();
			trial.check(
				[
					'MS-OXWSCORE_R1307',
					'MS-OXWSCDATA_R21188',
					SETTABLE_MIME.includes(kind) ? 'MS-OXWSCORE_R2012' : 'MS-OXWSCORE_R23091',
				],
				content !== undefined,
				'there is no MIME content',
			);
			trial.check(
				'MS-OXWSCORE_R69',
				/^[A-Za-z0-9+/]+={0,2}$/.test(text) && /^[\w-]+:/.test(decoded),
				`the MIME content is ${decoded}`,
			);
			trial.equal(
				'MS-OXWSCORE_R1362 MS-OXWSCORE_R114',
				content?.attributes['CharacterSet'],
				'UTF-8',
				'the character set',
			);
			const without = await read(false);
			trial.equal('MS-OXWSCDATA_R21189', without?.text, undefined, 'MIME content not asked for');
			trial.check(
				'MS-OXWSCDATA_R1188',
				(content === undefined) !== (without === undefined),
				'IncludeMimeContent changes nothing',
			);
		},
		{ witnesses: ['mime-on-demand'] },
	);

const CODE_PAGE: Names = [
	[BASE, 'MSOXWSCORE_S01_TC15_GetItemWithConvertHtmlCodePageToUTF8'],
	[CONTACT, 'MSOXWSCORE_S02_TC11_GetContactItemWithConvertHtmlCodePageToUTF8'],
	[LIST, 'MSOXWSCORE_S03_TC11_GetDistributionListsItemWithConvertHtmlCodePageToUTF8'],
	[MESSAGE, 'MSOXWSCORE_S04_TC12_GetEmailItemWithConvertHtmlCodePageToUTF8'],
	[EVENT, 'MSOXWSCORE_S05_TC12_GetMeetingItemWithConvertHtmlCodePageToUTF8'],
	[POST, 'MSOXWSCORE_S06_TC12_GetPostItemWithConvertHtmlCodePageToUTF8'],
	[TASK, 'MSOXWSCORE_S07_TC11_GetTaskItemWithConvertHtmlCodePageToUTF8'],
];

const charsetOf = (html: string) => /charset=["']?([\w-]+)/i.exec(html)?.[1]?.toLowerCase();

const codePage = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCDATA_R1195 MS-OXWSCDATA_R21195 MS-OXWSCDATA_R21498 MS-OXWSCDATA_R21196',
		async (trial) => {
			const { id } = await create(trial, kind, withHtml());
			const read = async (more: string) =>
				charsetOf((await bodyOf(trial, id, allProperties(more))).text);
			const flag = (on: boolean) =>
				`<t:ConvertHtmlCodePageToUTF8>${on}</t:ConvertHtmlCodePageToUTF8>`;
			const converted = await read(flag(true));
			const unsaid = await read('');
			const left = await read(flag(false));
			trial.equal('MS-OXWSCDATA_R21195', converted, 'utf-8', 'the code page when converted');
			trial.equal('MS-OXWSCDATA_R21498', unsaid, 'utf-8', 'the code page when not specified');
			trial.equal('MS-OXWSCDATA_R21196', left, 'iso-8859-1', 'the code page when left');
			trial.check('MS-OXWSCDATA_R1195', converted !== left, 'the element changes nothing');
		},
		{ witnesses: ['code-page-becomes-utf8'] },
	);

const BLANK: Names = [
	[BASE, 'MSOXWSCORE_S01_TC16_GetItemWithAddBlankTargetToLinks'],
	[CONTACT, 'MSOXWSCORE_S02_TC12_GetContactItemWithAddBlankTargetToLinks'],
	[LIST, 'MSOXWSCORE_S03_TC12_GetDistributionListsItemWithAddBlankTargetToLinks'],
	[MESSAGE, 'MSOXWSCORE_S04_TC13_GetEmailItemWithAddBlankTargetToLinks'],
	[EVENT, 'MSOXWSCORE_S05_TC13_GetMeetingItemWithAddBlankTargetToLinks'],
	[POST, 'MSOXWSCORE_S06_TC13_GetPostItemWithAddBlankTargetToLinks'],
	[TASK, 'MSOXWSCORE_S07_TC12_GetTaskItemWithAddBlankTargetToLinks'],
];

const targetOf = (html: string) => /<a\b[^>]*\starget="([^"]*)"/i.exec(html)?.[1];

const blankTarget = (kind: Kind, name: string) =>
	scenario(
		name,
		'MS-OXWSCDATA_R2149908 MS-OXWSCDATA_R2149909',
		async (trial) => {
			const { id } = await create(trial, kind, withHtml());
			const read = async (on: boolean) =>
				targetOf(
					(
						await bodyOf(
							trial,
							id,
							allProperties(`<t:AddBlankTargetToLinks>${on}</t:AddBlankTargetToLinks>`),
						)
					).text,
				);
			trial.equal('MS-OXWSCDATA_R2149908', await read(true), '_blank', 'the target when asked for');
			trial.equal('MS-OXWSCDATA_R2149909', await read(false), '_top', 'the target otherwise');
		},
		{ witnesses: ['links-open-blank'] },
	);

const IMAGES: Names = [
	[BASE, 'MSOXWSCORE_S01_TC17_GetItemWithBlockExternalImages'],
	[CONTACT, 'MSOXWSCORE_S02_TC13_GetContactItemWithBlockExternalImages'],
	[LIST, 'MSOXWSCORE_S03_TC13_GetDistributionListsItemWithBlockExternalImages'],
	[MESSAGE, 'MSOXWSCORE_S04_TC14_GetEmailItemWithBlockExternalImages'],
	[EVENT, 'MSOXWSCORE_S05_TC14_GetMeetingItemWithBlockExternalImages'],
	[POST, 'MSOXWSCORE_S06_TC14_GetPostItemWithBlockExternalImages'],
	[TASK, 'MSOXWSCORE_S07_TC13_GetTaskItemWithBlockExternalImages'],
];

const blockImages = (kind: Kind, name: string) =>
	scenario(
		name,
		`MS-OXWSCDATA_R2149905 MS-OXWSCORE_R1357 MS-OXWSCORE_R1358 MS-OXWSCDATA_R2149906
		MS-OXWSCORE_R1622 MS-OXWSCORE_R1623`,
		async (trial) => {
			const { id } = await create(trial, kind, withHtml());
			const read = async (on: boolean) => {
				const more = `<t:BlockExternalImages>${on}</t:BlockExternalImages>${additional('item:BlockStatus', 'item:HasBlockedImages')}`;
				const { text, reply } = await bodyOf(trial, id, allProperties(more));
				return {
					source: /<img\b[^>]*\ssrc=/i.test(text),
					status: reply.text('BlockStatus'),
					blocked: reply.text('HasBlockedImages'),
				};
			};
			const on = await read(true);
			const off = await read(false);
			trial.equal('MS-OXWSCDATA_R2149905', on.source, false, 'an image source when blocked');
			trial.equal('MS-OXWSCORE_R1357', on.status, 'true', 'BlockStatus when blocked');
			trial.equal('MS-OXWSCORE_R1358', on.blocked, 'true', 'HasBlockedImages when blocked');
			trial.equal('MS-OXWSCDATA_R2149906', off.source, true, 'an image source otherwise');
			trial.equal('MS-OXWSCORE_R1622', off.status, 'false', 'BlockStatus otherwise');
			trial.equal('MS-OXWSCORE_R1623', off.blocked, 'false', 'HasBlockedImages otherwise');
		},
		{ witnesses: ['external-images-blocked'] },
	);

const filterHtml = scenario(
	'MSOXWSCORE_S01_TC44_GetItemWithFilterHtmlContent',
	'MS-OXWSCDATA_R1193 MS-OXWSCDATA_R21193 MS-OXWSCDATA_R21194 MS-OXWSCDATA_R2119413',
	async (trial) => {
		const { id } = await create(trial, BASE, withHtml());
		const read = async (on: boolean) =>
			(await bodyOf(trial, id, allProperties(`<t:FilterHtmlContent>${on}</t:FilterHtmlContent>`)))
				.text;
		const safe = await read(true);
		const raw = await read(false);
		trial.check(
			'MS-OXWSCDATA_R21193',
			!safe.includes('</script>') && safe.includes('Visible text'),
			`filtered: ${safe}`,
		);
		trial.check('MS-OXWSCDATA_R21194', raw.includes('</script>'), `not filtered: ${raw}`);
		trial.check(
			'MS-OXWSCDATA_R1193 MS-OXWSCDATA_R2119413',
			safe !== raw,
			'FilterHtmlContent changes nothing',
		);
	},
	{ witnesses: ['filter-removes-scripts'] },
);

/** UniqueBody and NormalizedBody as HTML and as text. */
const otherBody = (
	name: string,
	element: 'UniqueBody' | 'NormalizedBody',
	html: readonly string[],
	plain: readonly string[],
) =>
	scenario(
		name,
		[...html, ...plain],
		async (trial) => {
			const { id } = await create(trial, BASE, withHtml());
			const read = async (type: string) => {
				const more = `<t:${element}Type>${type}</t:${element}Type>${additional(`item:${element}`)}`;
				return (await trial.ok(getXml([id], shape('IdOnly', more)))).first(element);
			};
			const first = await read('HTML');
			const second = await read('Text');
			trial.check(
				html,
				first?.attributes['BodyType'] === 'HTML' && isHtml(first.text),
				`HTML gave ${first?.text}`,
			);
			trial.check(
				plain,
				second?.attributes['BodyType'] === 'Text' && !isHtml(second.text),
				`Text gave ${second?.text}`,
			);
		},
		{ witnesses: ['body-type-as-asked'] },
	);

const each = (names: Names, make: (kind: Kind, name: string) => Scenario) =>
	names.map(([kind, name]) => make(kind, name));

export const shapes: readonly Scenario[] = [
	...each(SHAPE_TYPE, shapeType),
	...each(BASE_SHAPES, baseShapes),
	...each(BODY_TYPES, bodyTypes),
	...each(MIME, mime),
	...each(CODE_PAGE, codePage),
	...each(BLANK, blankTarget),
	...each(IMAGES, blockImages),
	filterHtml,
	otherBody(
		'MSOXWSCORE_S01_TC21_GetItemWithNormalizedBodyEnums',
		'NormalizedBody',
		['MS-OXWSCORE_R1349'],
		['MS-OXWSCORE_R1683'],
	),
	otherBody(
		'MSOXWSCORE_S01_TC25_GetItemWithUniqueBodyEnums',
		'UniqueBody',
		['MS-OXWSCORE_R1681', 'MS-OXWSCORE_R1345', 'MS-OXWSCORE_R2290'],
		['MS-OXWSCORE_R1682'],
	),
];
