import type { Reply } from '../../reply';
import { scenario, type Scenario } from '../../scenario';
import type { CallOptions, Trial } from '../../trial';
import { classes, first, isError, makeMessage, textOf } from '../steps';

const LOCATION = 'https://www.contoso.example/xyz.abc';
const PICTURE = Buffer.from('a picture').toString('base64');
const FILE = `<t:FileAttachment><t:Name>attach.jpg</t:Name><t:ContentType>image/jpeg</t:ContentType><t:ContentId>file-1</t:ContentId><t:ContentLocation>${LOCATION}</t:ContentLocation><t:Content>${PICTURE}</t:Content></t:FileAttachment>`;

const item = (inner: string) =>
	`<t:ItemAttachment><t:Name>attached</t:Name><t:ContentType>application/octet-stream</t:ContentType><t:ContentId>item-1</t:ContentId><t:ContentLocation>${LOCATION}</t:ContentLocation>${inner}</t:ItemAttachment>`;
const holding = (element: string, more = '') =>
	item(`<t:${element}><t:Subject>Attached ${element}</t:Subject>${more}</t:${element}>`);
const BODY = '<t:Body BodyType="HTML">&lt;p&gt;Hello&lt;/p&gt;</t:Body>';

const createXml = (parent: string, attachments: string) =>
	`<m:CreateAttachment><m:ParentItemId Id="${parent}"/><m:Attachments>${attachments}</m:Attachments></m:CreateAttachment>`;
const idsXml = (ids: readonly string[]) =>
	`<m:AttachmentIds>${ids.map((id) => `<t:AttachmentId Id="${id}"/>`).join('')}</m:AttachmentIds>`;
const getXml = (ids: readonly string[], body: string, mime: boolean) =>
	`<m:GetAttachment><m:AttachmentShape><t:IncludeMimeContent>${mime}</t:IncludeMimeContent><t:BodyType>${body}</t:BodyType><t:AdditionalProperties><t:FieldURI FieldURI="item:DateTimeCreated"/></t:AdditionalProperties></m:AttachmentShape>${idsXml(ids)}</m:GetAttachment>`;
const deleteXml = (ids: readonly string[]) =>
	`<m:DeleteAttachment>${idsXml(ids)}</m:DeleteAttachment>`;

const CREATED = 'MS-OXWSATT_R144 MS-OXWSATT_R145';
const GOT = 'MS-OXWSATT_R259 MS-OXWSATT_R260';
const DELETED = 'MS-OXWSATT_R203 MS-OXWSATT_R204';

/** What a successful answer says of itself: the class, then the code. */
function checkSuccess(trial: Trial, reply: Reply, ids: string): void {
	const [ofClass = '', ofCode = ''] = ids.split(' ');
	trial.check(
		ofClass,
		classes(reply).every((name) => name === 'Success') && reply.messages.length > 0,
		`the response classes are ${classes(reply)}`,
	);
	trial.check(ofCode, reply.isSuccess, `the response codes are ${reply.codes}`);
}

interface Asked {
	readonly body?: string;
	readonly mime?: boolean;
	readonly options?: CallOptions;
	/** Looks at what was created and what was fetched. */
	readonly look: (
		trial: Trial,
		seen: { created: Reply; got: Reply; parent: string; changeKey: string },
	) => void;
	/** Looks at what was deleted. */
	readonly after?: (trial: Trial, deleted: Reply, parent: string) => void;
}

/** Attach, fetch, delete, as all cases of one attachment do. */
function oneAttachment(
	name: string,
	requirements: string,
	attachment: string,
	{ body = 'Best', mime = false, options = {}, look, after }: Asked,
	more: Parameters<typeof scenario>[3] = {},
): Scenario {
	return scenario(
		name,
		`${CREATED} ${GOT} ${DELETED} ${requirements}`,
		async (trial) => {
			const { id: parent, changeKey } = await makeMessage(trial, 'With attachments');
			const created = await trial.ok(createXml(parent, attachment), options);
			checkSuccess(trial, created, CREATED);
			const ids = created.ids('AttachmentId').map(({ id }) => id);
			const got = await trial.ok(getXml(ids, body, mime), options);
			checkSuccess(trial, got, GOT);
			look(trial, { created, got, parent, changeKey });
			const deleted = await trial.ok(deleteXml(ids), options);
			checkSuccess(trial, deleted, DELETED);
			after?.(trial, deleted, parent);
		},
		more,
	);
}

const rootOf = (reply: Reply) => reply.first('AttachmentId')?.attributes ?? {};

const file = oneAttachment(
	'MSOXWSATT_S01_TC01_ProcessFileAttachment',
	'MS-OXWSATT_R532 MS-OXWSATT_R53201 MS-OXWSATT_R457 MS-OXWSATT_R43 MS-OXWSATT_R45 MS-OXWSATT_R38 MS-OXWSATT_R59 MS-OXWSATT_R60 MS-OXWSATT_R64 MS-OXWSATT_R443 MS-OXWSATT_R446',
	FILE,
	{
		body: 'Text',
		look: (trial, { created, got, parent, changeKey }) => {
			trial.check('MS-OXWSATT_R532', created.isSuccess, 'nothing was attached');
			trial.check(
				'MS-OXWSATT_R53201',
				created.first('FileAttachment') !== undefined,
				'no file attachment was returned',
			);
			trial.equal(
				['MS-OXWSATT_R457', 'MS-OXWSATT_R43'],
				rootOf(created)['RootItemId'],
				parent,
				'the root item id',
			);
			const key = rootOf(created)['RootItemChangeKey'];
			trial.check('MS-OXWSATT_R45', Boolean(key) && key !== changeKey, `the change key is ${key}`);
			const shown = got.first('FileAttachment');
			trial.equal('MS-OXWSATT_R38', textOf(shown, 'Content'), PICTURE, 'the content of the file');
			trial.equal('MS-OXWSATT_R59', textOf(shown, 'Name'), 'attach.jpg', 'the name');
			trial.equal('MS-OXWSATT_R60', textOf(shown, 'ContentType'), 'image/jpeg', 'the type');
			trial.equal('MS-OXWSATT_R64', textOf(shown, 'ContentLocation'), LOCATION, 'the location');
		},
		after: (trial, deleted, parent) => {
			const root = deleted.first('RootItemId')?.attributes ?? {};
			trial.equal('MS-OXWSATT_R443', root['RootItemId'], parent, 'the root item id');
			trial.check('MS-OXWSATT_R446', Boolean(root['RootItemChangeKey']), 'no change key');
		},
	},
	{ witnesses: ['attachment-content-is-kept', 'attachment-changes-parent'] },
);

const message = oneAttachment(
	'MSOXWSATT_S01_TC02_ProcessMessageTypeItemAttachment',
	'MS-OXWSATT_R55001 MS-OXWSATT_R202 MS-OXWSATT_R416 MS-OXWSATT_R63 MS-OXWSATT_R36 MS-OXWSATT_R349 MS-OXWSATT_R83 MS-OXWSATT_R475 MS-OXWSATT_R521 MS-OXWSATT_R549 MS-OXWSATT_R478 MS-OXWSCDATA_R1234 MS-OXWSATT_R466',
	holding('Message', BODY),
	{
		body: 'Text',
		mime: true,
		look: (trial, { created, got }) => {
			const shown = got.first('ItemAttachment');
			trial.check(
				'MS-OXWSATT_R55001',
				textOf(shown, 'MimeContent') !== undefined,
				'no MIME content',
			);
			trial.check('MS-OXWSATT_R202', got.isSuccess, 'the attachment was not returned');
			trial.equal(
				'MS-OXWSATT_R416',
				got.id('AttachmentId').id,
				created.id('AttachmentId').id,
				'its id',
			);
			trial.equal('MS-OXWSATT_R63', textOf(shown, 'ContentLocation'), LOCATION, 'its location');
			trial.check('MS-OXWSATT_R36', shown !== undefined, 'there is no item attachment');
			trial.equal(
				['MS-OXWSATT_R349', 'MS-OXWSATT_R83'],
				textOf(first(shown, 'Message'), 'Subject'),
				'Attached Message',
				'the subject of the attached message',
			);
			trial.check(
				['MS-OXWSATT_R475', 'MS-OXWSATT_R521', 'MS-OXWSATT_R549', 'MS-OXWSCDATA_R1234'],
				textOf(shown, 'DateTimeCreated') !== undefined,
				'the additional property is not there',
			);
			trial.equal(
				'MS-OXWSATT_R478',
				[first(shown, 'Body')?.attributes['BodyType'], textOf(shown, 'Body')?.trim()],
				['Text', 'Hello'],
				'the body',
			);
		},
		after: (trial, deleted, parent) =>
			trial.equal(
				'MS-OXWSATT_R466',
				deleted.first('RootItemId')?.attributes['RootItemId'],
				parent,
				'the parent item',
			),
	},
);

/** An attached item of one kind: its element is there, with the subject that it was given. */
const ofKind = (
	name: string,
	element: string,
	ids: string,
	{ mime = false, mimeIds = '', shownAs = element } = {},
) =>
	oneAttachment(name, `${ids} ${mimeIds}`, holding(element), {
		mime,
		look: (trial, { created, got }) => {
			trial.equal(
				ids.split(' '),
				[textOf(got.first(shownAs), 'Subject'), got.id('AttachmentId').id],
				[`Attached ${element}`, created.id('AttachmentId').id],
				`the attached ${element}`,
			);
			if (mimeIds !== '') {
				trial.equal(
					mimeIds.split(' '),
					got.first('MimeContent') !== undefined,
					mime,
					'whether there is MIME content',
				);
			}
		},
	});

const multiple = scenario(
	'MSOXWSATT_S01_TC07_ProcessMultipleAttachments',
	`${CREATED} ${GOT} ${DELETED} MS-OXWSATT_R141 MS-OXWSATT_R458 MS-OXWSATT_R6201 MS-OXWSATT_R547 MS-OXWSATT_R467`,
	async (trial) => {
		// As many parts of the header as there are.
		const header =
			'<t:MailboxCulture>en-US</t:MailboxCulture><t:TimeZoneContext><t:TimeZoneDefinition Id="Eastern Standard Time"/></t:TimeZoneContext>';
		const { id: parent } = await makeMessage(trial, 'With two');
		const created = await trial.ok(createXml(parent, FILE + holding('Item')), { header });
		checkSuccess(trial, created, CREATED);
		const ids = created.ids('AttachmentId').map(({ id }) => id);
		const got = await trial.ok(getXml(ids, 'Best', false), { header });
		checkSuccess(trial, got, GOT);
		const found = await trial.ok(
			`<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="drafts"/></m:ParentFolderIds></m:FindItem>`,
		);
		trial.equal('MS-OXWSATT_R141', found.ids().length, 1, 'how many items the folder holds');
		trial.check(
			'MS-OXWSATT_R458',
			got.first('FileAttachment') !== undefined && got.first('ItemAttachment') !== undefined,
			'a file and an item were attached, not both came back',
		);
		trial.equal(
			'MS-OXWSATT_R6201',
			got.all('ContentId').map(({ text }) => text),
			['file-1', 'item-1'],
			'the content ids',
		);
		checkSuccess(trial, await trial.ok(deleteXml(ids), { header }), DELETED);
		const gone = await trial.call(getXml(ids, 'Best', false), { header });
		trial.equal('MS-OXWSATT_R467', classes(gone)[0], 'Error', 'the class for the deleted file');
		trial.equal('MS-OXWSATT_R547', classes(gone)[1], 'Error', 'the class for the deleted item');
	},
);

const nested = scenario(
	'MSOXWSATT_S01_TC09_AttachmentToAttachment',
	`${CREATED} ${GOT} ${DELETED} MS-OXWSATT_R14201 MS-OXWSATT_R20001`,
	async (trial) => {
		const { id: parent } = await makeMessage(trial, 'With one');
		const outer = await trial.ok(createXml(parent, holding('Item')));
		checkSuccess(trial, outer, CREATED);
		const outerId = outer.id('AttachmentId').id;
		const inner = await trial.call(createXml(outerId, holding('Item')));
		trial.check(
			'MS-OXWSATT_R14201',
			inner.isSuccess && rootOf(inner)['RootItemId'] === parent,
			`attaching to an attachment ended in ${inner.codes}`,
		);
		const innerId = inner.id('AttachmentId').id;
		checkSuccess(trial, await trial.ok(getXml([outerId], 'Best', false)), GOT);
		checkSuccess(trial, await trial.ok(getXml([innerId], 'Best', false)), GOT);
		const first = await trial.call(deleteXml([innerId]));
		const second = await trial.call(deleteXml([outerId]));
		checkSuccess(trial, first, DELETED);
		trial.check('MS-OXWSATT_R20001', first.isSuccess && second.isSuccess, 'not both were deleted');
	},
);

const meetings = scenario(
	'MSOXWSATT_S01_TC10_CallErrorInvalidItemForOperationCreateItemAttachment',
	'MS-OXWSATT_R318001',
	async (trial) => {
		const { id } = await makeMessage(trial, 'Without');
		for (const kind of [
			'MeetingMessage',
			'MeetingRequest',
			'MeetingResponse',
			'MeetingCancellation',
		]) {
			const { codes } = await trial.call(createXml(id, holding(kind)));
			trial.equal(
				'MS-OXWSATT_R318001',
				codes,
				['ErrorInvalidItemForOperationCreateItemAttachment'],
				`the code for a ${kind}`,
			);
		}
	},
);

const LINK = {
	AttachLongPathName: 'https://files.contoso.example/plan.docx',
	ProviderType: 'OneDrivePro',
	ProviderEndpointUrl: 'https://files.contoso.example/',
	AttachmentThumbnailUrl: 'https://files.contoso.example/plan.png',
	AttachmentPreviewUrl: 'https://files.contoso.example/plan.html',
	PermissionType: '2',
	OriginalPermissionType: '1',
	AttachmentIsFolder: 'false',
};

const reference = scenario(
	'MSOXWSATT_S01_TC11_ProcessReferenceAttachment',
	'MS-OXWSATT_R38002 MS-OXWSATT_R104006 MS-OXWSATT_R104008 MS-OXWSATT_R104012 MS-OXWSATT_R104014 MS-OXWSATT_R104016 MS-OXWSATT_R104018',
	async (trial) => {
		const { id } = await makeMessage(trial, 'With a link');
		const link = Object.entries(LINK)
			.map(([name, text]) => `<t:${name}>${text}</t:${name}>`)
			.join('');
		const xml = `<t:ReferenceAttachment><t:Name>plan.docx</t:Name>${link}</t:ReferenceAttachment>`;
		const created = await trial.ok(createXml(id, xml));
		const got = await trial.ok(getXml([created.id('AttachmentId').id], 'Text', false));
		trial.equal('MS-OXWSATT_R38002', got.all('ReferenceAttachment').length, 1, 'how many links');
		const same = (requirement: string, name: keyof typeof LINK) =>
			trial.equal(requirement, got.text(name), LINK[name], `the ${name}`);
		same('MS-OXWSATT_R104006', 'AttachLongPathName');
		same('MS-OXWSATT_R104008', 'ProviderType');
		same('MS-OXWSATT_R104012', 'AttachmentThumbnailUrl');
		same('MS-OXWSATT_R104014', 'AttachmentPreviewUrl');
		same('MS-OXWSATT_R104016', 'PermissionType');
		same('MS-OXWSATT_R104018', 'AttachmentIsFolder');
		await trial.ok(deleteXml([created.id('AttachmentId').id]));
	},
);

const isCode = (code: string | undefined) => /^Error[A-Za-z]+$/.test(code ?? '');

const noChild = scenario(
	'MSOXWSATT_S01_TC12_ProcessNoneChildItemAttachment',
	'MS-OXWSATT_R78002 MS-OXWSATT_R145001 MS-OXWSATT_R145002',
	async (trial) => {
		const { id } = await makeMessage(trial, 'Without');
		const reply = await trial.call(createXml(id, item('')));
		trial.equal(
			'MS-OXWSATT_R78002',
			reply.codes,
			['ErrorMissingItemForCreateItemAttachment'],
			'the code',
		);
		trial.check('MS-OXWSATT_R145001', isError(reply), `the classes are ${classes(reply)}`);
		trial.check('MS-OXWSATT_R145002', isCode(reply.codes[0]), `the code is ${reply.codes}`);
	},
);

const unsuccessful = scenario(
	'MSOXWSATT_S01_TC13_GetAndDeleteUnsuccessful',
	'MS-OXWSATT_R474001 MS-OXWSATT_R474002 MS-OXWSATT_R465001 MS-OXWSATT_R465002',
	async (trial) => {
		const { id: parent } = await makeMessage(trial, 'With one');
		const ids = [(await trial.ok(createXml(parent, FILE))).id('AttachmentId').id];
		await trial.ok(deleteXml(ids));
		const got = await trial.call(getXml(ids, 'Text', false));
		trial.check('MS-OXWSATT_R474001', isError(got), `the classes are ${classes(got)}`);
		trial.check('MS-OXWSATT_R474002', isCode(got.codes[0]), `the code is ${got.codes}`);
		const deleted = await trial.call(deleteXml(ids));
		trial.check('MS-OXWSATT_R465001', isError(deleted), `the classes are ${classes(deleted)}`);
		trial.check('MS-OXWSATT_R465002', isCode(deleted.codes[0]), `the code is ${deleted.codes}`);
	},
	{ witnesses: ['deleted-attachments-are-gone'] },
);

const unsupported = scenario(
	'MSOXWSATT_S01_TC14_GetUnsupportedMimeConversionAttachment',
	'MS-OXWSATT_R552 MS-OXWSCDATA_R713',
	async (trial) => {
		const { id: parent } = await makeMessage(trial, 'With a task');
		const created = await trial.ok(createXml(parent, holding('Task')));
		const ids = [created.id('AttachmentId').id];
		const got = await trial.call(getXml(ids, 'Text', true));
		trial.equal(
			['MS-OXWSATT_R552', 'MS-OXWSCDATA_R713'],
			got.codes,
			['ErrorUnsupportedMimeConversion'],
			'the code for the MIME content of a task',
		);
		await trial.ok(deleteXml(ids));
	},
	{ sandbox: { build: '14.2' } },
);

export const attachments: readonly Scenario[] = [
	file,
	message,
	ofKind(
		'MSOXWSATT_S01_TC03_ProcessCalendarItemTypeItemAttachment',
		'CalendarItem',
		'MS-OXWSATT_R476 MS-OXWSATT_R350 MS-OXWSATT_R85',
		{ mime: true, mimeIds: 'MS-OXWSATT_R55003 MS-OXWSATT_R311' },
	),
	ofKind(
		'MSOXWSATT_S01_TC04_ProcessContactItemTypeItemAttachment',
		'Contact',
		'MS-OXWSATT_R351 MS-OXWSATT_R554',
		{ mime: true },
	),
	ofKind(
		'MSOXWSATT_S01_TC05_ProcessTaskTypeItemAttachmentWithoutMIMEContent',
		'Task',
		'MS-OXWSATT_R356 MS-OXWSATT_R97',
	),
	ofKind(
		'MSOXWSATT_S01_TC06_ProcessPostItemTypeItemAttachment',
		'PostItem',
		'MS-OXWSATT_R357 MS-OXWSATT_R99',
		{ mime: true, mimeIds: 'MS-OXWSATT_R55002' },
	),
	multiple,
	ofKind('MSOXWSATT_S01_TC08_ProcessItemTypeAttachment', 'Item', 'MS-OXWSATT_R527 MS-OXWSATT_R81', {
		// An item of no class of its own is a message.
		mimeIds: 'MS-OXWSATT_R3111',
		shownAs: 'Message',
	}),
	nested,
	meetings,
	reference,
	noChild,
	unsuccessful,
	unsupported,
];
