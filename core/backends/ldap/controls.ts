import type { BerReader, BerWriter, Control, Library } from './ldapts';

/** https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/3c5e87db-4728-4f29-b164-01dd7d7391ea */
export const CONTROLS = {
	showDeleted: '1.2.840.113556.1.4.417',
	showRecycled: '1.2.840.113556.1.4.2064',
	treeDelete: '1.2.840.113556.1.4.805',
	dirSync: '1.2.840.113556.1.4.841',
	domainScope: '1.2.840.113556.1.4.1339',
} as const;

/** A control without a value. */
export function plainControl({ Control }: Library, type: string, critical = true): Control {
	return new Control(type, { critical });
}

/** Only what the caller may read. */
export const OBJECT_SECURITY = 1;

export interface DirSync {
	readonly control: Control;
	/** After an answer: where the next search goes on, and whether there is more at once. */
	readonly state: { cookie: Buffer; more: boolean };
}

/** DirSync: https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/2213a7f2-0a36-483c-b2a4-8574d53aa1e3 */
export function dirSyncControl(
	{ BerWriter, Control }: Library,
	flags: number,
	cookie: Buffer,
): DirSync {
	const state = { cookie, more: false };
	class DirSyncControl extends Control {
		override writeControl(writer: BerWriter): void {
			const value = new BerWriter();
			value.startSequence();
			value.writeInt(flags);
			value.writeInt(1 << 20);
			if (state.cookie.length > 0) value.writeBuffer(state.cookie, 0x04);
			else value.writeString('');
			value.endSequence();
			writer.writeBuffer(value.buffer, 0x04);
		}

		override parseControl(reader: BerReader): void {
			reader.readSequence();
			state.more = reader.readInt() !== 0;
			reader.readInt();
			state.cookie = Buffer.from(reader.readString(0x04, true) ?? Buffer.alloc(0));
		}
	}
	return { control: new DirSyncControl(CONTROLS.dirSync, { critical: true }), state };
}
