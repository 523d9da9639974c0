import { FatalError, InputError } from '../errors';
import type { Scope } from '../query/query';
import type { Row } from '../schema/column';
import type { ProcedureResult } from '../schema/procedure';
import type { Call } from './backend';

/** What a connection knows of itself; it is made where http and auth meet. */
export interface ConnectionServices {
	/** Finds the server of an address; the row of the answer. */
	autodiscover(
		request: {
			readonly address: string;
			readonly over: 'auto' | 'soap' | 'pox';
			readonly allowedHosts: readonly string[];
		},
		signal: AbortSignal | undefined,
	): Promise<Row>;
	/** Walks from the host name to the opened mailbox. */
	testConnection(signal: AbortSignal | undefined): Promise<
		ReadonlyArray<{
			readonly step: string;
			readonly ok: boolean;
			readonly message: string;
			readonly advice?: string;
		}>
	>;
	/** Begins a person's consent: what to open in the browser. Absent where a connection keeps no tokens. */
	startSignIn?(
		request: { readonly callbackUrl?: string },
		signal: AbortSignal | undefined,
	): Promise<Row>;
	/** Turns what the person brought back into tokens and keeps them; who signed in, and until when. */
	completeSignIn?(
		request: { readonly code?: string; readonly state?: string },
		signal: AbortSignal | undefined,
	): Promise<Row>;
}

/** The part of a backend that procedures about the connection itself need. */
export interface ConnectionContext {
	readonly settings: { readonly defaultMailbox?: string; readonly user?: string };
	/** Absent where a backend stands alone. */
	readonly services?: ConnectionServices;
}

interface ConnectionHandler {
	run(
		context: ConnectionContext,
		input: Readonly<Row>,
		scope: Scope,
		call: Call,
	): Promise<ProcedureResult[]>;
}

const autodiscover: ConnectionHandler = {
	async run(context, input, scope, call) {
		const services = servicesOf(context);
		const { defaultMailbox, user } = context.settings;
		const known = [input.address, scope.mailbox, defaultMailbox, user];
		const address = known.find(
			(one): one is string => typeof one === 'string' && one.includes('@'),
		);
		if (address === undefined) {
			throw new InputError('There is no address to look for', {
				field: 'address',
				advice: "Give an e-mail address as 'Address'.",
			});
		}
		const found = await services.autodiscover(
			{
				address: address.trim(),
				over: input.over as 'auto',
				allowedHosts: (input.allowedHosts ?? []) as readonly string[],
			},
			call.signal,
		);
		if (found.isForeignHost === true) {
			call.notice?.(
				`The server ${String(found.ewsUrl)} is of another domain than ${address}: make sure that it is yours before you enter it.`,
			);
		}
		return [{ row: found }];
	},
};

const testConnection: ConnectionHandler = {
	async run(context, _input, _scope, call) {
		const steps = await servicesOf(context).testConnection(call.signal);
		return steps.map(({ step, ok, message, advice = null }) => ({
			row: { step, ok, message, advice },
		}));
	},
};

const startSignIn: ConnectionHandler = {
	async run(context, input, _scope, call) {
		const start = signInOf(context, 'startSignIn');
		return [{ row: await start({ callbackUrl: text(input.callbackUrl) }, call.signal) }];
	},
};

const completeSignIn: ConnectionHandler = {
	async run(context, input, _scope, call) {
		const complete = signInOf(context, 'completeSignIn');
		const request = { code: text(input.code), state: text(input.state) };
		return [{ row: await complete(request, call.signal) }];
	},
};

/** Procedures about the connection itself, the same in all dialects. */
export const connectionProcedures = { autodiscover, testConnection, startSignIn, completeSignIn };

function servicesOf({ services }: ConnectionContext): ConnectionServices {
	if (services) return services;
	throw new FatalError('This connection cannot look at itself', {
		advice: 'Open it from a credential.',
	});
}

function signInOf<Name extends 'startSignIn' | 'completeSignIn'>(
	{ services }: ConnectionContext,
	name: Name,
): NonNullable<ConnectionServices[Name]> {
	const service = services?.[name];
	if (service) return service.bind(services) as NonNullable<ConnectionServices[Name]>;
	throw new FatalError('This connection has no sign-in of a person', {
		field: 'authScheme',
		advice: "Choose OAuth, AzureAD or AzureDeviceCode as 'Auth Scheme'.",
	});
}

const text = (value: unknown): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
