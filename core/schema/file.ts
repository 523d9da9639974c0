/** A file on its way in or out: its bytes are read while they are sent or stored, never held whole. */
export interface FileContent {
	readonly name: string;
	/** MIME type, such as `application/pdf`. */
	readonly contentType: string;
	/** Bytes, where known. */
	readonly size?: number;
	/** Its bytes arrive while the server still answers: it can be opened only once. */
	readonly once?: true;
	/** The bytes, from the start each time. */
	open(): AsyncIterable<Uint8Array>;
}

/** Whether a value is a file. */
export const isFile = (value: unknown): value is FileContent =>
	typeof value === 'object' &&
	value !== null &&
	typeof (value as { open?: unknown }).open === 'function';
