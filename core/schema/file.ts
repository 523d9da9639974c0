/** A file on its way in or out: its bytes are read while they are sent or stored, never held whole. */
export interface FileContent {
	readonly name: string;
	/** MIME type, such as `application/pdf`. */
	readonly contentType: string;
	/** Bytes, where known. */
	readonly size?: number;
	/**
	 * The bytes. A file that a person gives can be opened again for another attempt; one that comes
	 * from the server is opened once.
	 */
	open(): AsyncIterable<Uint8Array>;
}

/** Whether a value is a file. */
export const isFile = (value: unknown): value is FileContent =>
	typeof value === 'object' &&
	value !== null &&
	typeof (value as { open?: unknown }).open === 'function';
