/**
 * Files that a credential names: keytab, ticket cache, certificates, token file. Every path passes the rules that the host
 * program sets for files before anything is opened.
 */
export interface Files {
	/**
	 * The bytes of a regular file. `field` is the credential field's label for errors.
	 * @throws InputError when the path is not allowed, missing, unreadable, no regular file or longer than
	 *   `limit` bytes (default 1 MiB); the message quotes the path, never content.
	 */
	read(path: string, field: string, limit?: number): Promise<Buffer>;
	/** The absolute path, checked by the same rules for writing; symbolic links are refused. */
	writable(path: string, field: string): Promise<string>;
	/** Folder for files that no field names (default token files), created readable by its owner only; undefined where the rules leave none. */
	ownFolder(): Promise<string | undefined>;
}
