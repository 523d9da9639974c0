import type { Mailbox } from '../../store';
import type { Context } from '../context';
import { delegateAnswer, perDelegate, writeDelivery } from '../delegate/response';
import {
	delegateOf,
	delegateXml,
	dropDelegate,
	notDelegate,
	writeDelegate,
} from '../delegate/user';
import { EwsError } from '../errors';
import { below, child, type Node } from '../xml/node';
import type { Answer } from '../response';

function userOf(node: Node, ctx: Context): Mailbox {
	return delegateOf(child(node, 'UserId') as Node, ctx);
}

export function getDelegate(request: Node, ctx: Context): Answer {
	const full = /^(true|1)$/.test(request.attributes['IncludePermissions'] ?? '');
	return delegateAnswer('GetDelegateResponse', request, ctx, true, (owner) => {
		const show = (user: Mailbox) => {
			const how = owner.services.delegates.get(user.primarySmtp);
			if (how === undefined) throw notDelegate();
			return delegateXml(owner, user, how, full);
		};
		if (child(request, 'UserIds') !== undefined) {
			return perDelegate(below(request, 'UserIds'), (node) => show(delegateOf(node, ctx)));
		}
		return [...owner.services.delegates.keys()].flatMap((address) => {
			const user = ctx.store.directory.find(address);
			return user === undefined ? [] : perDelegate([request], () => show(user));
		});
	});
}

export function addDelegate(request: Node, ctx: Context): Answer {
	return delegateAnswer('AddDelegateResponse', request, ctx, false, (owner) => {
		writeDelivery(request, owner);
		return perDelegate(below(request, 'DelegateUsers'), (node) => {
			const user = userOf(node, ctx);
			if (user === owner) {
				throw new EwsError(
					'ErrorDelegateCannotAddOwner',
					'The owner of a mailbox cannot be its delegate.',
				);
			}
			if (owner.services.delegates.has(user.primarySmtp)) {
				throw new EwsError(
					'ErrorDelegateAlreadyExists',
					'The user is already a delegate for the mailbox.',
				);
			}
			return delegateXml(owner, user, writeDelegate(node, owner, user, ctx), false);
		});
	});
}

export function updateDelegate(request: Node, ctx: Context): Answer {
	return delegateAnswer('UpdateDelegateResponse', request, ctx, false, (owner) => {
		writeDelivery(request, owner);
		return perDelegate(below(request, 'DelegateUsers'), (node) => {
			const user = userOf(node, ctx);
			if (!owner.services.delegates.has(user.primarySmtp)) throw notDelegate();
			return delegateXml(owner, user, writeDelegate(node, owner, user, ctx), false);
		});
	});
}

export function removeDelegate(request: Node, ctx: Context): Answer {
	return delegateAnswer('RemoveDelegateResponse', request, ctx, false, (owner) =>
		perDelegate(below(request, 'UserIds'), (node) => {
			dropDelegate(owner, delegateOf(node, ctx), ctx);
			return '';
		}),
	);
}
