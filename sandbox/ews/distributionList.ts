import type { Value } from '../store';

/**
 * A list's display name is its subject and, where nobody says otherwise, what it is filed under
 * (MS-OXOCNTC 2.2.2).
 * @param written keys that this write set or deleted
 */
export function completeList(properties: Map<string, Value>, written: ReadonlySet<string>): void {
	const subject = properties.get('item:Subject');
	if (written.has('contacts:DisplayName') && !written.has('item:Subject')) {
		const name = properties.get('contacts:DisplayName');
		if (name === undefined) properties.delete('item:Subject');
		else properties.set('item:Subject', name);
	} else if (written.has('item:Subject') && !written.has('contacts:DisplayName')) {
		if (subject === undefined) properties.delete('contacts:DisplayName');
		else properties.set('contacts:DisplayName', subject);
	}
	const name = properties.get('contacts:DisplayName');
	if (!properties.has('contacts:FileAs') && name !== undefined) {
		properties.set('contacts:FileAs', name);
	}
}
