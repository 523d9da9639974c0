import { InputError } from '../../errors';

/** Names of a path such as `Inbox/Customers/North`; `\/` and `\\` stand for the characters themselves. */
export function splitPath(path: string): string[] {
	const names: string[] = [];
	let name = '';
	for (let index = 0; index < path.length; index++) {
		const character = path.charAt(index);
		if (character === '\\' && /[\\/]/.test(path.charAt(index + 1))) {
			name += path.charAt(++index);
		} else if (character === '/') {
			names.push(name);
			name = '';
		} else {
			name += character;
		}
	}
	names.push(name);
	const named = names.filter((part) => part !== '');
	if (named.length === 0) {
		throw new InputError(`The folder path '${path}' names no folder`, {
			field: 'Folder',
			advice: 'Write it from the top of the mailbox, such as Inbox/Customers.',
		});
	}
	return named;
}

export function joinPath(names: readonly string[]): string {
	return names.map((name) => name.replace(/[\\/]/g, '\\$&')).join('/');
}
