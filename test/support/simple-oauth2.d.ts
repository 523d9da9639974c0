/** The library's own classes, HTTP client included, as a client of the sandbox. */
declare module 'simple-oauth2' {
	interface Options {
		readonly client: { readonly id: string; readonly secret: string };
		readonly auth: Readonly<Record<string, string>>;
		readonly options?: { readonly authorizationMethod: 'header' | 'body' };
	}
	interface Token {
		readonly token: Readonly<Record<string, unknown>>;
		refresh(params?: Readonly<Record<string, string>>): Promise<Token>;
	}
	class Grant {
		constructor(options: Options);
		authorizeURL(params: Readonly<Record<string, string>>): string;
		getToken(params: Readonly<Record<string, string>>): Promise<Token>;
	}
	export { Grant as AuthorizationCode, Grant as ClientCredentials, Grant as ResourceOwnerPassword };
}
