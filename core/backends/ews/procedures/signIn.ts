import { FatalError } from '../../../errors';
import type { ConnectionServices, EwsContext } from '../context';
import type { ProcedureHandler } from './handler';

function serviceOf<Name extends 'startSignIn' | 'completeSignIn'>(
	{ services }: EwsContext,
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

export const startSignIn: ProcedureHandler = {
	async run(context, input, _scope, call) {
		const start = serviceOf(context, 'startSignIn');
		return [{ row: await start({ callbackUrl: text(input.callbackUrl) }, call.signal) }];
	},
};

export const completeSignIn: ProcedureHandler = {
	async run(context, input, _scope, call) {
		const complete = serviceOf(context, 'completeSignIn');
		const request = { code: text(input.code), state: text(input.state) };
		return [{ row: await complete(request, call.signal) }];
	},
};
