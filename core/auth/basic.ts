import { FatalError, InputError } from '../errors';
import type { Authenticator } from '../http/authenticator';
import type { Identity } from './identity';

/** Basic (RFC 7617), UTF-8. Refused over plain HTTP unless that is allowed. */
export function createBasic(identity: Identity): Authenticator {
	const { user = '', password = '', allowPlainHttp } = identity;
	const isPrintable = (text: string) => !/[\u0000-\u001f\u007f]/.test(text);
	if (user.includes(':') || !isPrintable(user)) {
		throw new InputError("'User' holds a colon or a control character, which Basic cannot carry", {
			field: 'user',
			advice: 'Write the user as DOMAIN\\user or user@domain, or choose NTLM.',
		});
	}
	if (!isPrintable(password)) {
		throw new InputError("'Password' holds a control character, which Basic cannot carry", {
			field: 'password',
			advice: 'Look for a line break at the end of the pasted password.',
		});
	}
	const header = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
	return {
		scheme: 'Basic',
		connectionBound: false,
		handshake({ url }) {
			if (url.protocol !== 'https:' && !allowPlainHttp) {
				throw new FatalError('Basic over plain HTTP would show the password to the network', {
					field: 'allowPlainHttp',
					code: 'PLAIN_HTTP',
					advice:
						"Use https:// in 'Server', or switch on 'Allow Plain HTTP' in a network you trust.",
				});
			}
			return { first: () => header, next: () => undefined };
		},
	};
}
