import type { Row } from '../../../schema/column';
import type { FindPage } from '../request';
import type { AttributeReader } from './attributes';
import type { Name } from './names';
import type { RowPlan } from './rowPlan';
import { RowReader } from './rowReader';
import type { ScannerSink } from './scanner';
import { TreeReader, type XmlTree } from './tree';

/** ServerVersionInfo of the SOAP header. */
export type VersionInfo = Readonly<Record<string, string>>;

/** What the server says about one record or one folder. */
export interface ResponseMessage {
	readonly responseClass: 'Success' | 'Warning' | 'Error';
	readonly code: string;
	readonly text?: string;
	/** MessageXml: `Value` elements by their Name attribute, others by element name. */
	readonly details: Readonly<Record<string, string>>;
	/** Rows of Items or Folders; those of a find leave through `onRow` instead. */
	readonly rows: readonly Row[];
	/** RootFolder of a find. */
	readonly page?: FindPage;
	/** Resolution elements of ResolveNames. */
	readonly resolutions: readonly XmlTree[];
	/** Other elements of the message that the handler asked for, by name. */
	readonly parts: Readonly<Record<string, XmlTree>>;
}

export interface AnswerHandler {
	readonly plan: RowPlan;
	/** The table's own element, whose rows stay unmarked. */
	readonly element?: string;
	/** Elements of a response message to keep as they stand, such as `InboxRules`. */
	readonly parts?: readonly string[];
	/** Keeps the whole element of the Body. */
	readonly whole?: boolean;
	/** Takes the rows of a find as they come. */
	onRow?(row: Row): void;
}

type MutableMessage = { -readonly [Key in keyof ResponseMessage]: ResponseMessage[Key] } & {
	rows: Row[];
	resolutions: XmlTree[];
	parts: Record<string, XmlTree>;
};

const enum State {
	Start,
	Envelope,
	Header,
	Body,
	Fault,
	Response,
	Messages,
	Message,
	RootFolder,
	Records,
	Record,
	ResolutionSet,
	Text,
}

/**
 * Reads a SOAP answer of EWS: header, fault or response messages with their records.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsemessages
 */
export class AnswerReader implements ScannerSink {
	readonly messages: ResponseMessage[] = [];
	version: VersionInfo | undefined;
	/** detail, faultcode and faultstring of a SOAP fault. */
	fault: XmlTree | undefined;
	/** Element of the Body, such as `FindItemResponse`. */
	response: string | undefined;
	/** That element, where the handler keeps it whole. */
	body: XmlTree | undefined;

	readonly #states: State[] = [State.Start];
	#state: State = State.Start;
	#skipped = 0;
	#message: MutableMessage | undefined;
	#recordDepth = 0;
	#textOf = '';
	#tree: TreeReader | undefined;
	#keep: (tree: XmlTree) => void = () => undefined;
	readonly #rows: RowReader;

	constructor(private readonly handler: AnswerHandler) {
		this.#rows = new RowReader(handler.plan, handler.element);
	}

	open(name: Name, attributes: AttributeReader): boolean {
		if (this.#state === State.Record) {
			this.#recordDepth++;
			return this.#rows.open(name, attributes);
		}
		if (this.#skipped > 0) {
			this.#skipped++;
			return false;
		}
		if (this.#tree) return this.#tree.open(name, attributes);
		return this.#outer(name, attributes);
	}

	close(text: string): void {
		if (this.#state === State.Record) {
			if (this.#recordDepth > 0) {
				this.#recordDepth--;
				this.#rows.close(text);
				return;
			}
			this.#record(this.#rows.finish());
			this.#leave();
			return;
		}
		if (this.#skipped > 0) {
			this.#skipped--;
			return;
		}
		if (this.#tree) {
			const tree = this.#tree.close(text);
			if (tree) {
				this.#tree = undefined;
				this.#keep(tree);
			}
			return;
		}
		if (this.#state === State.Text) this.#messageText(text);
		else if (this.#state === State.Message && this.#message) this.messages.push(this.#message);
		this.#leave();
	}

	read(text: string, position: number, at: number, epoch: number): number {
		if (this.#state !== State.Record) return position;
		return this.#rows.read(text, position, at, epoch);
	}

	#record(row: Row): void {
		if (this.handler.onRow) this.handler.onRow(row);
		else this.#message?.rows.push(row);
	}

	#messageText(text: string): void {
		const message = this.#message;
		if (!message) return;
		if (this.#textOf === 'ResponseCode') message.code = text.trim();
		else message.text = text;
	}

	#enter(state: State): false {
		this.#states.push(state);
		this.#state = state;
		return false;
	}

	#leave(): void {
		this.#states.pop();
		this.#state = this.#states[this.#states.length - 1] ?? State.Start;
	}

	#skip(): false {
		this.#skipped = 1;
		return false;
	}

	#capture(name: Name, attributes: AttributeReader, keep: (tree: XmlTree) => void): true {
		this.#tree = new TreeReader();
		this.#keep = keep;
		return this.#tree.open(name, attributes);
	}

	#outer(name: Name, attributes: AttributeReader): boolean {
		const { local, namespace } = name;
		switch (this.#state) {
			case State.Start:
				if (namespace === 'soap' && local === 'Envelope') return this.#enter(State.Envelope);
				break;
			case State.Envelope:
				if (namespace === 'soap' && local === 'Header') return this.#enter(State.Header);
				if (namespace === 'soap' && local === 'Body') return this.#enter(State.Body);
				break;
			case State.Header:
				if (namespace === 'types' && local === 'ServerVersionInfo') {
					this.version = attributes.all();
				}
				break;
			case State.Body:
				if (namespace === 'soap' && local === 'Fault') {
					return this.#capture(name, attributes, (tree) => (this.fault = tree));
				}
				if (namespace === 'messages') {
					this.response = local;
					if (this.handler.whole) {
						return this.#capture(name, attributes, (tree) => (this.body = tree));
					}
					// Operations that are not for lists answer with one message, which is the response itself.
					return attributes.get('ResponseClass') === undefined
						? this.#enter(State.Response)
						: this.#openMessage(attributes);
				}
				break;
			case State.Response:
				if (namespace === 'messages' && local === 'ResponseMessages') {
					return this.#enter(State.Messages);
				}
				break;
			case State.Messages:
				return this.#openMessage(attributes);
			case State.Message:
				return this.#inMessage(name, attributes);
			case State.RootFolder:
				if (local === 'Items' || local === 'Folders') return this.#enter(State.Records);
				// Records of a grouped view stand one level deeper.
				if (local === 'Groups' || local === 'GroupedItems') return this.#enter(State.RootFolder);
				break;
			case State.Records:
				if (namespace === 'types') {
					this.#rows.begin(name, attributes);
					this.#recordDepth = 0;
					return this.#enter(State.Record);
				}
				break;
			case State.ResolutionSet:
				if (local === 'Resolution') {
					return this.#capture(name, attributes, (tree) => this.#message?.resolutions.push(tree));
				}
				break;
			default:
				break;
		}
		return this.#skip();
	}

	#openMessage(attributes: AttributeReader): false {
		const responseClass = attributes.get('ResponseClass');
		this.#message = {
			responseClass:
				responseClass === 'Success' || responseClass === 'Warning' ? responseClass : 'Error',
			code: '',
			details: {},
			rows: [],
			resolutions: [],
			parts: {},
		};
		return this.#enter(State.Message);
	}

	#inMessage(name: Name, attributes: AttributeReader): boolean {
		const message = this.#message;
		if (name.namespace !== 'messages' || !message) return this.#skip();
		switch (name.local) {
			case 'ResponseCode':
			case 'MessageText':
				this.#textOf = name.local;
				this.#enter(State.Text);
				return true;
			case 'MessageXml':
				return this.#capture(name, attributes, (tree) => (message.details = detailsOf(tree)));
			case 'RootFolder':
				message.page = pageOf(attributes);
				return this.#enter(State.RootFolder);
			case 'Items':
			case 'Folders':
				return this.#enter(State.Records);
			case 'ResolutionSet':
				message.page = pageOf(attributes);
				return this.#enter(State.ResolutionSet);
			default:
				if (!this.handler.parts?.includes(name.local)) return this.#skip();
				return this.#capture(name, attributes, (tree) => (message.parts[tree.name] = tree));
		}
	}
}

function pageOf(attributes: AttributeReader): FindPage {
	const number = (name: string): number | undefined => {
		const value = attributes.get(name);
		return value === undefined || value.trim() === '' ? undefined : Number(value);
	};
	const last = attributes.get('IncludesLastItemInRange');
	return {
		// Only the word of the server ends a read; without it there may be more.
		includesLast: last === 'true' || last === '1',
		nextOffset: number('IndexedPagingOffset'),
		total: number('TotalItemsInView'),
	};
}

/** MessageXml as names and texts. */
export function detailsOf(tree: XmlTree): Record<string, string> {
	const details: Record<string, string> = {};
	const visit = (part: XmlTree): void => {
		for (const child of part.children) {
			if (child.children.length > 0) {
				visit(child);
				continue;
			}
			const { FieldURI, PropertyName, PropertyTag } = child.attributes;
			details[child.attributes.Name ?? child.name] =
				child.text === '' ? (FieldURI ?? PropertyName ?? PropertyTag ?? '') : child.text;
		}
	};
	visit(tree);
	return details;
}
