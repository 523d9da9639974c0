/** What Autodiscover answers instead of a mailbox's settings. */
export type AutodiscoverAnswer =
	/** Another address is to be asked for. */
	| { readonly kind: 'redirectAddress'; readonly address: string }
	/** Another server is to be asked. */
	| { readonly kind: 'redirectUrl'; readonly url: string }
	/** HTTP 302 before anybody signed in. */
	| { readonly kind: 'httpRedirect'; readonly location: string; readonly status?: number }
	/** A page of that HTTP status, before anybody signed in. */
	| { readonly kind: 'httpStatus'; readonly status: number }
	/** 500: nobody has that address; 600: the request is invalid. */
	| { readonly kind: 'error'; readonly code: number; readonly message: string }
	/** Settings with another address of the Exchange Web Services. */
	| { readonly kind: 'settings'; readonly ewsUrl: string };

/** An answer, and which requests it is for: those that match all that is given. */
export interface AutodiscoverRule {
	readonly answer: AutodiscoverAnswer;
	/** Host header without its port. */
	readonly host?: string;
	/** Address asked for, or a whole domain: "@contoso.example". */
	readonly address?: string;
	readonly over?: 'pox' | 'soap';
	/** On a TLS socket, or on a plain one. */
	readonly secure?: boolean;
}

export interface AutodiscoverSubject {
	readonly host: string;
	readonly over: 'pox' | 'soap';
	readonly secure: boolean;
	/** Absent as long as the request was not read. */
	readonly address?: string;
}

const EARLY: ReadonlySet<string> = new Set(['httpRedirect', 'httpStatus']);

/** Rules of one sandbox, the first that matches counts; where none does, mailboxes have their settings. */
export class AutodiscoverRules {
	readonly #rules: AutodiscoverRule[] = [];

	add(rule: AutodiscoverRule): void {
		this.#rules.push(rule);
	}

	clear(): void {
		this.#rules.length = 0;
	}

	/** @param early whether it is about answers that come before a sign-in */
	find(subject: AutodiscoverSubject, early: boolean): AutodiscoverAnswer | undefined {
		const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();
		return this.#rules.find(
			(rule) =>
				EARLY.has(rule.answer.kind) === early &&
				(rule.host === undefined || same(rule.host, subject.host)) &&
				(rule.over === undefined || rule.over === subject.over) &&
				(rule.secure === undefined || rule.secure === subject.secure) &&
				(rule.address === undefined ||
					(rule.address.startsWith('@')
						? subject.address?.toLowerCase().endsWith(rule.address.toLowerCase()) === true
						: same(subject.address, rule.address))),
		)?.answer;
	}
}
