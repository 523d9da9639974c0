import type { ItemKind } from '../../store';
import { attachmentsXml } from '../attachment/print';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { elementOrder } from '../schema/model';
import { effectiveRightsXml } from '../access';
import { entitiesXml } from '../entities';
import { mimeXml } from '../mime';
import { meetingXml } from '../meeting/printers';
import { seriesXml } from '../recurrence/series';
import { atLeast, isSince, knowsField } from '../version';
import type { Printer, View } from '../view';
import { wrap } from '../xml/escape';
import { at, below, child, type Node } from '../xml/node';
import { Bodies } from './bodies';
import { valueOf } from './computed';
import { addressesXml, ALL_ADDRESS_PARTS, DICTIONARY_KEYS, dictionaryXml } from './dictionary';
import { extendedXml } from './extended';
import { anyField, fieldsFor, KINDS, type Field } from './field';
import { pathXml, readPath, type Path } from './path';
import { fieldXml } from './print';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

// "Property sets and response shapes in EWS in Exchange": what Default holds, ItemId aside.
const DEFAULTS: Readonly<Partial<Record<ItemKind, ReadonlySet<string>>>> = {
	Contact: words(`item:Subject item:HasAttachments contacts:FileAs contacts:CompleteName
		contacts:CompanyName contacts:EmailAddresses contacts:PhoneNumbers contacts:ImAddresses
		contacts:JobTitle item:Sensitivity item:Body item:Culture`),
	Message: words(`item:Subject item:Sensitivity item:ResponseObjects item:HasAttachments
		item:IsAssociated item:Size item:DateTimeSent item:DateTimeCreated item:Body message:From
		message:IsRead message:ToRecipients message:CcRecipients message:BccRecipients
		message:IsReadReceiptRequested message:IsDeliveryReceiptRequested message:ReplyTo
		message:InternetMessageId message:References item:Importance`),
	CalendarItem: words(`item:Subject item:HasAttachments item:ResponseObjects item:Body
		calendar:Start calendar:End calendar:LegacyFreeBusyStatus calendar:Location
		calendar:IsRecurring calendar:CalendarItemType calendar:Organizer
		calendar:RequiredAttendees calendar:OptionalAttendees calendar:Resources
		calendar:IsAllDayEvent calendar:Recurrence`),
	Task: words(`item:Subject item:HasAttachments item:Body task:DueDate task:PercentComplete
		task:StartDate task:Status task:IsComplete`),
};
const DEFAULT_ITEM = words(
	'item:Subject item:HasAttachments item:Size item:DateTimeCreated item:Body',
);

// Not part of AllProperties: only returned when they are named.
const NAMED_ONLY = words(`item:MimeContent item:UniqueBody item:NormalizedBody item:TextBody
	item:Preview item:StoreEntryId item:SearchKey item:BlockStatus item:HasBlockedImages
	item:EntityExtractionResult item:IconIndex`);

/** Kinds that Exchange 2010 turns into MIME. */
const HAS_MIME = /^(Message|PostItem|CalendarItem|Meeting\w+)$/;

/** @throws EwsError where this server makes no MIME content of that kind */
function mimeOf(kind: ItemKind, ctx: Context): Printer {
	if (!HAS_MIME.test(kind) && !atLeast(ctx.build, '15.0')) {
		throw new EwsError(
			'ErrorUnsupportedMimeConversion',
			'The requested MIME content conversion is not supported for this item.',
		);
	}
	return mimeXml;
}

/** ItemShape, read once for a request and turned into printers once for each kind of item. */
export class Shape {
	private readonly printers = new Map<ItemKind, readonly Printer[]>();
	private readonly base: string;
	private readonly bodies: Bodies;
	private readonly named = new Set<string>();
	private readonly indexed = new Map<string, Set<string>>();
	private readonly extended: Array<Extract<Path, { kind: 'extended' }>> = [];
	private readonly mime: boolean;

	constructor(
		shape: Node,
		private readonly ctx: Context,
		/** Whether this is FindItem, with its limits. */
		private readonly find: boolean,
	) {
		const base = child(shape, 'BaseShape')?.text.trim() ?? 'IdOnly';
		const bare = base === 'IdOnly' && !ctx.rules.holds('id-only-is-bare');
		this.base = bare ? 'Default' : base;
		this.bodies = new Bodies(shape, ctx);
		this.mime =
			/^(true|1)$/.test(at(shape, 'IncludeMimeContent')?.text.trim() ?? '') ||
			!ctx.rules.holds('mime-on-demand');
		for (const node of below(shape, 'AdditionalProperties')) {
			const path = readPath(node, ctx.requested);
			if (path.kind === 'extended') this.extended.push(path);
			else if (path.kind === 'field') {
				const field = anyField(path.uri);
				if (find && field !== undefined && !field.find) {
					throw new EwsError(
						'ErrorInvalidPropertyRequest',
						'Property is not valid for this operation.',
						pathXml(path),
					);
				}
				this.named.add(path.uri);
			} else {
				const set = this.indexed.get(path.uri) ?? new Set<string>();
				set.add(path.index);
				this.indexed.set(path.uri, set);
			}
		}
	}

	/** The item's element with everything asked for. */
	print(view: View): string {
		const kind = view.item.kind;
		let printers = this.printers.get(kind);
		if (printers === undefined) this.printers.set(kind, (printers = this.compile(kind)));
		let inner = '';
		for (const printer of printers) inner += printer(view);
		return `<t:${kind}>${inner}</t:${kind}>`;
	}

	private wants(field: Field, kind: ItemKind): boolean {
		if (this.named.has(field.uri)) return true;
		if (!knowsField(field.uri, this.ctx.requested)) return false;
		if (!isSince(KINDS[kind].type, field.element, this.ctx.requested)) return false;
		if (this.find && !field.find) return false;
		if (this.base === 'AllProperties') return !NAMED_ONLY.has(field.uri);
		if (this.base !== 'Default') return false;
		return (DEFAULTS[kind] ?? DEFAULT_ITEM).has(field.uri);
	}

	private compile(kind: ItemKind): readonly Printer[] {
		const byElement = new Map<string, Field>();
		for (const field of fieldsFor(kind).values()) byElement.set(field.element, field);
		const printers: Printer[] = [];
		for (const name of elementOrder(KINDS[kind].type)) {
			const printer = this.printer(name, byElement.get(name), kind);
			if (printer !== undefined) printers.push(printer);
		}
		return printers;
	}

	private printer(name: string, field: Field | undefined, kind: ItemKind): Printer | undefined {
		const { ctx, find } = this;
		if (name === 'ItemId') {
			// What is attached has no id of its own.
			return (view) =>
				view.item.attachedTo === undefined
					? `<t:ItemId Id="${view.id}" ChangeKey="${view.changeKey}"/>`
					: '';
		}
		if (name === 'ExtendedProperty') {
			if (this.extended.length === 0) return undefined;
			return (view) => {
				let all = '';
				for (const path of this.extended) {
					all += extendedXml(path, valueOf(view, path.key), ctx, find);
				}
				return all;
			};
		}
		if (name === 'MimeContent' && this.mime && !find) return mimeOf(kind, ctx);
		if (field === undefined) return undefined;
		if (field.entries !== undefined) return this.entries(field, kind);
		if (!this.wants(field, kind)) return undefined;
		return this.special(field) ?? ((view) => fieldXml(field, valueOf(view, field.uri), ctx, find));
	}

	private entries(field: Field, kind: ItemKind): Printer | undefined {
		const prefix = field.entries as string;
		const whole = this.wants(field, kind);
		if (field.type === 'address') {
			const parts = new Set<string>(whole ? ALL_ADDRESS_PARTS : []);
			for (const [uri, indexes] of this.indexed) {
				const part = uri.startsWith(`${prefix}:`) ? uri.slice(prefix.length + 1) : undefined;
				if (part !== undefined) for (const index of indexes) parts.add(`${part}:${index}`);
			}
			return parts.size === 0 ? undefined : (view) => addressesXml(parts, view, this.find);
		}
		const asked = this.indexed.get(prefix);
		const keys = (DICTIONARY_KEYS[prefix] ?? []).filter((key) => whole || asked?.has(key));
		if (keys.length === 0) return undefined;
		return (view) => dictionaryXml(field.element, prefix, keys, view, this.find);
	}

	/** Elements that are not one plain value. */
	private special(field: Field): Printer | undefined {
		const { ctx } = this;
		switch (field.uri) {
			case 'item:ParentFolderId':
				return ({ item }) =>
					`<t:ParentFolderId Id="${item.folder.id}" ChangeKey="${item.folder.changeKey}"/>`;
			case 'item:Attachments':
				return ({ item }) => attachmentsXml(item, ctx);
			case 'item:EffectiveRights':
				return (view) =>
					effectiveRightsXml(ctx, view.item.folder, ctx.rules.holds('item-holds-nothing'));
			case 'item:ConversationId':
				return (view) =>
					view.item.kind === 'Message'
						? wrap('ConversationId', '', { Id: conversationId(view) })
						: '';
			case 'item:Body':
			case 'item:UniqueBody':
			case 'item:NormalizedBody': {
				const name = field.element as 'Body' | 'UniqueBody' | 'NormalizedBody';
				return (view) => this.bodies.print(name, view);
			}
			case 'item:EntityExtractionResult':
				return (view) => entitiesXml(view, ctx.zone);
			case 'item:BlockStatus':
				return () => this.bodies.blockStatus();
			case 'item:HasBlockedImages':
				return (view) => this.bodies.blockedImages(view);
			case 'item:MimeContent':
				return mimeXml;
			default:
				return meetingXml(field, ctx) ?? seriesXml(field);
		}
	}
}

function conversationId(view: View): string {
	const topic = String(valueOf(view, 'message:ConversationTopic') ?? '');
	return Buffer.from(`conversation/${view.item.folder.mailbox.guid}/${topic}`).toString('base64');
}

/** Only the id, as CreateItem, UpdateItem and MoveItem return it. */
export function idXml(view: View): string {
	return wrap(view.item.kind, wrap('ItemId', '', { Id: view.id, ChangeKey: view.changeKey }));
}
