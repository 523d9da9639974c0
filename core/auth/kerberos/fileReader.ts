import { InputError } from '../../errors';
import type { Principal } from './types';

/** Longest file that is looked at; real ones have some kilobytes. */
const FILE_LIMIT = 1 << 20;

/** What a file of keys or tickets is called in a credential, and in words. */
export interface KerberosFile {
	/** Label of the credential's field. */
	readonly label: string;
	/** Such as `keytab`. */
	readonly kind: string;
}

/** Numbers and counted texts of the files that MIT Kerberos writes; what is cut off ends in an InputError. */
export class FileReader {
	private at = 0;

	constructor(
		readonly file: KerberosFile,
		private readonly bytes: Buffer,
		/** The oldest versions were written in the byte order of their machine. */
		private readonly isLittleEndian = false,
	) {
		if (bytes.length > FILE_LIMIT) {
			throw unreadable(file, `is longer than ${FILE_LIMIT} bytes, and no ${file.kind} is`);
		}
	}

	get left(): number {
		return this.bytes.length - this.at;
	}

	uint8(): number {
		return this.take(1)[0]!;
	}

	uint16(): number {
		const bytes = this.take(2);
		return this.isLittleEndian ? bytes.readUInt16LE() : bytes.readUInt16BE();
	}

	uint32(): number {
		const bytes = this.take(4);
		return this.isLittleEndian ? bytes.readUInt32LE() : bytes.readUInt32BE();
	}

	int32(): number {
		return this.uint32() | 0;
	}

	/** A copy, so that nothing of the file is kept alive by it. */
	data(length: number): Buffer {
		return Buffer.from(this.take(length));
	}

	/** The next bytes as a part with an end of its own. */
	part(length: number): FileReader {
		return new FileReader(this.file, this.take(length), this.isLittleEndian);
	}

	/** Realm and components, each with its length before it. */
	names(count: number, length: () => number): Pick<Principal, 'realm' | 'components'> {
		const realm = this.text(length());
		const components: string[] = [];
		for (let index = 0; index < count; index++) components.push(this.text(length()));
		return { realm, components };
	}

	private text(length: number): string {
		return this.take(length).toString('utf8');
	}

	private take(length: number): Buffer {
		if (length > this.left) throw truncated(this.file);
		this.at += length;
		return this.bytes.subarray(this.at - length, this.at);
	}
}

export const truncated = (file: KerberosFile): InputError =>
	unreadable(file, `holds a ${file.kind} that is cut off`);

export const unreadable = ({ label, kind }: KerberosFile, what: string): InputError =>
	new InputError(`'${label}' ${what}`, {
		field: label,
		code: 'KERBEROS_FILE',
		advice: `Copy the ${kind} again: as binary data where it is a file, as Base64 of the whole file where it is pasted.`,
	});
