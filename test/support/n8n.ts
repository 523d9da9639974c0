import { witness } from '../hook/secrets/witness';
import { Readable } from 'node:stream';
import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IBinaryData,
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	IGetNodeParameterOptions,
	ILoadOptionsFunctions,
	INode,
	INodeExecutionData,
	NodeExecutionHint,
} from 'n8n-workflow';

export interface FakeNode {
	/** As the workflow stores them; texts that begin with `=` are evaluated per item. */
	parameters: IDataObject;
	items?: IDataObject[];
	/** Binary fields of the item at the same place. */
	binary?: Array<IBinaryKeyData | undefined>;
	/** What n8n keeps outside of the items, by id. */
	stored?: Readonly<Record<string, Buffer>>;
	credential?: IDataObject;
	continueOnFail?: boolean;
	/** How n8n tells that an agent runs the node. */
	tool?: 'context' | 'type' | 'log';
	timezone?: string;
	signal?: AbortSignal;
}

export interface FakeExecution {
	readonly context: IExecuteFunctions;
	readonly hints: NodeExecutionHint[];
}

const NODE: INode = {
	id: 'node-1',
	name: 'Exchange',
	type: 'microsoftExchange',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Evaluates `={{ … }}` with `$json`, alone or inside a text, as n8n does: alone it keeps its type. */
function evaluate(text: string, json: IDataObject): unknown {
	const run = (code: string): unknown => new Function('$json', `return (${code});`)(json);
	const whole = /^=\{\{([\s\S]*)\}\}$/.exec(text);
	if (whole && !whole[1]?.includes('{{')) return run(whole[1] ?? '');
	return text.slice(1).replace(/\{\{(.*?)\}\}/g, (_, code: string) => String(run(code) ?? ''));
}

function resolve(value: unknown, json: IDataObject): unknown {
	if (typeof value === 'string') return value.startsWith('=') ? evaluate(value, json) : value;
	if (Array.isArray(value)) return value.map((entry) => resolve(entry, json));
	if (typeof value !== 'object' || value === null || value instanceof Date) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, entry]) => [key, resolve(entry, json)]),
	);
}

/** What a node sees of n8n while it executes, no more than this package uses. */
export function fakeExecution(node: FakeNode): FakeExecution {
	const items: INodeExecutionData[] = (node.items ?? [{}]).map((json, at) => {
		const binary = node.binary?.[at];
		return binary ? { json, binary } : { json };
	});
	const hints: NodeExecutionHint[] = [];
	const context = {
		getNode: () => ({
			...NODE,
			type: node.tool === 'type' ? `${NODE.type}Tool` : NODE.type,
			rewireOutputLogTo: node.tool === 'log' ? NodeConnectionTypes.AiTool : undefined,
		}),
		getInputData: () => items,
		getTimezone: () => node.timezone ?? 'Europe/Berlin',
		getCredentials: async () => node.credential ?? { schema: 'EWS' },
		continueOnFail: () => node.continueOnFail ?? false,
		isToolExecution: () => node.tool === 'context',
		getExecutionCancelSignal: () => node.signal,
		addExecutionHints: (...added: NodeExecutionHint[]) => {
			witness(...added.map(({ message }) => message));
			hints.push(...added);
		},
		helpers: binaryHelpers(node.stored ?? {}),
		getNodeParameter(
			name: string,
			index: number,
			fallback?: unknown,
			options?: IGetNodeParameterOptions,
		) {
			const stored =
				name
					.split('.')
					.reduce<unknown>(
						(within, key) => (within as Record<string, unknown> | null | undefined)?.[key],
						node.parameters,
					) ?? fallback;
			if (stored === undefined) throw new Error(`Could not get parameter "${name}"`);
			return options?.rawExpressions ? stored : resolve(stored, items[index]?.json ?? {});
		},
	};
	return { context: context as unknown as IExecuteFunctions, hints };
}

/** n8n's binary store: hands out what is stored, and keeps what it is given inside of the item. */
const binaryHelpers = (stored: Readonly<Record<string, Buffer>>) => ({
	getBinaryMetadata: async (id: string) => ({ fileSize: stored[id]!.length }),
	getBinaryStream: async (id: string, chunk: number) =>
		Readable.from(
			Array.from({ length: Math.ceil(stored[id]!.length / chunk) }, (_, at) =>
				stored[id]!.subarray(at * chunk, (at + 1) * chunk),
			),
		),
	async prepareBinaryData(
		bytes: Readable,
		fileName: string,
		mimeType: string,
	): Promise<IBinaryData> {
		const pieces: Buffer[] = [];
		for await (const piece of bytes) pieces.push(Buffer.from(piece as Uint8Array));
		return { data: Buffer.concat(pieces).toString('base64'), fileName, mimeType };
	},
});

/** What the methods of a panel see; `parameters` may hold `&name` for a neighbour. */
export function fakePanel(
	parameters: IDataObject,
	credential: IDataObject = { schema: 'EWS' },
): ILoadOptionsFunctions {
	const context = {
		getNode: () => NODE,
		getTimezone: () => 'Europe/Berlin',
		getCredentials: async () => credential,
		getCurrentNodeParameter: (name: string) => parameters[name],
	};
	return context as unknown as ILoadOptionsFunctions;
}
