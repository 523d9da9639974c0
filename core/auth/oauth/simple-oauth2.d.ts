/** The grants of simple-oauth2 without its HTTP client: what its public classes are made of. */
declare module 'simple-oauth2/lib/*' {
	type Params = Readonly<Record<string, string | undefined>>;
	interface Config {
		readonly client: { readonly id: string; readonly idParamName: string };
		readonly auth: {
			readonly tokenPath: string;
			readonly refreshPath: string;
			readonly authorizeHost: string;
			readonly authorizePath: string;
		};
		readonly options: { readonly scopeSeparator: string };
	}
	interface Client {
		/** Posts the parameters of a grant; returns the endpoint's answer. */
		request(url: string, params: Params, options?: object): Promise<object>;
	}
	interface AccessToken {
		readonly token: Readonly<Record<string, unknown>>;
		refresh(params?: Params, options?: object): Promise<AccessToken>;
	}
	export default class Grant {
		constructor(config: Config, client: Client);
		authorizeURL(params: Params): string;
		getToken(params: Params, options?: object): Promise<AccessToken>;
		createToken(token: object): AccessToken;
	}
}
