import { mailboxAt } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { alone, attempt, success, type Answer } from '../response';
import { element, wrap } from '../xml/escape';
import { at, below, type Node } from '../xml/node';

const NAME = 'GetServiceConfigurationResponse';
const ONE = 'ServiceConfigurationResponseMessageType';

function domains(ctx: Context): string {
	const names = new Set(
		ctx.store.directory.mailboxes.map((one) => one.primarySmtp.split('@')[1]?.toLowerCase() ?? ''),
	);
	const list = [...names].map((name) =>
		wrap('Domain', '', { Name: name, IncludeSubdomains: false }),
	);
	return wrap('InternalDomains', list.join(''));
}

/** What the sandbox has a configuration of. */
const CONFIGURATIONS: Readonly<Record<string, (ctx: Context) => string>> = {
	MailTips: (ctx) =>
		wrap(
			'm:MailTipsConfiguration',
			element('MailTipsEnabled', 'true') +
				element('MaxRecipientsPerGetMailTipsRequest', '50') +
				element('MaxMessageSize', String(36 * 1024 * 1024)) +
				element('LargeAudienceThreshold', '25') +
				element('ShowExternalRecipientCount', 'true') +
				domains(ctx) +
				element('PolicyTipsEnabled', 'false') +
				element('LargeAudienceCap', '1000'),
		),
	UnifiedMessagingConfiguration: () =>
		wrap(
			'm:UnifiedMessagingConfiguration',
			element('UmEnabled', 'false') +
				element('PlayOnPhoneDialString', '') +
				element('PlayOnPhoneEnabled', 'false'),
		),
};

export function getServiceConfiguration(request: Node, ctx: Context): Answer {
	return alone(
		attempt(NAME, '', () => {
			const acting = at(request, 'ActingAs', 'EmailAddress')?.text;
			if (acting !== undefined) mailboxAt(ctx, acting);
			const messages = below(request, 'RequestedConfiguration').flatMap((node) =>
				node.text
					.trim()
					.split(/\s+/)
					.map((name) =>
						attempt(ONE, '', () => {
							const print = CONFIGURATIONS[name];
							if (print === undefined) {
								throw new EwsError('ErrorInvalidOperation', `There is no ${name} here.`);
							}
							return success(ONE, print(ctx));
						}),
					),
			);
			const list = messages.map((message) => message.xml).join('');
			return success(NAME, `<m:ResponseMessages>${list}</m:ResponseMessages>`);
		}),
	);
}
