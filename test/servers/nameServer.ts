import dgram from 'node:dgram';
import type { AddressInfo } from 'node:net';

export interface Srv {
	readonly name: string;
	readonly priority: number;
	readonly weight: number;
	readonly port?: number;
}

export interface NameServer {
	readonly address: string;
	/** Names that were asked for. */
	readonly asked: string[];
	close(): Promise<void>;
}

const SRV = 33;
const NO_SUCH_NAME = 3;

/** A DNS server over UDP that knows these SRV records: https://www.rfc-editor.org/rfc/rfc1035#section-4 */
export async function startNameServer(
	records: Readonly<Record<string, readonly Srv[]>>,
): Promise<NameServer> {
	const asked: string[] = [];
	const socket = dgram.createSocket('udp4');
	socket.on('message', (query, { address, port }) => {
		const { name, end } = readName(query);
		asked.push(name);
		const type = query.readUInt16BE(end);
		const found = type === SRV ? records[name.toLowerCase()] : undefined;
		const head = Buffer.from(query.subarray(0, 12));
		// An answer, of an authority, with recursion.
		head.writeUInt16BE(0x8580 | (found ? 0 : NO_SUCH_NAME), 2);
		head.writeUInt16BE(1, 4);
		head.writeUInt16BE(found?.length ?? 0, 6);
		head.writeUInt32BE(0, 8);
		const question = query.subarray(12, end + 4);
		socket.send(Buffer.concat([head, question, ...(found ?? []).map(answer)]), port, address);
	});
	await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
	const { port } = socket.address() as AddressInfo;
	return {
		address: `127.0.0.1:${port}`,
		asked,
		close: () => new Promise((resolve) => socket.close(() => resolve())),
	};
}

function readName(query: Buffer): { name: string; end: number } {
	const labels: string[] = [];
	let at = 12;
	for (let length; (length = query[at]!);) {
		labels.push(query.toString('latin1', at + 1, at + 1 + length));
		at += 1 + length;
	}
	return { name: labels.join('.'), end: at + 1 };
}

function answer({ name, priority, weight, port = 389 }: Srv): Buffer {
	const labels = name.split('.').filter(Boolean);
	const target = Buffer.concat([
		...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
		Buffer.from([0]),
	]);
	// The name is the question's, class IN, one minute.
	const head = Buffer.from([0xc0, 12, 0, SRV, 0, 1, 0, 0, 0, 60, 0, 0, 0, 0, 0, 0, 0, 0]);
	head.writeUInt16BE(6 + target.length, 10);
	head.writeUInt16BE(priority, 12);
	head.writeUInt16BE(weight, 14);
	head.writeUInt16BE(port, 16);
	return Buffer.concat([head, target]);
}
