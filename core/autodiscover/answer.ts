/** What one Autodiscover server says about an address. */
export type Answer =
	| { readonly kind: 'settings'; readonly settings: FoundSettings }
	| { readonly kind: 'redirectAddress'; readonly address: string }
	| { readonly kind: 'redirectUrl'; readonly url: string }
	| { readonly kind: 'error'; readonly message: string };

export interface FoundSettings {
	readonly externalEwsUrl?: string;
	readonly internalEwsUrl?: string;
	readonly displayName?: string;
	/** Primary address, where the server tells it. */
	readonly address?: string;
	readonly server?: string;
	readonly version?: string;
}

/** The two forms of Autodiscover. */
export interface Form {
	readonly name: 'soap' | 'pox';
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	/** The request for an address. */
	compose(address: string, url: string): string;
	/** @throws ExchangeError for what is no such answer */
	read(text: string): Answer;
}
