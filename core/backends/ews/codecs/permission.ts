import { child, childText, type XmlTree } from '../decode/tree';
import type { TreeCodec } from './codec';

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const value = (text: string): unknown =>
	text === 'true' ? true : text === 'false' ? false : lower(text);

function decode(permission: XmlTree): Record<string, unknown> {
	const user = child(permission, 'UserId');
	const level =
		childText(permission, 'PermissionLevel') ?? childText(permission, 'CalendarPermissionLevel');
	const rights = permission.children
		.filter(({ name }) => name !== 'UserId' && !name.endsWith('PermissionLevel'))
		.map(({ name, text }) => [lower(name), value(text)] as const);
	const standard = childText(user, 'DistinguishedUser');
	return {
		name: childText(user, 'DisplayName') ?? (standard === undefined ? null : lower(standard)),
		address: childText(user, 'PrimarySmtpAddress') ?? null,
		sid: childText(user, 'SID') ?? null,
		level: level === undefined ? null : lower(level),
		...Object.fromEntries(rights),
	};
}

/**
 * List of {name, address, sid, level, and each right by its name}; `default` and `anonymous` have a name alone.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/permissionset-permissionsettype
 */
export const permissions: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) =>
		tree ? tree.children.filter(({ name }) => name.endsWith('Permissions')).flatMap(listOf) : null,
};

const listOf = (list: XmlTree) => list.children.map(decode);
