import { FatalError, InputError } from '../../../errors';
import type { ConnectionServices, EwsContext } from '../context';
import type { ProcedureHandler } from './handler';

function servicesOf({ services }: EwsContext): ConnectionServices {
	if (services) return services;
	throw new FatalError('This connection cannot look at itself', {
		advice: 'Open it from a credential.',
	});
}

export const autodiscover: ProcedureHandler = {
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

export const testConnection: ProcedureHandler = {
	async run(context, _input, _scope, call) {
		const steps = await servicesOf(context).testConnection(call.signal);
		return steps.map(({ step, ok, message, advice = null }) => ({
			row: { step, ok, message, advice },
		}));
	},
};
