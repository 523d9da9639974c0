import type { Filter } from '../backends/ldap/filter';
import type { DirectoryLink } from '../backends/ldap/link';
import type { Call } from '../backends/backend';
import { under } from '../schema/dn';
import type { Base } from './bases';
import { memberFilter } from './groups';
import { lookUp } from './lookUp';
import type { DirectoryScope, ObjectRef } from './session';

/**
 * How the direct members of a group are read: by their back link, page by page, in the whole domain of
 * the server unless a base DN was given. Members of other domains are counted and said.
 */
export async function groupMembers(
	link: DirectoryLink,
	group: ObjectRef,
	scope: DirectoryScope,
	call: Call,
): Promise<{ filter: Filter; bases?: Base[] }> {
	const entry = await lookUp(link, {}, group, ['objectSid', 'member'], call);
	const server = await link.server(call);
	const contexts = server.defaultNamingContext ? server.namingContexts : [];
	if (contexts.length > 0 && !server.isGlobalCatalog) {
		const here = contexts.map((dn) => under(dn));
		const members = entry.values.get('member') ?? [];
		const elsewhere = members.filter((value) => {
			const dn = value.toString('utf8');
			return !here.some((inside) => inside(dn));
		}).length;
		if (elsewhere > 0) {
			call.notice?.(
				`${elsewhere.toLocaleString('en')} members of the group are of another domain, which this server does not hold. The global catalog (port 3269) has them.`,
			);
		}
	}
	const filter = memberFilter(entry, false);
	if (scope.baseDn || !server.defaultNamingContext) return { filter };
	return { filter, bases: [{ dn: server.defaultNamingContext, scope: 'sub' }] };
}
