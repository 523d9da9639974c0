import type { Authenticator } from '../http/authenticator';

/** No sign-in, for servers that allow anonymous access or sign in by network address. */
export function createNone(): Authenticator {
	return {
		scheme: 'None',
		connectionBound: false,
		handshake: () => ({ first: () => undefined, next: () => undefined }),
	};
}

/** For token endpoints, whose answer of 401 says why there is no token. */
export function createAnonymous(): Authenticator {
	return { ...createNone(), anonymous: true };
}
