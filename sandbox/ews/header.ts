import type { Mailbox, Store } from '../store';
import { EwsFault } from './errors';
import { violation } from './schema/validate';
import { ROOTS } from './schema/requests';
import { ianaZone } from './time';
import { BUILDS, type Build } from './version';
import { at, child, type Node } from './xml/node';

/** What the SOAP header of a request says. */
export interface Header {
	readonly requested: Build;
	readonly user: Mailbox;
	readonly zone: string;
	/** Whether the request named that zone itself. */
	readonly hasZone: boolean;
	readonly milliseconds: boolean;
}

function requestedBuild(header: Node | undefined, build: Build): Build {
	const version = at(header, 'RequestServerVersion')?.attributes['Version'];
	// Without the header the schema of Exchange 2007 SP1 is meant; the sandbox is kinder and takes its own.
	if (version === undefined) return build;
	if (!BUILDS[build].accepts.includes(version)) {
		throw new EwsFault('ErrorInvalidServerVersion', 'The specified server version is invalid.');
	}
	if (/^Exchange20(07|10|09)/.test(version)) return '14.2';
	if (/^Exchange201[23]/.test(version)) return '15.0';
	return build;
}

function impersonated(
	header: Node | undefined,
	store: Store,
	account: Mailbox | undefined,
	isApplication: boolean,
) {
	const sid = at(header, 'ExchangeImpersonation', 'ConnectingSID')?.children[0];
	if (sid === undefined) return undefined;
	const text = sid.text.trim();
	const directory = store.directory;
	const target =
		sid.name === 'SID'
			? directory.findSid(text)
			: sid.name === 'PrincipalName'
				? directory.findPrincipalName(text)
				: directory.find(text);
	const primary =
		sid.name !== 'PrimarySmtpAddress' || target?.primarySmtp.toLowerCase() === text.toLowerCase();
	if (target === undefined || !primary) {
		if (sid.name === 'SID' && !/^S-1(-\d+)+$/i.test(text)) {
			throw new EwsFault('ErrorInvalidSid', 'The SID is invalid.');
		}
		throw new EwsFault(
			sid.name === 'PrimarySmtpAddress' && target !== undefined
				? 'ErrorNonPrimarySmtpAddress'
				: 'ErrorNonExistentMailbox',
			sid.name === 'SID' || sid.name === 'PrincipalName'
				? 'No mailbox with such guid.'
				: 'The SMTP address has no mailbox associated with it.',
		);
	}
	// full_access_as_app is the right to impersonate everybody.
	if (isApplication) return target;
	if (account === undefined || !store.mayImpersonate(account, target)) {
		throw new EwsFault(
			'ErrorImpersonateUserDenied',
			'The account does not have permission to impersonate the requested user.',
		);
	}
	return target;
}

function zoneOf(header: Node | undefined): string {
	const id = at(header, 'TimeZoneContext', 'TimeZoneDefinition')?.attributes['Id'];
	if (id === undefined) return 'UTC';
	const zone = ianaZone(id);
	if (zone === undefined) throw new EwsFault('ErrorTimeZone', 'The time zone is not known.');
	return zone;
}

/** @throws EwsFault */
export function readHeader(
	header: Node | undefined,
	store: Store,
	user: string,
	build: Build,
	isApplication = false,
): Header {
	for (const node of header?.children ?? []) {
		const type = ROOTS[node.name];
		if (type === undefined || node.name === 'RequestServerVersion') continue;
		const wrong = violation(node, type, build);
		if (wrong !== undefined) {
			throw new EwsFault(
				'ErrorSchemaValidation',
				'The request failed schema validation.',
				`The request failed schema validation: ${wrong.text}`,
			);
		}
	}
	const requested = requestedBuild(header, build);
	const account = store.directory.findAccount(user);
	const target = impersonated(header, store, account, isApplication) ?? account;
	if (target === undefined) {
		throw new EwsFault(
			'ErrorMissingEmailAddress',
			'When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP address for any distinguished folder Ids.',
		);
	}
	const precision = header && child(header, 'DateTimePrecision')?.text.trim();
	return {
		requested,
		user: target,
		zone: zoneOf(header),
		hasZone: at(header, 'TimeZoneContext') !== undefined,
		milliseconds: precision === 'Milliseconds' && build !== '14.2',
	};
}
